"""Members are told what happened: agreed by two sides, only the agreed fields, in order, fetched or pushed, again from a position."""

import threading
import time
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from sanjha.exchange import jobs, subscription_queries
from sanjha.exchange.models import EventSubscription, KeptEvent, Progress, Reading
from sanjha.exchange.offered_events import ABOUT_PERSONS, offered_events, offering_event
from sanjha.exchange.operations.agree_events import agree_events
from sanjha.exchange.operations.ask_events import ask_events
from sanjha.exchange.operations.call_as_member import actor_of
from sanjha.exchange.operations.end_events import end_events
from sanjha.exchange.operations.forget_spent import EVENT_DAYS, forget_spent
from sanjha.exchange.operations.keep_event import keep_event
from sanjha.exchange.operations.pull_events import Forgotten, pull_events
from sanjha.exchange.operations.push_events import push_events
from sanjha.exchange.operations.set_position import set_position
from sanjha.exchange.operations.suspend_member import suspend_member
from sanjha.exchange.outgoing import addresses
from sanjha.exchange.outgoing.house_key import KEY_ID, house_key
from sanjha.exchange.subscribers import tell_members
from sanjha.exchange.tests.calling import System
from sanjha.exchange.tests.listening import http, listening
from sanjha.kernel import clock, events, relay, signatures
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.audit_verify import verify
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.relay import MOST_ATTEMPTS
from sanjha.kernel.testing import officer_with, run_waiting
from sanjha.kernel.tests.declared import taken_back

pytestmark = pytest.mark.django_db
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


@pytest.fixture
def food(client, db):
    return System(client, code="FOOD").member


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


@pytest.fixture
def hook(monkeypatch):
    monkeypatch.setattr(addresses, "conf", replace(addresses.conf, demo=True))
    with listening() as listener:
        listener.answer = http(204, b"")
        yield listener


def cards(hook):
    return [asked.json()["data"]["card"] for asked in hook.came]


def test_an_event_is_pushed_as_a_cloud_event_signed_by_the_house(food, card_changed, hook):
    subscription = agreed(food, address=hook.address)
    identifier = card_changed()
    run_waiting()
    (asked,) = hook.came
    told = asked.json()
    assert told.pop("time").endswith("+00:00")
    assert told == {
        "specversion": "1.0",
        "id": str(identifier),
        "source": "/sanjha/exchange",
        "type": KIND,
        "datacontenttype": "application/json",
        "dataversion": "2",
        "subscription": str(subscription.id),
        "position": 1,
        "data": {"card": "PB-7"},
    }
    assert asked.fields["content-type"] == "application/cloudevents+json"
    message = signatures.Message("POST", f"127.0.0.1:{hook.port}", "/sanjha", "", asked.fields, asked.body)
    signatures.verify(
        message,
        key_of=lambda name: house_key().public_key() if name == KEY_ID else None,
        now=int(clock.now().timestamp()),
        also=("x-sanjha-subscription", "content-type"),
    )
    progress = Progress.objects.get()
    assert (progress.had, progress.kept, progress.last_error) == (1, 1, "")
    assert progress.last_success_at


def test_pushing_is_tried_again_with_growing_pauses_and_keeps_the_order(food, card_changed, hook):
    agreed(food, address=hook.address)
    hook.answer = http(503, b"")
    start = clock.now()
    with clock.frozen(start):
        card_changed("first")
        card_changed("second")
        run_waiting()
    assert cards(hook) == ["first"]
    progress = Progress.objects.get()
    assert (progress.had, progress.attempts, progress.last_error) == (0, 1, "#1: status 503")
    assert progress.next_try_at == start + timedelta(seconds=2)
    with clock.frozen(start + timedelta(seconds=1)):
        assert push_events(subscription_id=progress.pk) is None
    with clock.frozen(start + timedelta(seconds=2)):
        again = push_events(subscription_id=progress.pk)
    assert again == start + timedelta(seconds=2 + 4)
    hook.answer = http(200, b"")
    with clock.frozen(again):
        assert push_events(subscription_id=progress.pk) is None
    assert cards(hook) == ["first", "first", "first", "second"]
    progress.refresh_from_db()
    assert (progress.had, progress.attempts, progress.last_error) == (2, 0, "")


def test_a_failed_push_queues_its_own_next_try(food, card_changed, hook, monkeypatch):
    subscription = agreed(food, address=hook.address)
    hook.answer = http(500, b"")
    with transaction.atomic():
        keep_event(
            event=events.decode(KIND, {"card": "A", "day": "2026-11-24", "officer": "-"}), event_id=new_id()
        )
    jobs.push_events(subscription_id=str(subscription.id))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT scheduled_at FROM procrastinate_jobs WHERE task_name = 'sanjha.exchange.jobs.push_events'"
        )
        (when,) = cursor.fetchone()
    assert when == Progress.objects.get().next_try_at


def test_after_many_tries_it_stops_until_a_person_sets_it_going(food, card_changed, hook, office_admin):
    subscription = agreed(food, address=hook.address)
    hook.answer = http(410, b"")
    card_changed("first")
    relay.deliver_all()
    moment = clock.now()
    for _try in range(MOST_ATTEMPTS):
        moment += timedelta(hours=2)
        with clock.frozen(moment):
            push_events(subscription_id=subscription.id)
    progress = Progress.objects.get()
    assert progress.stopped_at == moment
    assert (len(hook.came), progress.attempts, progress.last_error) == (
        MOST_ATTEMPTS,
        MOST_ATTEMPTS,
        "#1: status 410",
    )
    with clock.frozen(moment + timedelta(days=1)):
        assert push_events(subscription_id=subscription.id) is None
        assert subscription_queries.due() == []
        hook.answer = http(200, b"")
        set_position(subscription_id=subscription.id, position=progress.had, actor=office_admin)
        run_waiting()
    progress.refresh_from_db()
    assert (progress.had, progress.stopped_at) == (1, None)
    assert verify().findings == []


def test_a_member_sets_its_position_back_and_gets_the_events_again(food, card_changed, hook):
    subscription = agreed(food, address=hook.address)
    for number in (1, 2, 3):
        card_changed(f"card {number}")
    run_waiting()
    set_position(subscription_id=subscription.id, position=1, actor=actor_of(food), as_member=food)
    run_waiting()
    assert cards(hook) == ["card 1", "card 2", "card 3", "card 2", "card 3"]
    assert hook.came[1].json()["id"] == hook.came[3].json()["id"]
    assert [kept.data["card"] for kept in pulled(food, subscription, after=1)] == ["card 2", "card 3"]
    assert Progress.objects.get().had == 3


def test_a_position_is_set_within_bounds_and_by_the_right_people(food, card_changed, hook, client, tehsildar):
    subscription = agreed(food, address=hook.address)
    health = System(client, code="HEALTH").member
    for position in (-1, 1):
        with pytest.raises(DomainError):
            set_position(subscription_id=subscription.id, position=position, actor=SYSTEM)
    with pytest.raises(NotFound):
        set_position(subscription_id=subscription.id, position=0, actor=actor_of(health), as_member=health)
    with pytest.raises(NotPermitted):
        set_position(subscription_id=subscription.id, position=0, actor=tehsildar)


def test_a_suspended_member_is_not_pushed_to_and_misses_nothing(food, card_changed, hook):
    subscription = agreed(food, address=hook.address)
    suspend_member(member_id=food.id, reason="Its key was found on the web", actor=SYSTEM)
    card_changed()
    run_waiting()
    assert hook.came == []
    assert subscription_queries.due() == []
    food.state, food.state_reason = "ACTIVE", ""
    food.save()
    assert subscription_queries.due() == [subscription.id]
    jobs.push_waiting_events()
    run_waiting()
    assert cards(hook) == ["PB-7"]


def test_ssrf_through_a_registered_provider_address_of_a_webhook(food, card_changed, hook, monkeypatch):
    """What was allowed when it was agreed is asked again at every push."""
    agreed(food, address=hook.address)
    monkeypatch.setattr(addresses, "conf", replace(addresses.conf, demo=False))
    card_changed()
    run_waiting()
    assert hook.connections == 0
    assert "https" in Progress.objects.get().last_error


def test_two_processes_do_not_push_at_once(food, card_changed, hook):
    subscription = agreed(food, address=hook.address)
    card_changed()
    relay.deliver_all()
    Progress.objects.update(claimed_until=clock.now() + timedelta(seconds=30))
    assert push_events(subscription_id=subscription.id) is None
    assert hook.came == []
    Progress.objects.update(claimed_until=clock.now() - timedelta(seconds=1))
    push_events(subscription_id=subscription.id)
    assert len(hook.came) == 1


@pytest.mark.django_db(transaction=True)
def test_a_position_set_while_pushing_counts(food, card_changed, hook):
    """The member goes back while an event is on its way: what follows begins at the position that it set."""
    subscription = agreed(food, address=hook.address)
    for number in (1, 2, 3):
        card_changed(f"card {number}")
    relay.deliver_all()
    Progress.objects.update(had=1)

    def goes_back(_line, _asked):
        if len(hook.came) == 1:
            set_position(subscription_id=subscription.id, position=0, actor=SYSTEM)
            connection.close()
        return http(200, b"")

    hook.answer = goes_back
    push_events(subscription_id=subscription.id)
    assert [asked.json()["position"] for asked in hook.came] == [2, 1, 2, 3]
    assert Progress.objects.get().had == 3
