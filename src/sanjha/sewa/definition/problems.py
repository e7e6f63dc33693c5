"""What is wrong with a definition, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

Path = tuple[str | int, ...]


class Severity(StrEnum):
    """An ERROR keeps a service from being loaded; a DRAFT is a figure whose legal source nobody has confirmed yet.

    A WARNING is something that could be better.
    """

    ERROR = "ERROR"
    DRAFT = "DRAFT"
    WARNING = "WARNING"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong. `rule` is a stable word for the kind of it."""

    file: str
    line: int
    path: str
    rule: str
    message: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.path}: {self.message} [{self.rule}]"


class DefinitionError(Exception):
    """A definition that does not hold, with everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
