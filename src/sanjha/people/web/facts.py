"""Facts as a page shows them: words instead of codes, with source, case and date."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from sanjha.kernel.text import Text
from sanjha.people.models import Area, Fact, FactName, Gender, Relation, Source
from sanjha.places import contract as places
from sanjha.ui.components import Words
from sanjha.ui.formatting import dmy


@dataclass(frozen=True)
class ShownFact:
    """One fact in words, line by line."""

    id: UUID
    name: str
    label: Words
    lines: Sequence[Words]
    source: Words
    case: str
    as_of: date
    recorded_at: datetime
    superseded_at: datetime | None


def shown_facts(facts: Sequence[Fact]) -> list[ShownFact]:
    """The facts in the order of the register, each with its words."""
    names = place_names(fact.value["place"] for fact in facts if fact.name == FactName.ADDRESS)
    order = {name: place for place, name in enumerate(FactName.values)}
    ordered = sorted(facts, key=lambda fact: (fact.superseded_at is not None, order[fact.name]))
    return [
        ShownFact(
            id=fact.pk,
            name=fact.name,
            label=FactName(fact.name).label,
            lines=_lines(fact, names),
            source=Source(fact.source).label,
            case=fact.case_number,
            as_of=fact.as_of,
            recorded_at=fact.recorded_at,
            superseded_at=fact.superseded_at,
        )
        for fact in ordered
    ]


def place_names(codes: Iterable[str]) -> dict[str, Text]:
    """Names of places by code, in one question; an unknown place is named by its code."""
    wanted = sorted(set(codes))
    found = {place.code: place.name for place in places.get_places(codes=wanted)} if wanted else {}
    return {code: found.get(code, Text(code)) for code in wanted}


def _lines(fact: Fact, names: dict[str, Text]) -> Sequence[Words]:
    value: Any = fact.value
    if fact.name == FactName.ADDRESS:
        return _address(value, names)
    return _WORDS[fact.name](value) if fact.name in _WORDS else [str(value)]


_WORDS: dict[str, Callable[[Any], Sequence[Words]]] = {
    FactName.NAME: lambda value: [Text(value["en"], value["pa"], value["hi"])],
    FactName.RELATIVE: lambda value: [
        str(Relation(value["relation"]).label),
        Text(value["en"], value["pa"], value["hi"]),
    ],
    FactName.BIRTH_DATE: lambda value: [dmy(date.fromisoformat(value))],
    FactName.GENDER: lambda value: [str(Gender(value).label)],
    FactName.AADHAAR_LAST4: lambda value: [f"XXXX XXXX {value}"],
}


def _address(value: dict[str, Any], names: dict[str, Text]) -> list[Words]:
    house = ", ".join(part for part in (value["house"], value["street"]) if part)
    post = " ".join(part for part in (value["post_office"], value["pin"]) if part)
    lines: list[Words] = [names[value["place"]], str(Area(value["area"]).label)]
    lines = [house, *lines] if house else lines
    lines = [*lines, post] if post else lines
    if not value["since_year"]:
        return lines
    return [*lines, _("here since %(year)s") % {"year": value["since_year"]}]
