"""Somebody before a screen: a window of their own, signed in or not, every page of theirs looked at."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.keyboard import Keyboard
from tests.journeys.witness import Witness

DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
BADRA = {"latitude": 30.3012, "longitude": 75.4623, "accuracy": 12}
"""Where the Patwari of the journeys stands."""

NUMBER = re.compile(r"PB/[A-Z]+/[A-Z-]+/\d{4}/\d{7}-[0-9A-Z]")
PATIENCE = 20_000
"""Milliseconds for one thing on a page to happen; two cores may be busy with other tests."""


class Person:
    """One browser context with one window."""

    def __init__(self, context: BrowserContext, witness: Witness, mirror: "Mirror | None" = None) -> None:
        self.context = context
        self.witness = witness
        self.mirror = mirror
        witness.watch(context)
        context.set_default_timeout(PATIENCE)
        self.page: Page = context.new_page()

    def open(self, address: str) -> None:
        """Go to an address of the house and look at what is there."""
        self.page.goto(address)
        self.look()

    def look(self, state: str = "") -> None:
        self.look_at(self.page, state)

    def look_at(self, page: Page, state: str = "") -> None:
        self.witness.look(self.mirror.show(page) if self.mirror else page, state)

    @contextmanager
    def next_page(self) -> Iterator[None]:
        """What is done inside leads to another page, which is looked at."""
        with self.page.expect_navigation(wait_until="load"):
            yield
        self.look()

    def keyboard(self, onward: str = "Tab") -> Keyboard:
        return Keyboard(self.page, onward)

    def sign_in_as(self, username: str) -> None:
        """By one click, on the page of the demonstration."""
        self.open("/demo/")
        row = self.page.locator("tr", has_text=username)
        if not row.is_visible():
            self.page.locator("details", has=row).locator("summary").click()
        with self.next_page():
            row.get_by_role("button").click()

    def sign_in_by_mobile(self, mobile: str) -> None:
        """The way of a citizen: number, then the code that arrives on the phone."""
        self.open("/login/citizen/")
        self.page.locator("[name=mobile]").fill(mobile)
        with self.next_page():
            self.page.locator("[name=mobile]").press("Enter")
        code = self.code_on_the_phone(mobile)
        self.page.locator("[name=code]").fill(code)
        with self.next_page():
            self.page.locator("[name=code]").press("Enter")

    def code_on_the_phone(self, mobile: str) -> str:
        """The newest code on the phone of the demonstration, read in a second window."""
        phone = self.context.new_page()
        phone.goto(f"/demo/phone/?mobile={mobile}")
        message = phone.locator("main").get_by_text(re.compile(r"\b\d{6}\b")).first
        for _try in range(PATIENCE // 250):
            if message.count():
                break
            phone.wait_for_timeout(250)
            phone.reload()
        self.look_at(phone)
        words = message.inner_text()
        phone.close()
        found = re.search(r"\b\d{6}\b", words)
        assert found, f"there is no code in: {words}"
        return found[0]

    def number_on_the_page(self) -> str:
        """The first number of an application or document that stands on the page."""
        expect(self.page.locator("main")).to_contain_text(NUMBER)
        found = NUMBER.search(self.page.locator("main").inner_text())
        assert found
        return found[0]

    def download(self, address: str) -> bytes:
        """The bytes of a file of the house, asked for with this person's session."""
        answer = self.context.request.get(address)
        assert answer.ok, f"{address}: status {answer.status}"
        return answer.body()


class Mirror:
    """Shows a page of a browser without scripts once more, where none of its scripts arrives but axe may run."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        context.route(re.compile(r"\.js(\?|$)"), lambda route: route.abort())

    def show(self, page: Page) -> Page:
        """The same HTML at the same address; lasts until the next call."""
        for shown in self.context.pages:
            shown.close()
        shown = self.context.new_page()
        content = page.content()
        shown.route(page.url, lambda route: route.fulfill(body=content, content_type="text/html"))
        shown.goto(page.url)
        return shown


class Stage:
    """Lets people enter, each in a window of their own, all watched by one witness."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser = browser
        self.base = base
        self.witness = Witness(base)
        self.people: list[Person] = []

    def enter(self, language: str = "en", *, phone: bool = False, scripts: bool = True) -> Person:
        """Somebody at a desk of 1366x768, or with a phone of 390 px that knows where it is."""
        desk: dict[str, Any] = {
            "base_url": self.base,
            "viewport": PHONE if phone else DESK,
            "locale": f"{language}-IN",
            "timezone_id": "Asia/Kolkata",
        }
        hand = {"has_touch": True, "is_mobile": True, "geolocation": BADRA, "permissions": ["geolocation"]}
        window = {**desk, **(hand if phone else {})}
        mirror = None if scripts else Mirror(self.browser.new_context(**window))
        context = self.browser.new_context(**window, java_script_enabled=scripts)
        context.add_cookies([{"name": "sanjha_language", "value": language, "url": self.base}])
        person = Person(context, self.witness, mirror)
        self.people.append(person)
        return person

    def keep_pictures(self, folder: Path) -> None:
        """What each person sees now, for whoever looks into a failure."""
        folder.mkdir(parents=True, exist_ok=True)
        for number, person in enumerate(self.people):
            for window, page in enumerate(person.context.pages):
                page.screenshot(path=folder / f"{number}-{window}.png", timeout=PATIENCE)

    def close(self) -> None:
        for person in self.people:
            person.context.close()
            if person.mirror:
                person.mirror.context.close()
