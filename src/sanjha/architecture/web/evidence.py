"""Checks and evidence in words."""

from dataclasses import dataclass

from sanjha.architecture import checks
from sanjha.architecture.checks import Evidence, Kind


@dataclass(frozen=True)
class Shown:
    """One piece of evidence; `faults` is what a check found just now, None for one that runs elsewhere."""

    evidence: Evidence
    words: object
    faults: list[str] | None


def shown(evidence: tuple[Evidence, ...]) -> list[Shown]:
    """The evidence in words, checks of the page run now."""
    return [Shown(each, _words(each), checks.faults_of(each)) for each in evidence]


def _words(each: Evidence) -> object:
    return checks.LIVE[each.name][0] if each.kind is Kind.LIVE else each.name
