"""What the register of residents gave of the persons in an application, beside what it states, for the officer."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sanjha.kernel import clock
from sanjha.kernel.text import Text
from sanjha.sewa import registered
from sanjha.sewa.definition.expressions.values import Scope
from sanjha.sewa.definition.persons import DERIVED, FIELDS, person_at, persons_of
from sanjha.sewa.forms.controls import written
from sanjha.sewa.forms.scope import Context
from sanjha.sewa.forms.summary import leaf_at
from sanjha.sewa.queries.case import Case
from sanjha.sewa.routing import places_in


@dataclass(frozen=True)
class Line:
    """One field: as the register had it, and as the application states it when that is something else.

    A derived one says of the fact what the form asks, such as the age.
    """

    label: Text
    value: str | Text
    stated: str | Text
    is_derived: bool = False


@dataclass(frozen=True)
class RegisteredFact:
    """A fact with its source and date; `ticket` when the applicant called it wrong, `corrected_at` when the owner did since."""

    title: Text
    source: Text
    as_of: date
    ticket: str
    lines: list[Line]
    corrected_at: datetime | None


@dataclass(frozen=True)
class PersonPanel:
    """One person of the application, with all facts that the register gave; `silent_since` when it did not answer and the
    applicant stated everything."""

    title: Text
    facts: list[RegisteredFact]
    silent_since: datetime | None
    is_applicant: bool


@dataclass(frozen=True)
class RegisterPanel:
    """The persons whom the register filled in, the applicant first."""

    persons: list[PersonPanel]

    @property
    def is_corrected(self) -> bool:
        return any(fact.corrected_at for person in self.persons for fact in person.facts)


@dataclass(frozen=True)
class _Place:
    """A person in the application: the role, the path there, and what the register gave."""

    role: str
    path: str
    person: registered.Registered


def register_panel(found: Case) -> RegisterPanel | None:
    """None for an application in which the register filled nobody in."""
    places = _places(found)
    if not places:
        return None
    form, since = (
        found.definition.form,
        {(row.role, row.fact): row.corrected_at for row in found.corrected_since},
    )
    named = places_in((form, found.application.data), *((form, _as_given(found, place)) for place in places))
    context = Context(today=clock.today(), find_place=named.get)
    scope = Scope({}, context.world, context.outer)
    return RegisterPanel(
        [
            PersonPanel(
                title=_title(found, place),
                facts=[_fact(found, place, fact, scope, since) for fact in place.person.facts],
                silent_since=place.person.silent_since,
                is_applicant=place.role == registered.APPLICANT,
            )
            for place in places
        ]
    )


def _places(found: Case) -> list[_Place]:
    """Whom the register filled in and who still stands in the application, in the order of the form."""
    rows = [(registered.APPLICANT, found.register.given)] if found.register else []
    rows += [(row.role, row.given) for row in found.persons]
    order = [part.path for part in persons_of(found.definition.form)]
    places = [
        _Place(role, path, registered.read_one(given))
        for role, given in rows
        for path in registered.paths_of(role, found.application.data)
    ]
    return sorted(places, key=lambda each: order.index(registered.part_of(each.role)))


def _as_given(found: Case, place: _Place) -> dict[str, Any]:
    """The application's data as the register had that person: so that its places are named, too."""
    data: dict[str, Any] = copy.deepcopy(found.application.data)
    for fact in place.person.facts:
        for path, value in fact.values.items():
            registered.put(data, f"{place.path}.{path}", value)
    return data


def _title(found: Case, place: _Place) -> Text:
    part = person_at(found.definition.form, registered.part_of(place.role))
    if part is None or part.table is None:
        return part.label if part else Text(place.role)
    label, number = part.table.row_label, int(place.path.rpartition(".")[2]) + 1
    return Text(*(f"{label.in_language(each)} {number}" for each in ("en", "pa", "hi")))


def _fact(
    found: Case,
    place: _Place,
    fact: registered.GivenFact,
    scope: Scope,
    since: Mapping[tuple[str, str], datetime],
) -> RegisteredFact:
    lines = []
    for path in (path for path in FIELDS.get(fact.name, ()) if path in fact.values):
        field = leaf_at(found.definition.form.fields, f"{place.path}.{path}")
        if field is None:
            continue
        value, said = fact.values[path], registered.at(found.application.data, f"{place.path}.{path}")
        stated = "" if said is None else str(said)
        other = written(field, stated, scope) if stated != value else ""
        lines.append(Line(field.label, written(field, value, scope), other, path in DERIVED))
    return RegisteredFact(
        fact.title, fact.source, fact.as_of, fact.ticket, lines, since.get((place.role, fact.name))
    )
