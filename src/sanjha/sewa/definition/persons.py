"""Which parts of a form are about a person, and which of their fields the register of residents fills in.

Every group, and every row of a table, that asks for a person's name is about a person.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sanjha.kernel.text import Text
from sanjha.sewa.definition import fields as f

NAME = "name_en"
"""The id under which the shared blocks ask for a name: whoever asks for it asks about somebody."""
ROW_KEY = "of_register"
"""In the data of a row: the key of the person of the register who stands in it. Rows move, the key moves with them.

It has no digits, so that nothing that masks numbers touches it.
"""
_KEY = re.compile(r"[a-z]{12}")


FIELDS: Mapping[str, tuple[str, ...]] = {
    "NAME": ("name_en", "name_pa"),
    "BIRTH_DATE": ("born_on", "age"),
    "GENDER": ("gender",),
    "RELATIVE": ("relation", "relative_name_en", "relative_name_pa"),
    "MOBILE": ("mobile",),
    "ADDRESS": (
        "address.house", "address.street", "address.area_type", "address.district", "address.tehsil",
        "address.village", "address.town", "address.post_office", "address.pin", "address.since_year",
    ),
}  # fmt: skip
"""The fields of a person that make up each fact of the register, under the ids of the shared block `person`."""
DERIVED = frozenset({"age"})
"""What is worked out from the fact on the day it is read."""
ASKED_BY = {"RELATIVE": "relative_name_en"}
"""A fact that is meant only where this field is asked: alone, `relation` says how a member is related to the applicant."""


@dataclass(frozen=True)
class PersonPart:
    """A group, or a table whose rows are persons: its dotted path and the fields it asks, by their paths below it."""

    path: str
    label: Text
    asks: frozenset[str]
    table: f.RowsField | None = None


def persons_of(form: f.Form) -> list[PersonPart]:
    """The parts of the form that are about a person, in its order."""
    return list(_persons(form.fields, ""))


def person_at(form: f.Form, path: str) -> PersonPart | None:
    """The part at a dotted path, or None when nothing there is about a person."""
    return next((part for part in persons_of(form) if part.path == path), None)


def is_meant(fact: str, asks: Collection[str]) -> bool:
    """Whether a part that asks these fields asks for this fact of the person."""
    return fact not in ASKED_BY or ASKED_BY[fact] in asks


def filled_in(asks: Collection[str]) -> frozenset[str]:
    """Which of the fields that are asked about a person the register fills in."""
    return frozenset(
        path for fact, paths in FIELDS.items() if is_meant(fact, asks) for path in paths if path in asks
    )


def row_key(row: object) -> str:
    """The key in a row, "" when no person of the register stands there."""
    key = row.get(ROW_KEY) if isinstance(row, dict) else None
    return key if isinstance(key, str) and _KEY.fullmatch(key) else ""


def _persons(fields: Iterable[f.AnyField], around: str) -> Iterator[PersonPart]:
    for field in fields:
        if not isinstance(field, f.GroupField | f.RowsField):
            continue
        path = f"{around}{field.id}"
        if any(inner.id == NAME and isinstance(inner, f.NameEnField) for inner in field.fields):
            table = field if isinstance(field, f.RowsField) else None
            yield PersonPart(path, field.label, frozenset(_asked(field.fields, "")), table)
        if isinstance(field, f.GroupField):
            yield from _persons(field.fields, f"{path}.")


def _asked(fields: Iterable[f.AnyField], around: str) -> Iterator[str]:
    for field in fields:
        if isinstance(field, f.GroupField):
            yield from _asked(field.fields, f"{around}{field.id}.")
        else:
            yield f"{around}{field.id}"
