"""Members are told what happened: agreed by two sides, only the agreed fields, in order, fetched or pushed, again from a position."""

import threading
import time
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from sanjha.exchange import subscription_queries
from sanjha.exchange.models import EventSubscription, KeptEvent, Progress, Reading
from sanjha.exchange.offered_events import ABOUT_PERSONS, offered_events
from sanjha.exchange.operations.agree_events import agree_events
from sanjha.exchange.operations.ask_events import ask_events
from sanjha.exchange.operations.call_as_member import actor_of
from sanjha.exchange.operations.end_events import end_events
from sanjha.exchange.operations.forget_spent import EVENT_DAYS, forget_spent
from sanjha.exchange.operations.keep_event import keep_event
from sanjha.exchange.operations.pull_events import Forgotten, pull_events
from sanjha.exchange.operations.set_position import set_position
from sanjha.exchange.tests.calling import System
from sanjha.exchange.tests.telling import KIND, agreed, pulled, wish
from sanjha.kernel import clock, events, relay
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.audit_verify import verify
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.testing import officer_with

pytestmark = pytest.mark.django_db


def test_nothing_is_kept_before_the_second_side_agrees(food, card_changed, office_admin):
    asked = ask_events(**wish(food))
    card_changed("before")
    relay.deliver_all()
    agree_events(subscription_id=asked.id, actor=office_admin)
    card_changed("after")
    relay.deliver_all()
    assert [kept.data for kept in pulled(food, asked)] == [{"card": "after"}]
    with pytest.raises(Conflict):
        agree_events(subscription_id=asked.id, actor=office_admin)
    assert verify().findings == []


def test_only_the_agreed_fields_leave(food, card_changed):
    narrow, wide = agreed(food), agreed(food, fields=["card", "day"], purpose="FOOD-OTHER")
    card_changed()
    relay.deliver_all()
    assert pulled(food, narrow)[0].data == {"card": "PB-7"}
    assert pulled(food, wide)[0].data == {"card": "PB-7", "day": "2026-11-24"}


def test_positions_begin_at_one_and_have_no_gap(food, card_changed):
    subscription = agreed(food)
    identifiers = [card_changed(f"card {number}") for number in range(5)]
    relay.deliver_all()
    found = pulled(food, subscription)
    assert [kept.position for kept in found] == [1, 2, 3, 4, 5]
    assert [kept.event_id for kept in found] == identifiers
    assert [kept.position for kept in pulled(food, subscription, after=2, limit=2)] == [3, 4]
    assert found[0].version == 2
    assert abs(found[0].happened_at - clock.now()) < timedelta(minutes=5)


def test_an_event_that_is_delivered_twice_is_kept_once(food, card_changed):
    subscription = agreed(food)
    identifier = card_changed()
    relay.deliver_all()
    event = events.decode(KIND, {"card": "PB-7", "day": "2026-11-24", "officer": "-"})
    with transaction.atomic():
        assert keep_event(event=event, event_id=identifier) == []
    assert [kept.position for kept in pulled(food, subscription)] == [1]


def test_the_position_asked_for_is_what_the_member_has(food, card_changed):
    subscription = agreed(food)
    for _time in range(3):
        card_changed()
    relay.deliver_all()
    pulled(food, subscription, after=2)
    progress = Progress.objects.get(pk=subscription.id)
    assert (progress.had, progress.kept, progress.backlog) == (2, 3, 1)
    assert [kept.position for kept in pulled(food, subscription, after=0)] == [1, 2, 3]


@pytest.mark.parametrize(("after", "limit"), [(-1, 10), (2, 10), (0, 0), (0, 501)])
def test_positions_and_limits_out_of_bounds_are_refused(food, card_changed, after, limit):
    subscription = agreed(food)
    card_changed()
    relay.deliver_all()
    with pytest.raises(DomainError):
        pulled(food, subscription, after=after, limit=limit)


def test_nobody_else_fetches_them(food, card_changed, client):
    subscription = agreed(food)
    with pytest.raises(NotFound):
        pulled(System(client, code="HEALTH").member, subscription)
    with pytest.raises(NotFound):
        pull_events(member=food, subscription_id=new_id(), after=0, limit=1)


def test_expired_grant_of_events(food, card_changed):
    subscription = agreed(food)
    with clock.frozen(clock.today() + timedelta(days=366)):
        card_changed()
        relay.deliver_all()
        with pytest.raises(NotPermitted):
            pulled(food, subscription)
    assert not KeptEvent.objects.exists()


def test_an_ended_subscription_keeps_and_gives_nothing(food, card_changed, office_admin):
    subscription = agreed(food)
    end_events(subscription_id=subscription.id, reason="The register is closed", actor=office_admin)
    card_changed()
    relay.deliver_all()
    assert not KeptEvent.objects.exists()
    with pytest.raises(NotPermitted):
        pulled(food, subscription)
    with pytest.raises(Conflict):
        end_events(subscription_id=subscription.id, reason="Again", actor=office_admin)


def test_a_wish_is_refused_by_the_other_side_with_a_reason(food, card_changed, office_admin, tehsildar):
    asked = ask_events(**wish(food, actor=office_admin, as_member=None))
    with pytest.raises(NotPermitted, match="Somebody else"):
        agree_events(subscription_id=asked.id, actor=office_admin)
    with pytest.raises(NotPermitted):
        end_events(subscription_id=asked.id, reason="No", actor=office_admin)
    other = officer_with("office_admin")
    with pytest.raises(DomainError, match="reason"):
        end_events(subscription_id=asked.id, reason="", actor=other)
    with pytest.raises(NotPermitted):
        agree_events(subscription_id=asked.id, actor=tehsildar)
    assert end_events(subscription_id=asked.id, reason="No basis", actor=other).state == "REFUSED"
    ask_events(**wish(food))
    with pytest.raises(Conflict):
        ask_events(**wish(food))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": "identity.SmsQueued"}, "kind"),
        ({"kind": "nobody.Knows"}, "kind"),
        ({"fields": []}, "fields"),
        ({"fields": ["card", "officer"]}, "fields"),
        ({"purpose": "cards"}, "purpose"),
        ({"legal_basis": ""}, "legal_basis"),
        ({"until_date": date(2020, 1, 1)}, "until_date"),
        ({"address": "https://10.0.0.1/"}, "address"),
        ({"address": "http://[::ffff:169.254.169.254]/"}, "address"),
    ],
)
def test_over_asking_for_events_and_other_faults_name_the_field(food, card_changed, changed, field):
    with pytest.raises(DomainError) as refused:
        ask_events(**wish(food, **changed))
    assert refused.value.field == field
    assert not EventSubscription.objects.exists()


def test_a_member_asks_for_itself_only(food, card_changed, client, tehsildar):
    health = System(client, code="HEALTH").member
    with pytest.raises(NotFound):
        ask_events(**wish(food, actor=actor_of(health), as_member=health))
    with pytest.raises(NotPermitted):
        ask_events(**wish(food, actor=tehsildar, as_member=None))


def test_an_event_that_tells_a_fact_of_a_person_is_a_reading(food, client):
    subscription = agreed(
        food, kind="locker.DocumentIssued", fields=["number", "subject"], purpose="FOOD-INCOME"
    )
    quiet = agreed(food, kind="locker.DocumentIssued", fields=["number"], purpose="FOOD-COUNT")
    resident = new_id()
    payload = {
        "document": str(new_id()),
        "number": "N-1",
        "doctype": "INCER",
        "source": "sewa",
        "source_id": str(new_id()),
        "subject": str(resident),
        "issued_at": "2026-11-24T10:00:00+05:30",
        "valid_to": None,
    }
    with transaction.atomic():
        events.publish(events.decode("locker.DocumentIssued", payload))
    relay.deliver_all()
    assert pulled(food, subscription)[0].data == {"number": "N-1", "subject": str(resident)}
    assert pulled(food, quiet)[0].data == {"number": "N-1"}
    reading = Reading.objects.get()
    assert (reading.subject, reading.consumer, reading.purpose) == (resident, food.identifier, "FOOD-INCOME")
    assert reading.facts == ["document.register"]


def test_every_offered_event_is_declared_with_its_fields():
    declared = events.declared_events()
    for kind, fields in offered_events().items():
        assert set(fields) <= set(declared[kind].cls.__dataclass_fields__), kind
        assert any(entry.consumer == "exchange.tell_members" for entry in events.subscriptions_to(kind))
        assert not any("officer" in name for name in fields)
    for kind, (field, _fact) in ABOUT_PERSONS.items():
        assert field in offered_events()[kind]


def test_events_are_forgotten_and_a_member_that_comes_too_late_is_told(food, card_changed):
    subscription = agreed(food)
    card_changed()
    relay.deliver_all()
    KeptEvent.objects.update(kept_at=clock.now() - timedelta(days=EVENT_DAYS, minutes=1))
    card_changed()
    relay.deliver_all()
    forget_spent()
    with pytest.raises(Forgotten, match="position 2"):
        pulled(food, subscription)
    assert [kept.position for kept in pulled(food, subscription, after=1)] == [2]
    with pytest.raises(DomainError):
        set_position(subscription_id=subscription.id, position=0, actor=SYSTEM)
    set_position(subscription_id=subscription.id, position=1, actor=SYSTEM)


@pytest.mark.django_db(transaction=True)
def test_a_position_is_never_seen_before_a_smaller_one(food, card_changed):
    """Two processes keep events at once; the first to get a position commits last. The reader never skips it."""
    subscription = agreed(food)
    event = events.decode(KIND, {"card": "A", "day": "2026-11-24", "officer": "-"})
    first_has_its_position, may_commit, seen = threading.Event(), threading.Event(), []

    def slow():
        try:
            with transaction.atomic():
                keep_event(event=event, event_id=new_id())
                first_has_its_position.set()
                may_commit.wait(10)
        finally:
            connection.close()

    def quick():
        try:
            first_has_its_position.wait(10)
            with transaction.atomic():
                keep_event(event=event, event_id=new_id())
        finally:
            connection.close()

    threads = [threading.Thread(target=slow), threading.Thread(target=quick)]
    for thread in threads:
        thread.start()
    first_has_its_position.wait(10)
    for _look in range(10):
        seen += [kept.position for kept in subscription_queries.kept_after(subscription.id, 0, limit=10)]
        time.sleep(0.02)
    assert seen == []
    may_commit.set()
    for thread in threads:
        thread.join(10)
    assert [kept.position for kept in pulled(food, subscription)] == [1, 2]
