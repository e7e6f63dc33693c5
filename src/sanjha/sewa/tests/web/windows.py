"""A real browser whose requests are answered by Django's test client in the same thread: one transaction, one stopped clock."""

import contextvars
import mimetypes
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders

HOUSE = "http://sanjha.test"
STATIC = "/static/"
_HEADERS = ("Content-Type", "Content-Security-Policy", "Content-Disposition")


class Window:
    """One window of a visitor's browser. `complaints` are what the console said: a broken policy, a failed script."""

    def __init__(self, browser, visitor, *, width=1366, height=768):
        self.visitor = visitor
        # The browser calls back from its own loop; connection and clock of the test live in the test's context.
        self.context = contextvars.copy_context()
        self.frame = browser.new_context(viewport={"width": width, "height": height}, base_url=HOUSE)
        self.page = self.frame.new_page()
        self.page.set_default_timeout(10_000)
        self.complaints = []
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.route("**/*", self._answer)

    def open(self, address):
        self.page.goto(address)
        return self.page

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text):
        self.page.keyboard.type(text)

    def focus(self, name):
        self.page.locator(f"[name='{name}']").first.focus()

    def here(self):
        """The name, or else the id, of what has the focus."""
        return self.page.evaluate("document.activeElement.name || document.activeElement.id")

    def value(self, name):
        return self.page.locator(f"[name='{name}']").first.input_value()

    def close(self):
        self.frame.close()

    def _listen(self, message):
        # The browser notes every answer of 4xx as an error; these are the tests' own refusals.
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            self.complaints.append(message.text)

    def _answer(self, route):
        asked = urlsplit(route.request.url)
        if f"{asked.scheme}://{asked.netloc}" != HOUSE:
            route.abort()
        elif asked.path.startswith(STATIC):
            self._static(route, asked.path.removeprefix(STATIC))
        else:
            self.context.copy().run(self._dynamic, route, asked)

    def _static(self, route, name):
        found = finders.find(name)
        if not found:
            route.fulfill(status=404)
            return
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        route.fulfill(body=Path(found).read_bytes(), content_type=kind)

    def _dynamic(self, route, asked):
        request = route.request
        headers = {
            name: value
            for name, value in request.headers.items()
            if name in ("x-requested-with", "hx-request", "hx-target")
        }
        response = self.visitor.client.generic(
            request.method,
            f"{asked.path}?{asked.query}",
            data=request.post_data_buffer or b"",
            content_type=request.headers.get("content-type", "text/html"),
            headers=headers,
        )
        while response.status_code in (301, 302):
            response = self.visitor.client.get(response["Location"])
        kept = {name: response[name] for name in _HEADERS if name in response}
        route.fulfill(status=response.status_code, headers=kept, body=response.content)
