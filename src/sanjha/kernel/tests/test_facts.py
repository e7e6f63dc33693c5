"""Every fact has one owner, and a copy of it shows when it is too old."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from sanjha.kernel import backlog, clock, contracts, events, facts, replicas
from sanjha.kernel.contracts import Purpose, Struct
from sanjha.kernel.facts import Fact, Secrecy
from sanjha.kernel.models import DeadLetter, OutboxEvent
from sanjha.kernel.tests.declared import taken_back
from sanjha.kernel.text import Text


@dataclass(frozen=True)
class Repainted:
    colour: str


@pytest.fixture(autouse=True)
def nothing_declared(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(facts, "_facts", {})
    monkeypatch.setattr(facts, "_replicas", {})
    with taken_back():
        contracts._operations.clear()
        yield


def fact(name: str = "barn.colour", owner: str = "kernel", **more: object) -> Fact:
    given: dict[str, object] = {
        "title": Text("Colour", "ਰੰਗ", "रंग"),
        "key": "barn",
        "legal_basis": "Barns Act, section 3",
        "secrecy": Secrecy.PUBLIC,
        "retention": "as long as the barn stands",
    }
    return Fact(name=name, owner=owner, **{**given, **more})


def yields(name: str, *owned: str, provided: bool = True) -> None:
    """Declare an operation that yields facts."""

    def stub(*, purpose: Purpose) -> Struct: ...

    declared = contracts.operation(name, facts=owned)(stub)
    if provided:
        contracts.provides(declared)(stub)


def test_a_fact_says_whose_it_is_and_why_it_is_kept():
    facts.declare(fact())
    facts.declare(fact())  # an application read twice says nothing new
    assert facts.declared_facts()["barn.colour"].owner == "kernel"


def test_two_owners_of_one_fact_do_not_start_and_both_are_named():
    facts.declare(fact())
    with pytest.raises(ImproperlyConfigured, match="two owners: kernel and stable"):
        facts.declare(fact(owner="stable"))
    assert facts.declared_facts()["barn.colour"].owner == "kernel"


def test_an_owner_does_not_say_two_things_of_one_fact():
    facts.declare(fact())
    with pytest.raises(ImproperlyConfigured, match="differently"):
        facts.declare(fact(secrecy=Secrecy.SENSITIVE))


@pytest.mark.parametrize("missing", ["owner", "key", "legal_basis", "retention"])
def test_nothing_of_a_fact_is_left_unsaid(missing):
    with pytest.raises(ImproperlyConfigured, match=missing):
        fact(**{missing: " "})


@pytest.mark.parametrize("name", ["colour", "Barn.colour", "barn.", "barn colour", ""])
def test_a_fact_has_a_name_of_two_words(name):
    with pytest.raises(ImproperlyConfigured, match="no name of a fact"):
        fact(name=name)


def test_a_fact_without_a_source_is_a_draft():
    assert fact().status == "DRAFT"
    assert fact(source="Gazette of 1 April 1995, page 7").status == "VERIFIED"


def test_a_contract_yields_declared_facts_of_its_own_service_only():
    facts.declare(fact(), fact("horse.name", "stable"))
    yields("kernel.v1/barn", "barn.colour")
    assert facts.faults() == []
    yields("kernel.v1/horse", "horse.name", "horse.age")
    assert facts.faults() == [
        "kernel.v1/horse: yields the fact horse.name, which belongs to stable, not to kernel",
        "kernel.v1/horse: yields the fact horse.age, which no service declares as its own",
    ]


def test_what_runs_elsewhere_is_proved_there():
    yields("stable.v1/horse", "horse.name", provided=False)
    assert facts.faults() == []


def test_the_operation_that_answers_a_fact():
    yields("kernel.v1/all-barns", "barn.colour")
    yields("kernel.v1/barn", "barn.colour", "barn.size")
    yields("kernel.v1/horses", "horse.name")
    assert facts.answering("barn.colour") == "kernel.v1/barn"
    assert facts.answering("horse.name") == "kernel.v1/horses"
    assert facts.answering("horse.age") == ""


def copied(**changes: object) -> facts.Replica:
    given = {"by": "stable", "event": "kernel.Repainted", "greatest_age": timedelta(minutes=5)}
    return facts.replica_of("barn.colour", **{**given, **changes})


def test_a_copy_follows_an_event_of_the_owner():
    facts.declare(fact())
    events.event()(Repainted)
    copied()
    assert facts.faults() == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"by": "kernel"}, "it is no copy"),
        ({"event": "kernel.Unheard"}, "no event 'kernel.Unheard'"),
        ({"event": "stable.Repainted"}, "no event 'stable.Repainted'"),
    ],
)
def test_a_copy_that_cannot_follow_is_named(changes, said):
    facts.declare(fact())
    events.event()(Repainted)
    copied(**changes)
    assert [said in fault for fault in facts.faults()] == [True]


def test_a_copy_of_nothing_is_named():
    copied()
    assert facts.faults() == ["the copy of barn.colour kept by stable: no service declares that fact"]


def test_a_copy_is_declared_once_and_with_an_age():
    copied()
    with pytest.raises(ImproperlyConfigured, match="twice"):
        copied()
    with pytest.raises(ImproperlyConfigured, match="greatest age"):
        copied(by="field", greatest_age=timedelta(0))


def repainted(minutes_ago: int) -> None:
    with clock.frozen(clock.now() - timedelta(minutes=minutes_ago)), transaction.atomic():
        events.publish(Repainted("red"))


@pytest.mark.django_db
def test_a_copy_that_waits_too_long_for_its_owner_raises_an_alarm(django_assert_num_queries):
    events.event()(Repainted)
    copied()
    copied(by="field", greatest_age=timedelta(hours=1))
    assert [age.behind for age in replicas.ages()] == [timedelta(0), timedelta(0)]
    with clock.frozen(clock.now()):
        repainted(3)
        repainted(6)
        with django_assert_num_queries(2):
            found = {age.replica.by: age for age in replicas.ages()}
    assert found["stable"].behind == timedelta(minutes=6)
    assert (found["stable"].is_stale, found["field"].is_stale) == (True, False)
    gauges = {
        (sample.name, sample.labels["by"]): sample.value
        for metric in backlog.Backlog().collect()
        for sample in metric.samples
        if "replica" in sample.name
    }
    assert gauges["sanjha_replica_stale", "stable"] == 1
    assert gauges["sanjha_replica_stale", "field"] == 0
    assert gauges["sanjha_replica_behind_seconds", "stable"] >= 360


@pytest.mark.django_db
def test_a_copy_is_as_its_owner_once_the_event_came_and_stale_when_it_was_given_up():
    events.event()(Repainted)
    copied()
    repainted(60)
    OutboxEvent.objects.update(failed_at=clock.now())
    assert replicas.ages()[0].is_stale
    OutboxEvent.objects.update(failed_at=None, delivered_at=clock.now())
    assert not replicas.ages()[0].is_stale


@pytest.mark.django_db
def test_where_nothing_is_copied_the_store_is_not_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert replicas.ages() == []


@pytest.mark.django_db
def test_a_copy_whose_keeper_gave_the_event_up_is_stale_though_the_owner_runs_elsewhere():
    events.event()(Repainted)
    copied()
    copied(by="field")
    repainted(60)
    sent = OutboxEvent.objects.get()
    DeadLetter.objects.create(
        consumer="stable.paint_too",
        event_id=sent.id,
        kind=sent.kind,
        version=1,
        payload=sent.payload,
        happened_at=sent.happened_at,
        given_up_at=clock.now(),
        attempts=12,
        error="no paint",
    )
    OutboxEvent.objects.update(delivered_at=clock.now())
    assert {age.replica.by: age.is_stale for age in replicas.ages()} == {"stable": True, "field": False}
    DeadLetter.objects.update(settled_at=clock.now())
    assert not any(age.is_stale for age in replicas.ages())
