"""Every address of the house, filled in so that it can be asked for."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

_SAMPLES = {
    "UUIDConverter": "0190f5f2-1234-7000-8000-123456789abc",
    "UUIDStrConverter": "0190f5f2-1234-7000-8000-123456789abc",
    "IntConverter": "7",
    "PathConverter": "sample/x",
}
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Route:
    """`pattern` as it is declared, `address` as it can be asked for, the view behind it."""

    pattern: str
    address: str
    view: Callable[..., Any]

    @property
    def access(self) -> str:
        """What the view declares of who may come in; empty when it declares nothing."""
        return getattr(self.view, "access", "")


def routes(resolver: URLResolver | None = None) -> list[Route]:
    """All routes below the resolver (the project's, when left out)."""
    return list(_below(resolver or get_resolver(), "", ""))


def _below(resolver: URLResolver, prefix: str, start: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern, address = prefix + str(entry.pattern), start + _filled_in(entry)
        if isinstance(entry, URLResolver):
            yield from _below(entry, pattern, address)
        elif isinstance(entry, URLPattern):
            yield Route("/" + pattern, "/" + address, entry.callback)


def _filled_in(entry: URLPattern | URLResolver) -> str:
    text = str(entry.pattern)
    if isinstance(entry.pattern, RegexPattern):
        return _matching(re._parser.parse(text))
    converters = entry.pattern.converters
    return _PARAMETER.sub(lambda found: _SAMPLES.get(type(converters[found[1]]).__name__, "sample"), text)


def _matching(parts: Iterable[tuple[Any, Any]]) -> str:
    """The shortest text that a simple regular expression accepts."""
    text = ""
    for kind, value in parts:
        name = str(kind)
        if name == "LITERAL":
            text += chr(value)
        elif name == "IN":
            text += _matching(value[:1])
        elif name == "RANGE":
            text += chr(value[0])
        elif name in {"MAX_REPEAT", "MIN_REPEAT"}:
            text += _matching(value[2]) * max(value[0], 1)
        elif name == "SUBPATTERN":
            text += _matching(value[3])
        elif name == "CATEGORY":
            text += "7" if "DIGIT" in str(value) else "x"
        elif name != "AT":
            raise TypeError(f"the guard cannot fill in {name}")
    return text


def read_list(path: Path) -> dict[str, str]:
    """Pattern -> reason of a list file; "#" begins a remark. Raises ValueError for an entry without a reason."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        pattern, _bar, reason = (part.strip() for part in line.partition("|"))
        if not reason:
            raise ValueError(f"{pattern} stands on the list without a reason")
        found[pattern] = reason
    return found


def is_closed(status: int, location: str) -> bool:
    """Whether an answer shows nothing: sent to sign in, refused, or nothing there."""
    return status in {401, 403, 404, 405} or (status == 302 and location.startswith("/login/"))
