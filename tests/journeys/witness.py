"""Watches every page that is reached: accessibility, errors, strangers' addresses, width. One fault fails the test."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]{10}")
_POLICY = """document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} forbids ${event.blockedURI}`));"""
_WIDTH = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"

_known: set[tuple[str, ...]] = set()
"""What axe has found nothing on, for the length of this process: kind of page, title, language, width."""


def kind_of(address: str) -> str:
    """The address without what differs from case to case: ids and the values of a query."""
    parts = urlsplit(address)
    return _ID.sub("*", parts.path) + "".join(sorted(f"?{name}" for name, _ in parse_qsl(parts.query)))


@dataclass
class Witness:
    """Sees all pages of one test; `base` is the only address that may be asked for anything."""

    base: str
    faults: list[str] = field(default_factory=list)
    allowed: set[int] = field(default_factory=set)
    """Statuses from 400 on that a test provokes."""
    reached: set[str] = field(default_factory=set)
    looked_at: set[str] = field(default_factory=set)

    def watch(self, context: BrowserContext) -> None:
        """From now on, for all windows of this context."""
        context.add_init_script(_POLICY)
        context.on("console", self._console)
        context.on("weberror", lambda told: self.faults.append(f"error in a script: {told.error}"))
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("page", self._page)

    @contextmanager
    def expecting(self, *statuses: int) -> Iterator[None]:
        """While a test provokes a refusal."""
        before = self.allowed
        self.allowed = before | set(statuses)
        yield
        self.allowed = before

    def look(self, page: Page, state: str = "") -> None:
        """Examine the page as it stands; `state` tells apart what one address can show, such as an open dialog."""
        self.looked_at.add(kind_of(page.url))
        width, room = page.evaluate(_WIDTH)
        if width > room:
            self.faults.append(f"{page.url}: {width} px wide in a window of {room} px")
        title = re.sub(r"\S*\d\S*", "*", page.title())
        key = (kind_of(page.url), title, page.locator("html").get_attribute("lang") or "", str(room), state)
        if key not in _known:
            found = [_told(violation) for violation in Axe().run(page).response["violations"]]
            self.faults += [f"{page.url} ({state or 'as it opens'}): {told}" for told in found]
            _known.add(key)

    def finish(self) -> None:
        """At the end of a test. Raises AssertionError with everything that was seen."""
        unseen = self.reached - self.looked_at
        assert not unseen, f"pages that nobody looked at: {sorted(unseen)}"
        assert not self.faults, "\n".join(self.faults)

    def _page(self, page: Page) -> None:
        def arrived(frame: object) -> None:
            if frame == page.main_frame and page.url.startswith(self.base):
                self.reached.add(kind_of(page.url))

        page.on("framenavigated", arrived)

    def _console(self, message: ConsoleMessage) -> None:
        # Of an answer with an error status the browser tells here as well; `_response` judges those.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith(
            (self.base, "data:", "blob:", "about:", "chrome:", "chrome-extension:")
        ):
            self.faults.append(f"asked somebody else: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.allowed:
            self.faults.append(f"{response.request.method} {response.url}: status {response.status}")


def _told(violation: dict) -> str:  # type: ignore[type-arg]
    places = "; ".join(str(node["target"]) for node in violation["nodes"][:5])
    return f"{violation['id']}: {violation['help']} at {places}"
