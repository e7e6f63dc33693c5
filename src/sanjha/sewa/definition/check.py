"""One definition, checked whole: shape first, sense after."""

from __future__ import annotations

from pathlib import Path as FilePath

import msgspec

from sanjha.sewa.definition.blocks import expand
from sanjha.sewa.definition.checks.cycles import cycle_among
from sanjha.sewa.definition.checks.flow import check_flow
from sanjha.sewa.definition.checks.form import check_form
from sanjha.sewa.definition.checks.output import check_output, check_words
from sanjha.sewa.definition.checks.papers import check_papers
from sanjha.sewa.definition.checks.report import Report
from sanjha.sewa.definition.expressions.kinds import Names, Type, record
from sanjha.sewa.definition.issued import Term
from sanjha.sewa.definition.kinds import case_names, form_names, root_names
from sanjha.sewa.definition.problems import DefinitionError, Path, Problem
from sanjha.sewa.definition.service import ServiceDefinition
from sanjha.sewa.definition.shape import misfits
from sanjha.sewa.definition.source import YamlMap, read
from sanjha.sewa.definition.vocabulary import FILE, catalogue_folder, load_vocabulary


def check_definition(path: FilePath) -> list[Problem]:
    """Everything wrong with the definition in a file, by line. Figures without a confirmed source come as DRAFT."""
    return examine(path)[1]


def examine(path: FilePath) -> tuple[ServiceDefinition | None, list[Problem]]:
    """The definition, if it has the right shape, and its problems. The words come from the vocabulary above it."""
    try:
        tree = read(path)
    except DefinitionError as error:
        return None, list(error.problems)
    report = Report(tree)
    report.problems += expand(tree)
    for misfit in misfits(tree, ServiceDefinition):
        report.add(misfit.path, misfit.rule, misfit.message)
    if report.problems:
        return None, sorted(report.problems)
    definition = msgspec.convert(tree, ServiceDefinition)
    _check_sense(definition, path, tree, report)
    return definition, sorted(report.problems)


def _check_sense(definition: ServiceDefinition, path: FilePath, tree: YamlMap, report: Report) -> None:
    folder = catalogue_folder(path)
    try:
        if folder is None:
            raise DefinitionError([Problem(str(path), 1, "", "file", f"no {FILE} stands above this file")])
        words = load_vocabulary(folder)
    except DefinitionError as error:
        report.problems += error.problems
        return
    check_words(definition, words, report)
    check_form(definition.form, ("form",), root_names(), report)
    taken = frozenset(field.id for field in definition.form.fields)
    plain = _terms(definition.terms, ("terms",), taken, form_names(definition.form), report)
    check_papers(definition, plain, report)
    everything = case_names(definition).inside(plain.own)
    check_flow(definition, everything, words, report)
    taken |= frozenset(term.name for term in definition.terms)
    issued = _terms(definition.output.terms, ("output", "terms"), taken, everything, report)
    check_output(definition, issued, folder, report)


def _terms(terms: tuple[Term, ...], path: Path, taken: frozenset[str], names: Names, report: Report) -> Names:
    """The names with the terms added; a term may use the ones before it."""
    report.unlike([(term.name, (*path, place)) for place, term in enumerate(terms)], "term")
    waiting = [term.name for term in terms]
    circle = cycle_among({term.name: term.value for term in terms})
    if circle:
        at = (*path, waiting.index(circle[0]), "value")
        report.add(at, "computed-cycle", f"is worked out from itself: {' -> '.join(circle)}")
    known: dict[str, Type] = {}
    for place, term in enumerate(terms):
        if term.name in taken:
            report.add(
                (*path, place, "name"), "shadowed-field", f"the form already has a field {term.name!r}"
            )
        if term.name not in circle:
            in_sight = names.inside(record(dict(known), frozenset(waiting[place:])))
            found = report.expression(term.value, (*path, place, "value"), in_sight)
            if found:
                known[term.name] = found
    return names.inside(record(known))
