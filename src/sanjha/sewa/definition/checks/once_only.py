"""Once only: a form does not ask a citizen for what a register of the state knows already.

The counter and the portal fill the applicant in from the register of residents. Every other field that asks for a fact
which a service owns is named, with the operation that would answer it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path as FilePath

import msgspec

from sanjha.kernel import facts
from sanjha.sewa import registered
from sanjha.sewa.definition.blocks import expand
from sanjha.sewa.definition.checks.report import Report
from sanjha.sewa.definition.fields import AnyField, ComputedField, GroupField, RowsField
from sanjha.sewa.definition.problems import DefinitionError, Path, Problem, Severity
from sanjha.sewa.definition.service import ServiceDefinition
from sanjha.sewa.definition.shape import misfits
from sanjha.sewa.definition.source import read

FILLED = frozenset(f"{registered.APPLICANT}.{path}" for paths in registered.FIELDS.values() for path in paths)
"""What the counter and the portal fill in from the register of residents, by the field's dotted path."""


def asked_again(path: FilePath) -> list[Problem]:
    """The fields of the definition in a file that ask for facts the state holds. None while its shape does not hold."""
    try:
        tree = read(path)
    except DefinitionError:
        return []
    if expand(tree) or any(True for _misfit in misfits(tree, ServiceDefinition)):
        return []
    definition = msgspec.convert(tree, ServiceDefinition)
    report = Report(tree)
    known = {asked: fact for fact in facts.declared_facts().values() for asked in fact.asked_as}
    for place, section in enumerate(definition.form.sections):
        _check(section.fields, ("form", "sections", place, "fields"), "", known, report)
    return sorted(report.problems)


def _check(
    fields: Iterable[AnyField], path: Path, around: str, known: dict[str, facts.Fact], report: Report
) -> None:
    for field, at, dotted in _leaves(fields, path, around):
        fact = known.get(field.id)
        if fact is None or dotted in FILLED or isinstance(field, ComputedField):
            continue
        answers = facts.answering(fact.name) or "no operation yet"
        report.add(
            at,
            "asked-again",
            f"asks for {fact.title.en.lower()}, which {fact.owner} owns as {fact.name}: answered by {answers}",
            Severity.WARNING,
        )


def _leaves(fields: Iterable[AnyField], path: Path, around: str) -> Iterator[tuple[AnyField, Path, str]]:
    """Every field that takes an answer, with where it stands and its dotted path in the data."""
    for place, field in enumerate(fields):
        dotted = f"{around}.{field.id}" if around else field.id
        if isinstance(field, GroupField | RowsField):
            yield from _leaves(field.fields, (*path, place, "fields"), dotted)
        else:
            yield field, (*path, place), dotted
