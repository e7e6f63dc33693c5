"""Once only: a form does not ask a citizen for what a register of the state knows already.

The counter and the portal fill in from the register of residents whoever a form asks about as a person. Every other
field that asks for a fact which a service owns is named, with the operation that would answer it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath

import msgspec

from sanjha.kernel import facts
from sanjha.sewa.definition.blocks import expand
from sanjha.sewa.definition.checks.report import Report
from sanjha.sewa.definition.fields import AnyField, ComputedField, GroupField, RowsField
from sanjha.sewa.definition.persons import filled_in, persons_of
from sanjha.sewa.definition.problems import DefinitionError, Path, Problem, Severity
from sanjha.sewa.definition.service import ServiceDefinition
from sanjha.sewa.definition.shape import misfits
from sanjha.sewa.definition.source import read


def asked_again(path: FilePath) -> list[Problem]:
    """The fields of the definition in a file that ask for facts the state holds. None while its shape does not hold."""
    try:
        tree = read(path)
    except DefinitionError:
        return []
    if expand(tree) or any(True for _misfit in misfits(tree, ServiceDefinition)):
        return []
    report = Report(tree)
    for again in fields_asked_again(msgspec.convert(tree, ServiceDefinition)):
        fact, answers = again.fact, facts.answering(again.fact.name) or "no operation yet"
        report.add(
            again.path,
            "asked-again",
            f"asks for {fact.title.en.lower()}, which {fact.owner} owns as {fact.name}: answered by {answers}",
            Severity.WARNING,
        )
    return sorted(report.problems)


@dataclass(frozen=True)
class AskedAgain:
    """A field of a form that asks for a fact of a register: where it stands, its dotted path in the data, the fact."""

    path: Path
    field: str
    fact: facts.Fact


def fields_asked_again(definition: ServiceDefinition) -> list[AskedAgain]:
    """The fields that a citizen fills in though a service owns the fact, in the order of the form."""
    filled = {f"{part.path}.{path}" for part in persons_of(definition.form) for path in filled_in(part.asks)}
    known = {asked: fact for fact in facts.declared_facts().values() for asked in fact.asked_as}
    return [
        AskedAgain(at, dotted, known[field.id])
        for place, section in enumerate(definition.form.sections)
        for field, at, dotted in _leaves(section.fields, ("form", "sections", place, "fields"), "")
        if field.id in known and dotted not in filled and not isinstance(field, ComputedField)
    ]


def _leaves(fields: Iterable[AnyField], path: Path, around: str) -> Iterator[tuple[AnyField, Path, str]]:
    """Every field that takes an answer, with where it stands and its dotted path in the data."""
    for place, field in enumerate(fields):
        dotted = f"{around}.{field.id}" if around else field.id
        if isinstance(field, GroupField | RowsField):
            yield from _leaves(field.fields, (*path, place, "fields"), dotted)
        else:
            yield field, (*path, place), dotted
