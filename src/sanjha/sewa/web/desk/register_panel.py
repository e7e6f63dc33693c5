"""What the register of residents gave of the applicant, beside what the application states, for the officer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sanjha.kernel import clock
from sanjha.kernel.text import Text
from sanjha.sewa import registered
from sanjha.sewa.definition.expressions.values import Scope
from sanjha.sewa.forms.controls import written
from sanjha.sewa.forms.scope import Context
from sanjha.sewa.forms.summary import leaf_at
from sanjha.sewa.queries.case import Case
from sanjha.sewa.routing import places_in


@dataclass(frozen=True)
class Line:
    """One field: as the register had it, and as the application states it when that is something else."""

    label: Text
    value: str | Text
    stated: str | Text


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
class RegisterPanel:
    """All facts that the register gave; `silent_since` when it did not answer and the applicant stated everything."""

    facts: list[RegisteredFact]
    silent_since: datetime | None

    @property
    def is_corrected(self) -> bool:
        return any(fact.corrected_at for fact in self.facts)


def register_panel(found: Case) -> RegisterPanel | None:
    """None for an applicant whom the register did not fill in."""
    if found.register is None:
        return None
    known = registered.read(found.register.given)
    since = {row.fact: row.corrected_at for row in found.corrected_since}
    form = found.definition.form
    applicant = found.application.data.get(registered.APPLICANT) or {}
    given = {fact.name: _nested(fact.values) for fact in known.facts}
    named = places_in(
        (form, {registered.APPLICANT: applicant}),
        *((form, {registered.APPLICANT: values}) for values in given.values()),
    )
    context = Context(today=clock.today(), find_place=named.get)
    scope = Scope({}, context.world, context.outer)
    facts = []
    for fact in known.facts:
        lines = []
        for path in (path for path in registered.FIELDS.get(fact.name, ()) if path in fact.values):
            value = fact.values[path]
            field = leaf_at(form.fields, f"{registered.APPLICANT}.{path}")
            if field is None:
                continue
            stated = _at(applicant, path)
            other = written(field, stated, scope) if stated != value else ""
            lines.append(Line(field.label, written(field, value, scope), other))
        facts.append(
            RegisteredFact(fact.title, fact.source, fact.as_of, fact.ticket, lines, since.get(fact.name))
        )
    return RegisterPanel(facts, known.silent_since)


def _at(values: Any, path: str) -> str:
    for part in path.split("."):
        values = values.get(part) if isinstance(values, Mapping) else None
    return "" if values is None else str(values)


def _nested(flat: Mapping[str, str]) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for path, value in flat.items():
        *parents, leaf = path.split(".")
        branch = nested
        for parent in parents:
            branch = branch.setdefault(parent, {})
        branch[leaf] = value
    return nested
