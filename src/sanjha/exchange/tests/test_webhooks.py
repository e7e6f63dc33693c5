"""Events are pushed: signed, in order, tried again, given up, and set going again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction

from sanjha.exchange import jobs, subscription_queries
from sanjha.exchange.models import Progress
from sanjha.exchange.operations import push_events as pushing
from sanjha.exchange.operations.call_as_member import actor_of
from sanjha.exchange.operations.keep_event import keep_event
from sanjha.exchange.operations.push_events import push_events
from sanjha.exchange.operations.resume_member import resume_member
from sanjha.exchange.operations.set_position import set_position
from sanjha.exchange.operations.suspend_member import suspend_member
from sanjha.exchange.outgoing import addresses
from sanjha.exchange.outgoing.house_key import KEY_ID, house_key
from sanjha.exchange.tests.calling import System
from sanjha.exchange.tests.listening import http, listening
from sanjha.exchange.tests.telling import KIND, agreed, pulled
from sanjha.kernel import clock, events, relay, signatures
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.audit_verify import verify
from sanjha.kernel.errors import DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.relay import MOST_ATTEMPTS
from sanjha.kernel.testing import run_waiting

pytestmark = pytest.mark.django_db


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
    resume_member(member_id=food.id, reason="It has a new key", actor=SYSTEM)
    assert subscription_queries.due() == [subscription.id]
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


def test_slow_members_do_not_hold_all_workers(food, card_changed, hook):
    """Two others are being pushed: the third waits for its turn, and is not forgotten."""
    subscription = agreed(food, address=hook.address)
    others = [agreed(food, address=hook.address, purpose=f"FOOD-{name}") for name in ("ONE", "TWO")]
    card_changed()
    relay.deliver_all()
    soon = clock.now() + timedelta(seconds=30)
    Progress.objects.filter(pk__in=[other.pk for other in others]).update(claimed_until=soon)
    again = push_events(subscription_id=subscription.id)
    assert hook.came == []
    assert clock.now() < again < clock.now() + timedelta(seconds=3)
    Progress.objects.filter(pk=others[0].pk).update(claimed_until=clock.now())
    assert push_events(subscription_id=subscription.id) is None
    assert len(hook.came) == 1


def test_a_member_that_accepts_slowly_lets_others_work(food, card_changed, hook, monkeypatch):
    monkeypatch.setattr(pushing, "TURN_SECONDS", 0.0)
    subscription = agreed(food, address=hook.address)
    card_changed()
    relay.deliver_all()
    again = push_events(subscription_id=subscription.id)
    assert again <= clock.now()
    assert hook.came == []
    assert Progress.objects.get().claimed_until <= clock.now()


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
