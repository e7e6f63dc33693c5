"""Rooms over HTTP: an event that was accepted waits for every subscriber until it is confirmed, in order."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from sanjha.kernel import clock
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.audit_verify import verify
from sanjha.kernel.errors import NotFound, NotPermitted
from sanjha.kernel.testing import officer_with
from sanjha.registries import rooms
from sanjha.registries.models import Receipt, RoomEvent, Subscription
from sanjha.registries.operations.change_subscription import change_subscription
from sanjha.registries.operations.confirm_event import confirm_event
from sanjha.registries.operations.create_event_type import create_event_type
from sanjha.registries.operations.publish_event import publish_event
from sanjha.registries.operations.remove_event_type import remove_event_type
from sanjha.registries.operations.subscribe import subscribe
from sanjha.registries.operations.unsubscribe import unsubscribe
from sanjha.registries.operations.withdraw_event import withdraw_event
from sanjha.registries.tests.factories import CLIENT

pytestmark = pytest.mark.django_db
ROOM = "PB/GOV/HEALTH/births"
SCHEMA = {"type": "object", "properties": {"place": {"type": "string"}}, "required": ["place"]}
KIND = {"eventType": "newBirth", "schema": SCHEMA}
WANT = {"eventType": "newBirth", "delivery": "PULL"}
POLICE = {"x-govstack-client": "PB/GOV/HOME/police"}


@pytest.fixture
def kind(room_caller):
    assert room_caller.post("api/v1/eventType", KIND).status_code == 200


@pytest.fixture
def subscribed(room_caller, kind):
    assert room_caller.post("api/v1/subs/newBirth", WANT).status_code == 200


def publish(caller, place="Tapa", **named):
    return caller.post("pub/v1/newBirth", {"eventType": "newBirth", "event": {"place": place}}, **named)


def test_kinds_of_events_are_added_listed_shown_and_removed(room_caller):
    assert room_caller.get("api/v1/eventType").status_code == 204
    assert room_caller.get("api/v1/eventType/newBirth").status_code == 204
    assert room_caller.post("api/v1/eventType", KIND).status_code == 200
    assert room_caller.post("api/v1/eventType", KIND).status_code == 409
    assert room_caller.get("api/v1/eventType").json() == ["newBirth"]
    assert room_caller.get("api/v1/eventType/newBirth").json() == KIND
    assert room_caller.delete("api/v1/eventType/newBirth").status_code == 204
    assert room_caller.delete("api/v1/eventType/newBirth").status_code == 404
    assert room_caller.post("api/v1/eventType", KIND).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        None,
        {},
        {"eventType": "x"},
        {"schema": {}},
        KIND | {"eventType": "..."},
        KIND | {"schema": {"type": "some"}},
    ],
)
def test_a_kind_of_another_form_is_refused(room_caller, body):
    assert room_caller.post("api/v1/eventType", body).status_code == 400
    assert room_caller.get("api/v1/eventType").status_code == 204


def test_an_event_waits_in_order_until_it_is_confirmed(room_caller, subscribed):
    ids = [publish(room_caller, place).json()["id"] for place in ("Tapa", "Dhanaula")]
    first = room_caller.get("pull/v1/newBirth").json()
    assert first == room_caller.get("pull/v1/newBirth").json()
    assert (first["id"], first["sequence"], first["event"]) == (ids[0], 1, {"place": "Tapa"})
    assert first["publisherId"]["memberCode"] == CLIENT.split("/")[2]
    for _time in range(2):
        assert room_caller.delete(f"pull/v1/newBirth/{ids[0]}").status_code == 204
    assert room_caller.get("pull/v1/newBirth").json()["id"] == ids[1]
    assert room_caller.delete(f"pull/v1/newBirth/{ids[1]}").status_code == 204
    assert room_caller.get("pull/v1/newBirth").status_code == 404
    assert Receipt.objects.count() == 2


def test_each_subscriber_has_its_own_queue_and_nobody_is_given_what_came_before(room_caller, subscribed):
    publish(room_caller, "Tapa")
    assert room_caller.get("pull/v1/newBirth", headers=POLICE).status_code == 409
    assert room_caller.post("api/v1/subs/newBirth", WANT, headers=POLICE).status_code == 200
    assert room_caller.get("pull/v1/newBirth", headers=POLICE).status_code == 404
    late = publish(room_caller, "Bhadaur").json()["id"]
    assert room_caller.get("pull/v1/newBirth", headers=POLICE).json()["id"] == late
    assert room_caller.delete(f"pull/v1/newBirth/{late}", headers=POLICE).status_code == 204
    assert room_caller.get("pull/v1/newBirth").json()["event"] == {"place": "Tapa"}
    early = RoomEvent.objects.get(sequence=1)
    assert room_caller.delete(f"pull/v1/newBirth/{early.id}", headers=POLICE).status_code == 404


@pytest.mark.parametrize("event", [{}, {"place": 1}, [], None])
def test_an_event_that_does_not_fit_is_refused(room_caller, kind, event):
    assert room_caller.post("pub/v1/newBirth", {"eventType": "newBirth", "event": event}).status_code == 400
    assert (
        room_caller.post("pub/v1/newBirth", {"eventType": "other", "event": {"place": "x"}}).status_code
        == 400
    )
    assert room_caller.post("pub/v1/newBirth").status_code == 400
    assert not RoomEvent.objects.exists()


def test_an_event_of_no_kind_is_refused(room_caller):
    assert publish(room_caller).status_code == 404


def test_an_event_is_withdrawn_by_its_publisher_only(room_caller, subscribed):
    path = f"pub/v1/newBirth/{publish(room_caller).json()['id']}"
    assert room_caller.get(path).json()["event"] == {"place": "Tapa"}
    assert room_caller.delete(path, headers=POLICE).status_code == 403
    assert room_caller.delete(path).status_code == 204
    for missing in (path, "pub/v1/newBirth/x", f"pub/v1/other/{path[-36:]}"):
        assert room_caller.delete(missing).status_code == room_caller.get(missing).status_code == 404
    assert room_caller.get("pull/v1/newBirth").status_code == 404


def test_subscriptions_are_shown_changed_and_ended(room_caller, kind):
    assert room_caller.get("api/v1/subs").status_code == 404
    assert room_caller.patch("api/v1/subs/newBirth", WANT).status_code == 404
    assert room_caller.post("api/v1/subs/newBirth", {"eventType": "newBirth"}).status_code == 200
    assert room_caller.post("api/v1/subs/newBirth", WANT).status_code == 409
    (wanted,) = room_caller.get("api/v1/subs").json()
    assert (wanted["delivery"], wanted["subscriberId"]["instanceId"]) == ("PUSH", "eGovStack")
    change = WANT | {"options": {"TTL": 60, "FIFO": True}}
    assert room_caller.patch("api/v1/subs/newBirth", change).status_code == 201
    shown = room_caller.get("api/v1/subs/newBirth").json()
    assert (shown["delivery"], shown["options"]) == ("PULL", {"TTL": 60, "FIFO": True})
    assert room_caller.delete("api/v1/subs/newBirth").status_code == 204
    assert room_caller.delete("api/v1/subs/newBirth").status_code == 404
    assert room_caller.get("api/v1/subs/newBirth").status_code == 404
    assert room_caller.post("api/v1/subs/other", {"eventType": "other"}).status_code == 404


@pytest.mark.parametrize(
    "more",
    [
        {"eventType": "other"},
        {"delivery": "POST"},
        {"options": []},
        {"options": {"TTL": 0}},
        {"options": {"TTL": "1"}},
        {"options": {"FIFO": 1}},
        {"options": {"x": 1}},
    ],
)
def test_a_subscription_of_another_form_is_refused(room_caller, kind, more):
    assert room_caller.post("api/v1/subs/newBirth", WANT | more).status_code == 400
    assert not Subscription.objects.exists()


def test_an_event_grows_too_old_only_when_the_subscriber_says_so(room_caller, subscribed):
    with clock.frozen(clock.now() - timedelta(days=400)):
        publish(room_caller)
    assert room_caller.get("pull/v1/newBirth").status_code == 200
    room_caller.patch("api/v1/subs/newBirth", WANT | {"options": {"TTL": 3600}})
    assert room_caller.get("pull/v1/newBirth").status_code == 404


@pytest.mark.parametrize("client", ["", "x", "A/B/C", None])
def test_without_a_proper_client_nothing_is_answered(room_caller, subscribed, client):
    headers = {} if client is None else {"x-govstack-client": client}
    for path in ("api/v1/eventType", "api/v1/subs", "pull/v1/newBirth"):
        assert room_caller.get(path, headers=headers).status_code == 400
    assert publish(room_caller, headers=headers).status_code == 400


def test_all_deeds_are_sealed_and_receipts_cannot_be_changed(room_caller, subscribed):
    event = publish(room_caller).json()["id"]
    room_caller.delete(f"pull/v1/newBirth/{event}")
    room_caller.delete("api/v1/subs/newBirth")
    room_caller.delete("api/v1/eventType/newBirth")
    assert verify().findings == []
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Receipt.objects.all().delete()


def test_pulling_takes_few_statements(room_caller, subscribed, django_assert_max_num_queries):
    for _time in range(5):
        publish(room_caller)
    with django_assert_max_num_queries(3):
        room_caller.get("pull/v1/newBirth")


def test_nobody_else_writes(db):
    kind = create_event_type(room=ROOM, name="x", schema=SCHEMA, actor=SYSTEM, client=CLIENT)
    wanted = subscribe(room=ROOM, name="x", client=CLIENT, delivery="PULL", options={}, actor=SYSTEM)
    event = publish_event(room=ROOM, name="x", event={"place": "x"}, actor=SYSTEM, client=CLIENT)
    who = {"actor": officer_with("tehsildar"), "client": CLIENT}
    for refused in (
        lambda: create_event_type(room=ROOM, name="y", schema=SCHEMA, **who),
        lambda: remove_event_type(room=ROOM, name="x", **who),
        lambda: publish_event(room=ROOM, name="x", event={"place": "x"}, **who),
        lambda: withdraw_event(room=ROOM, name="x", event_id=event.id, **who),
        lambda: subscribe(room=ROOM, name="x", delivery="PULL", options={}, **who),
        lambda: change_subscription(subscription_id=wanted.id, delivery="PUSH", options={}, **who),
        lambda: unsubscribe(subscription_id=wanted.id, **who),
        lambda: confirm_event(subscription=wanted, event=event, actor=who["actor"]),
    ):
        with pytest.raises(NotPermitted):
            refused()
    for missing in (change_subscription, unsubscribe):
        more = {} if missing is unsubscribe else {"delivery": None, "options": {}}
        with pytest.raises(NotFound):
            missing(subscription_id=event.id, client=CLIENT, actor=SYSTEM, **more)
    assert rooms.rooms() == [kind.room]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_when_many_publish_at_once(settings):
    create_event_type(room=ROOM, name="x", schema=SCHEMA, actor=SYSTEM, client=CLIENT)
    wanted = subscribe(room=ROOM, name="x", client=CLIENT, delivery="PULL", options={}, actor=SYSTEM)

    def some(start):
        for number in range(start, start + 10):
            publish_event(room=ROOM, name="x", event={"place": str(number)}, actor=SYSTEM, client=CLIENT)
        connection.close()

    threads = [Thread(target=some, args=(start,)) for start in (0, 10, 20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pulled = []
    while event := rooms.waiting(wanted).first():
        pulled.append(event)
        confirm_event(subscription=wanted, event=event, actor=SYSTEM)
    assert [event.sequence for event in pulled] == list(range(1, 31))
    assert sorted(int(event.event["place"]) for event in pulled) == list(range(30))


def test_outside_the_profile_rooms_are_shut(client):
    assert Client().get(f"/govstack/r1/{ROOM}/api/v1/eventType").status_code == 401
