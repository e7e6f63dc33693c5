"""What enforces a rule or proves a standard: a test, a command, a check that runs while the page is read, or people."""

from collections.abc import Callable
from enum import StrEnum

import msgspec
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanjha.architecture import dependencies, layering
from sanjha.architecture.catalogue import declared_operations
from sanjha.kernel import facts


class Kind(StrEnum):
    """TEST is a file of tests in the repository, COMMAND a command line, LIVE one of `LIVE`, PEOPLE nobody but people."""

    TEST = "TEST"
    COMMAND = "COMMAND"
    LIVE = "LIVE"
    PEOPLE = "PEOPLE"


class Evidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One check by its name: a path from the root of the repository, a command line, or a key of `LIVE`; empty for people."""

    kind: Kind
    name: str = ""

    def __post_init__(self) -> None:
        if (self.kind is Kind.PEOPLE) != (not self.name):
            raise ValueError("a check is named, and only people go without a name")
        if self.kind is Kind.LIVE and self.name not in LIVE:
            raise ValueError(f"there is no check {self.name!r} that runs on the page")


def _one_owner() -> list[str]:
    return facts.faults()


def _provided() -> list[str]:
    return [known.name for known in declared_operations() if known.implementation is None]


def _no_circle() -> list[str]:
    try:
        layering.layers(settings.SERVICES, dependencies.uses())
    except ValueError as error:
        return [str(error)]
    return []


def _only_downwards() -> list[str]:
    """The services stand in the settings from high to low; a call goes down."""
    places = {code: place for place, code in enumerate(settings.SERVICES)}
    return [
        f"{use.consumer} > {use.owner}"
        for use in dependencies.uses()
        if use.owner in places and places[use.consumer] > places[use.owner]
    ]


LIVE: dict[str, tuple[str | Promise, Callable[[], list[str]]]] = {
    "one-owner": (_("Every fact of a contract is declared by its one owner"), _one_owner),
    "provided": (_("Every declared operation has a provider"), _provided),
    "no-circle": (_("No services ask one another in a circle"), _no_circle),
    "downwards": (_("Services ask only those that stand below them"), _only_downwards),
}
"""Key -> what it checks, and the check: it gives the faults, in words."""


def faults_of(evidence: Evidence) -> list[str] | None:
    """What a check that runs on the page finds now; None for checks that run elsewhere."""
    return LIVE[evidence.name][1]() if evidence.kind is Kind.LIVE else None
