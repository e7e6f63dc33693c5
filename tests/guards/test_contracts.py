"""Every contract operation takes and gives what can cross a border, has words, and has a provider."""

import inspect
from collections import UserDict
from uuid import UUID

import pytest
from django.db import models

from sanjha.exchange.fact_names import FACTS
from sanjha.kernel.contracts import Purpose, Struct, declared_operations, fact_owners
from sanjha.kernel.text import LANGUAGES
from tests.guards import contracts
from tests.guards.tree import assert_nothing

OURS = {
    name: known for name, known in declared_operations().items() if ".tests." not in known.stub.__module__
}


class Place(Struct):
    code: str
    inside: tuple["Place", ...] = ()


def good(*, ids: list[UUID], purpose: Purpose, deep: bool = False) -> dict[str, Place | None]: ...


def takes_a_model(*, row: models.Model) -> str: ...


def gives_a_query(*, code: str) -> models.QuerySet: ...


def says_nothing(*, code): ...


def takes_a_strange_map(*, data: UserDict) -> None: ...


def test_the_guard_lets_good_contracts_pass():
    assert list(contracts.border_faults(good)) == []


@pytest.mark.parametrize(
    ("stub", "part"),
    [
        (takes_a_model, "row"),
        (gives_a_query, "return"),
        (says_nothing, "code"),
        (takes_a_strange_map, "data"),
    ],
)
def test_the_guard_sees_what_cannot_cross(stub, part):
    assert next(fault.partition(":")[0] for fault in contracts.border_faults(stub)) == part


def test_there_are_contracts():
    assert {known.service for known in OURS.values()} >= {
        "places",
        "offices",
        "people",
        "identity",
        "exchange",
        "locker",
    }


@pytest.mark.parametrize("name", sorted(OURS))
def test_what_crosses_a_border_can(name):
    assert_nothing(list(contracts.border_faults(OURS[name].stub)))


@pytest.mark.parametrize("name", sorted(OURS))
def test_an_operation_has_words_and_a_provider(name):
    known = OURS[name]
    assert inspect.getdoc(known.stub)
    assert known.implementation is not None
    assert (
        known.service == known.stub.__module__.split(".")[1] == known.implementation.__module__.split(".")[1]
    )


def test_every_fact_has_one_owner_and_a_name_in_three_languages():
    facts = {fact for known in OURS.values() for fact in known.facts}
    assert set(fact_owners()) >= facts
    assert_nothing(
        fact for fact in sorted(facts) if not all(getattr(FACTS.get(fact), code, "") for code in LANGUAGES)
    )
