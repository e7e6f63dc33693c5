"""Checks and evidence in words, with what they found."""

from dataclasses import dataclass

from sanjha.architecture import checks, recorded_run
from sanjha.architecture.checks import Evidence, Kind
from sanjha.architecture.recorded_run import Outcome


@dataclass(frozen=True)
class Shown:
    """One piece of evidence.

    `faults` is what a check of the page found just now, None for one that runs elsewhere; `outcome` is what the last
    recorded run of the tests found in this file, None when it did not run there.
    """

    evidence: Evidence
    words: object
    faults: list[str] | None
    outcome: Outcome | None


def shown(evidence: tuple[Evidence, ...]) -> list[Shown]:
    """The evidence in words, checks of the page run now."""
    run = recorded_run.last_run()
    return [
        Shown(
            each,
            _words(each),
            checks.faults_of(each),
            run.outcome_of(each.name) if run and each.kind is Kind.TEST else None,
        )
        for each in evidence
    ]


def _words(each: Evidence) -> object:
    return checks.LIVE[each.name][0] if each.kind is Kind.LIVE else each.name
