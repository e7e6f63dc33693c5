"""What members may ask for: operations that only read, and which field of the answer holds which fact.

Members call in the name of their department, not of an officer, so an operation that writes or that looks at the
acting officer is never offered. A field that no fact and no key claims does not leave.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import msgspec

Fields = Mapping[str, Collection[str]]
"""Fact -> fields of the answer that tell it."""

KEYS = frozenset({"id", "reference", "subject"})
"""They name whose facts these are, and are given with any fact."""

_RESIDENT: Fields = {
    "resident.name": ("name",),
    "resident.relative": ("relation", "relative_name"),
    "resident.birth_date": ("born_on",),
    "resident.gender": ("gender",),
    "resident.mobile": ("mobile",),
    "resident.address": ("address",),
    "resident.aadhaar_last4": ("aadhaar_last4",),
}
_DOCUMENT: Fields = {
    "document.register": (
        "number",
        "doc_id",
        "uri",
        "doctype",
        "title",
        "period",
        "state",
        "issued_at",
        "valid_from",
        "valid_to",
        "sha256",
        "size",
    ),
}
_FILE: Fields = {"document.file": ("number", "pdf")}

_offered: dict[str, Fields] = {
    "people.v1/resident": _RESIDENT,
    "people.v1/residents": _RESIDENT,
    "people.v1/resident-by-mobile": _RESIDENT,
    "people.v1/residents-with-mobile": _RESIDENT,
    "locker.v1/document": _DOCUMENT,
    "locker.v1/documents": _DOCUMENT,
    "locker.v1/live-document": _DOCUMENT,
    "locker.v1/file": _FILE,
    "registries.v1/record": {"registry.record": ("register", "key", "content", "changed_at")},
}


def offered() -> dict[str, Fields]:
    """The operations that members may be granted, by name."""
    return dict(_offered)


@contextmanager
def offering(operation: str, fields: Fields) -> Iterator[None]:
    """Inside, this operation is offered too: for tests."""
    _offered[operation] = fields
    try:
        yield
    finally:
        del _offered[operation]


def narrowed(operation: str, result: Any, facts: Collection[str]) -> Any:
    """The answer in plain values with only the fields of these facts, and the keys."""
    fields = _offered[operation]
    kept = KEYS.union(*(fields.get(fact, ()) for fact in facts))
    plain = msgspec.to_builtins(result)
    if isinstance(plain, list):
        return [_only(item, kept) for item in plain]
    return None if plain is None else _only(plain, kept)


def _only(item: dict[str, Any], kept: Collection[str]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name in kept}
