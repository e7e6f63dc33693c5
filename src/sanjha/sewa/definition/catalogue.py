"""The catalogue: every service definition in a folder, checked and loaded."""

from __future__ import annotations

from pathlib import Path as FilePath

from sanjha.sewa.definition.check import examine
from sanjha.sewa.definition.problems import DefinitionError, Problem, Severity
from sanjha.sewa.definition.service import ServiceDefinition

FILE = "service.yaml"


def definition_files(folder: FilePath) -> list[FilePath]:
    """Every service definition below a folder, in the order of their paths."""
    return sorted(folder.rglob(FILE))


def load_definition(path: FilePath) -> ServiceDefinition:
    """The definition in a file. Raises DefinitionError with everything that is wrong with it."""
    definition, problems = examine(path)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if definition is None or errors:
        raise DefinitionError(errors)
    return definition


def load_catalogue(folder: FilePath) -> dict[str, ServiceDefinition]:
    """The definitions below a folder by their codes. Raises DefinitionError with the problems of all of them."""
    catalogue: dict[str, ServiceDefinition] = {}
    files: dict[str, FilePath] = {}
    problems: list[Problem] = []
    for path in definition_files(folder):
        try:
            definition = load_definition(path)
        except DefinitionError as error:
            problems += error.problems
            continue
        if definition.code in catalogue:
            told = f"the service {definition.code!r} already stands in {files[definition.code]}"
            problems.append(Problem(str(path), 1, "code", "duplicate-code", told))
        catalogue[definition.code] = definition
        files[definition.code] = path
    if problems:
        raise DefinitionError(problems)
    return catalogue
