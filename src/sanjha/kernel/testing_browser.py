"""Debian's Chromium for tests, started so that it calls nobody."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

SHELL, WHOLE = "chromium-headless-shell", "chromium"
"""The shell is the same engine without the window around it: it starts faster, and shows no PDF."""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def need_chromium(*programs: str) -> str:
    """The first of the programs that is there. Skips where none is; where the whole suite must run, that is a failure."""
    for program in filter(None, map(shutil.which, programs)):
        return program
    told = f"there is no Chromium; on Debian: apt-get install {programs[0]}"
    if os.environ.get("CI"):
        pytest.fail(told)
    pytest.skip(told)


@contextmanager
def running_chromium(*programs: str) -> Iterator[Browser]:
    """A browser, ended together with the loop of its driver: that loop would make Django believe it runs in it."""
    program = need_chromium(*programs or (SHELL, WHOLE))
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()
