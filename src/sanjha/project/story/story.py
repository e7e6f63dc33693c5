"""One story being told: where, with whom, what it has come to."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sanjha.project.story.browser import Browser, Page, StoryBroken
from sanjha.project.story.people import Role

Said = Callable[[str, float], None]
PATIENCE = 60.0


@dataclass
class Story:
    """What the story has come to so far."""

    base: str
    out: Path
    say: Said
    language: str = "en"
    facts: dict[str, Any] = field(default_factory=dict)
    steps: list[dict[str, Any]] = field(default_factory=list)

    def step(self, words: str, work: Callable[[], None]) -> None:
        """One step: what is done, and how long it took in milliseconds."""
        begun = time.monotonic()
        work()
        took = time.monotonic() - begun
        self.steps.append({"step": words, "milliseconds": round(took * 1000)})
        self.say(words, took)

    def officer(self, role: Role) -> Browser:
        """A browser in which the officer of that post is signed in."""
        browser = Browser(self.base, self.language)
        page = browser.get("/demo/")
        form = page.form("/demo/sign-in/")
        rows = page.tree.xpath(
            f"//tr[td[normalize-space()='{role.username}']]//button[@name='account']/@value"
        )
        if not rows:
            raise StoryBroken(f"/demo/: {role.name} ({role.username}) is not there")
        browser.send(form, {"account": rows[0]})
        return browser


def keep_pdf(story: Story, name: str, page: Page) -> None:
    """Keep a PDF that a page answered with."""
    if not page.body.startswith(b"%PDF"):
        raise StoryBroken(f"{page.path} is not a PDF")
    (story.out / name).write_bytes(page.body)
