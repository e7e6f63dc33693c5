"""Between nested data and the flat names of an HTML form: `applicant.name_en`, `family.0.salary`.

What comes from outside may be anything: keys are sieved, depth, number and places of rows are limited, and nothing
raises. Names that begin with an underscore, and csrfmiddlewaretoken, belong to the page and are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sanjha.sewa.forms.aadhaar import scrub
from sanjha.sewa.forms.messages import Message
from sanjha.sewa.forms.words import WORDS

MOST_KEYS = 3000
MOST_DEPTH = 8
MOST_KEY_LENGTH = 200
_PART = re.compile(r"[a-z][a-z0-9_]{0,47}|[0-9]{1,3}")
_COMMAND = re.compile(r"(add:[a-z0-9_.]{1,150}|remove:[a-z0-9_.]{1,150}:[0-9]{1,3}|refresh)")
_PAGE_KEYS = frozenset({"csrfmiddlewaretoken"})


@dataclass(frozen=True)
class Posted:
    """What a page sent: nested data, the row command of the button that was pressed, and what was left out."""

    data: dict[str, Any]
    command: str = ""
    notices: tuple[Message, ...] = ()


@dataclass
class _Branch:
    children: dict[str, _Branch | Any] = field(default_factory=dict)


def parse(pairs: Iterable[tuple[str, str | list[str]]]) -> Posted:
    """Nested data from names and values (`request.POST.lists()`). A name given several times becomes a list."""
    root, command = _Branch(), ""
    odd: list[str] = []
    for number, (key, given) in enumerate(pairs):
        if number >= MOST_KEYS:
            return Posted(_unfold(root, 0), command, (*_told(odd), Message(WORDS["ignored-many"])))
        if key.startswith("_") or key in _PAGE_KEYS:
            continue
        if _COMMAND.fullmatch(key):
            command = command or key
            continue
        values = list(given) if isinstance(given, list | tuple) else [given]
        if not _place(root, key, values[0] if len(values) == 1 else values):
            odd.append(key)
    return Posted(_unfold(root, 0), command, _told(odd))


def _told(odd: list[str]) -> tuple[Message, ...]:
    if not odd:
        return ()
    named = ", ".join(scrub(key) if _PART.fullmatch(key) else "?" for key in odd[:10])
    return (Message(WORDS["ignored-keys"], {"keys": named}),)


def _place(root: _Branch, key: str, value: Any) -> bool:
    parts = key.split(".") if len(key) <= MOST_KEY_LENGTH else []
    if (
        not parts
        or len(parts) > MOST_DEPTH
        or not all(_PART.fullmatch(part) for part in parts)
        or parts[0].isdigit()
    ):
        return False
    branch = root
    for part in parts[:-1]:
        child = branch.children.setdefault(part, _Branch())
        if not isinstance(child, _Branch):
            return False
        branch = child
    if parts[-1] in branch.children:
        return False
    branch.children[parts[-1]] = value
    return True


def _unfold(branch: _Branch, depth: int) -> Any:
    children = {
        key: _unfold(child, depth + 1) if isinstance(child, _Branch) else child
        for key, child in branch.children.items()
    }
    if depth and children and all(key.isdigit() for key in children):
        return [children[key] for key in sorted(children, key=int)]
    return children


def flatten(data: Any, prefix: str = "") -> list[tuple[str, str]]:
    """Names and texts of nested data, the reverse of `parse`; blanks and empty branches have none."""
    if data is None or data == "" or prefix.count(".") >= MOST_DEPTH:
        return []
    if isinstance(data, Mapping):
        named = ((str(key), item) for key, item in data.items())
    elif isinstance(data, list | tuple):
        named = ((str(number), item) for number, item in enumerate(data))
    else:
        return [(prefix, _text(data))]
    return [pair for key, item in named for pair in flatten(item, f"{prefix}.{key}" if prefix else key)]


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
