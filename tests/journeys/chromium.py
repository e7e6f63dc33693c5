"""Debian's Chromium, started so that it calls nobody."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

EXECUTABLE = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def need_chromium() -> None:
    """Skip where there is no Chromium; where the whole suite must run, that is a failure."""
    if EXECUTABLE.exists():
        return
    told = f"{EXECUTABLE} is missing; on Debian: apt-get install chromium"
    if os.environ.get("CI"):
        pytest.fail(told)
    pytest.skip(told)


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """A browser, ended together with the loop of its driver: that loop would make Django believe it runs in it."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=EXECUTABLE, args=ARGUMENTS)
        yield browser
        browser.close()
