"""A person at a browser without JavaScript: follows links, fills in forms, keeps cookies. Nothing else is known of the house."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
from lxml import html


class StoryBroken(Exception):
    """A step of the story did not hold."""


@dataclass
class Form:
    """A form as it stands on the page: where it goes, what is filled in."""

    action: str
    method: str
    values: dict[str, list[str]]
    buttons: list[tuple[str, str, str]]
    """Name, value and words of each button that sends the form."""


@dataclass
class Page:
    """What came back: address, status, the parsed page or the bytes."""

    url: str
    status: int
    content_type: str
    body: bytes
    tree: Any = field(repr=False, default=None)

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    def text(self) -> str:
        """The visible words in one line."""
        return " ".join(self.tree.text_content().split()) if self.tree is not None else ""

    def complaint(self) -> str:
        """What the page says went wrong: its error summary, else its first words."""
        told = self.tree.xpath("//*[contains(@class, 'error-summary') or contains(@class, 'notice')]")
        words = " ".join(" ".join(element.text_content().split()) for element in told)
        return words or self.text()[:400]

    def one(self, selector: str) -> Any:
        """The one element that the XPath finds. Raises StoryBroken."""
        found = self.tree.xpath(selector)
        if not found:
            raise StoryBroken(f"{self.path}: there is no {selector}")
        return found[0]

    def link(self, part: str) -> str:
        """The address of the first link whose address holds `part`."""
        for anchor in self.tree.xpath("//a[@href]"):
            if part in anchor.get("href"):
                return str(urljoin(self.url, anchor.get("href")))
        raise StoryBroken(f"{self.path}: no link to {part}")

    def form_with(self, name: str) -> Form:
        """The first form that has a field of this name."""
        return _form(self, self.one(f"//form[.//*[@name='{name}']]"))

    def form(self, part: str) -> Form:
        """The first form whose id or action holds `part`."""
        for element in self.tree.xpath("//form"):
            if part in (element.get("id") or "") + " " + (element.get("action") or ""):
                return _form(self, element)
        raise StoryBroken(f"{self.path}: no form {part}")


def _form(page: Page, element: Any) -> Form:
    values: dict[str, list[str]] = {}
    # Fields may stand outside the form and name it by its id.
    outside = f"//*[@form='{element.get('id')}']" if element.get("id") else "//nothing"
    fields = [*element.xpath(".//input | .//select | .//textarea | .//button"), *page.tree.xpath(outside)]
    buttons: list[tuple[str, str, str]] = []
    for item in fields:
        if item.get("disabled") is not None or (item.get("form") and item.get("form") != element.get("id")):
            continue
        _take(item, values, buttons)
    return Form(
        urljoin(page.url, element.get("action") or page.url),
        (element.get("method") or "get").lower(),
        values,
        buttons,
    )


def _take(item: Any, values: dict[str, list[str]], buttons: list[tuple[str, str, str]]) -> None:
    name, kind = item.get("name") or "", (item.get("type") or "").lower()
    if item.tag == "button" or kind == "submit":
        if kind in ("", "submit"):
            buttons.append((name, item.get("value") or "", " ".join(item.text_content().split())))
        return
    if not name or kind in ("file", "reset", "image"):
        return
    if kind in ("checkbox", "radio"):
        if item.get("checked") is not None:
            values.setdefault(name, []).append(item.get("value") or "on")
    elif item.tag == "select":
        values.setdefault(name, []).extend(_selected(item))
    elif item.tag == "textarea":
        values.setdefault(name, []).append(item.text or "")
    else:
        values.setdefault(name, []).append(item.get("value") or "")


def _selected(item: Any) -> list[str]:
    options = item.xpath(".//option")
    chosen = [option for option in options if option.get("selected") is not None] or options[:1]
    return [
        option.get("value") if option.get("value") is not None else option.text_content() for option in chosen
    ]


class Browser:
    """One person's browser."""

    def __init__(self, base: str, language: str = "en") -> None:
        self.base = base
        self.client = httpx.Client(
            base_url=base,
            follow_redirects=True,
            timeout=60,
            cookies={"sanjha_language": language},
            headers={"Accept-Language": language},
        )

    def get(self, address: str) -> Page:
        return self._page(self.client.get(address))

    def send(
        self,
        form: Form,
        values: Mapping[str, str | list[str]] | None = None,
        *,
        button: str = "",
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        expect: int | None = 200,
    ) -> Page:
        """Send the form with these values over what stands in it; `button` is the name or the words of the button pressed.

        Raises StoryBroken if the answer has another status than expected; with None, only if the server broke.
        """
        data = {
            **form.values,
            **{name: value if isinstance(value, list) else [value] for name, value in (values or {}).items()},
        }
        data = {name: value for name, value in data.items() if name not in (files or {})}
        if button:
            data.update(self._pressed(form, button))
        if form.method == "get":
            return self._page(self.client.get(form.action, params=data), expect)
        headers = {"Referer": form.action, "Origin": self.base}
        # httpx sends multipart only with files; a form that has no file is sent as the browser would.
        answer = self.client.post(
            form.action, data=data, files=dict(files) if files else None, headers=headers
        )
        return self._page(answer, expect)

    def _pressed(self, form: Form, wanted: str) -> dict[str, list[str]]:
        for name, value, words in form.buttons:
            if wanted in (name, value, f"{name}={value}") or wanted in words:
                return {name: [value]} if name else {}
        raise StoryBroken(f"{form.action}: no button {wanted}")

    def post(self, address: str, data: Mapping[str, str | list[str]], expect: int | None = 200) -> Page:
        """Send to an address for which no page has a form, with the token of this browser."""
        token = str(self.get("/").one("//input[@name='csrfmiddlewaretoken']/@value"))
        headers = {"Referer": f"{self.base}/", "Origin": self.base}
        answer = self.client.post(address, data={"csrfmiddlewaretoken": token, **data}, headers=headers)
        return self._page(answer, expect)

    def _page(self, answer: httpx.Response, expect: int | None = 200) -> Page:
        kind = answer.headers.get("content-type", "")
        tree = html.fromstring(answer.content.decode() or "<p></p>") if "html" in kind else None
        page = Page(str(answer.url), answer.status_code, kind, answer.content, tree)
        if answer.status_code != expect and (expect is not None or answer.status_code >= 500):
            said = page.complaint() if tree is not None else answer.text[:600]
            raise StoryBroken(
                f"{answer.request.method} {page.path}: status {answer.status_code}, not {expect}: {said}"
            )
        return page
