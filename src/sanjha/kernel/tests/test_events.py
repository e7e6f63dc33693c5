"""Events: declared as frozen facts, published with the change that makes them true."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import msgspec
import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from sanjha.kernel import clock, context, events
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import OutboxEvent
from sanjha.kernel.tests.declared import taken_back
from sanjha.kernel.text import Text


@pytest.fixture(autouse=True)
def _own_registry():
    with taken_back():
        yield


def declare():
    @events.event(version=2)
    @dataclass(frozen=True)
    class CertificateGiven:
        certificate: UUID
        title: Text
        fee: Decimal
        copies: int
        on: date
        at: datetime
        note: str = ""

    return CertificateGiven


def an_event(cls, **changed):
    given_at = clock.now()
    values = {"certificate": new_id(), "title": Text("Income", "ਆਮਦਨ"), "fee": Decimal("65.50"), "copies": 1}
    return cls(**values | {"on": given_at.date(), "at": given_at} | changed)


@pytest.mark.django_db
def test_an_event_waits_in_the_outbox_with_its_request():
    happened = an_event(declare())
    with clock.frozen("2026-11-23T10:00:00+05:30"), context.request_scope("request-1"), transaction.atomic():
        identifier = events.publish(happened)
    waiting = OutboxEvent.objects.get()
    assert (waiting.id, waiting.kind, waiting.version) == (identifier, "kernel.CertificateGiven", 2)
    assert (waiting.request_id, waiting.attempts, waiting.delivered_at) == ("request-1", 0, None)
    assert waiting.happened_at == waiting.next_try_at == datetime.fromisoformat("2026-11-23T10:00:00+05:30")


@pytest.mark.django_db
def test_an_event_comes_back_as_it_went():
    happened = an_event(declare(), note="ਪੰਜਾਬ \u0a3c 💡 \" ' \\")
    with transaction.atomic():
        events.publish(happened)
    waiting = OutboxEvent.objects.get()
    assert events.decode(waiting.kind, waiting.payload) == happened


@given(
    fee=st.decimals(allow_nan=False, allow_infinity=False, places=2),
    copies=st.integers(-(2**62), 2**62),
    note=st.text(),
)
def test_values_survive_the_way_through_json(fee, copies, note):
    with taken_back():
        cls = declare()
        happened = an_event(cls, fee=fee, copies=copies, note=note)
        stored = msgspec.json.decode(msgspec.json.encode(events.payload_of(happened)))
        assert events.decode("kernel.CertificateGiven", stored) == happened


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused():
    happened = an_event(declare())
    with pytest.raises(transaction.TransactionManagementError, match="transaction that makes it true"):
        events.publish(happened)
    assert not OutboxEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_change_announces_nothing():
    happened = an_event(declare())
    with pytest.raises(InterruptedError), transaction.atomic():
        events.publish(happened)
        raise InterruptedError
    assert not OutboxEvent.objects.exists()


def test_what_is_not_declared_is_not_published_and_has_no_subscribers(db):
    @dataclass(frozen=True)
    class Rumour:
        words: str

    with pytest.raises(TypeError, match="not declared"), transaction.atomic():
        events.publish(Rumour("?"))
    with pytest.raises(TypeError, match="not declared"):
        events.subscribes(Rumour, by="sewa")(lambda event, *, event_id: None)


def test_an_event_is_frozen():
    @dataclass
    class Loose:
        words: str

    class Plain:
        pass

    for wrong in (Loose, Plain):
        with pytest.raises(TypeError, match="frozen dataclass"):
            events.event()(wrong)


def test_a_kind_is_declared_once():
    declare()
    with pytest.raises(TypeError, match="declared twice"):
        declare()


def test_an_event_belongs_to_a_service():
    @dataclass(frozen=True)
    class Stray:
        words: str

    Stray.__module__ = "elsewhere.events"
    with pytest.raises(TypeError, match="no service"):
        events.event()(Stray)


def test_a_handler_registered_twice_is_called_once():
    cls = declare()

    def handler(event, *, event_id): ...

    events.subscribes(cls, by="sewa")(handler)
    events.subscribes(cls, by="sewa")(handler)
    assert [known.consumer for known in events.subscriptions_to("kernel.CertificateGiven")] == [
        "sewa.handler"
    ]
    assert events.subscriptions_to("kernel.Unknown") == []
