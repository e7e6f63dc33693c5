"""An event that members may be told of, in tests: it happens, a member subscribes, fetches."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import transaction

from sanjha.exchange.offered_events import offering_event
from sanjha.exchange.operations.agree_events import agree_events
from sanjha.exchange.operations.ask_events import ask_events
from sanjha.exchange.operations.call_as_member import actor_of
from sanjha.exchange.operations.pull_events import pull_events
from sanjha.exchange.subscribers import tell_members
from sanjha.kernel import clock, events
from sanjha.kernel.testing import officer_with
from sanjha.kernel.tests.declared import taken_back

KIND = "exchange.CardChanged"


@pytest.fixture
def card_changed():
    """An event of the exchange itself, which is offered with two of its three fields."""
    with taken_back(), offering_event(KIND, ("card", "day")):

        @events.event(version=2)
        @dataclass(frozen=True)
        class CardChanged:
            card: str
            day: date
            officer: str

        CardChanged.__module__ = "sanjha.exchange.events"
        events.follows(KIND, by="exchange")(tell_members)

        def happened(card="PB-7"):
            with transaction.atomic():
                return events.publish(CardChanged(card, date(2026, 11, 24), "OFFICER:1"))

        yield happened


def wish(member, **changed):
    return {
        "member_id": member.id,
        "kind": KIND,
        "fields": ["card"],
        "purpose": "FOOD-CARDS",
        "legal_basis": "Test Act, section 4",
        "from_date": clock.today(),
        "until_date": clock.today() + timedelta(days=365),
        "actor": actor_of(member),
        "as_member": member,
    } | changed


def agreed(member, **changed):
    asked = ask_events(**wish(member, **changed))
    return agree_events(subscription_id=asked.id, actor=officer_with("office_admin"))


def pulled(member, subscription, after=0, limit=100):
    return pull_events(member=member, subscription_id=subscription.id, after=after, limit=limit)[1]
