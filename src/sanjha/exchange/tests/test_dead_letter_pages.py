"""The pages of events that nobody could handle: read, mended, handed over again."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client

from sanjha.exchange.operations.replay_event import replay_event
from sanjha.identity.testing import sign_in_officer
from sanjha.kernel import clock, dead_letters, events
from sanjha.kernel.errors import NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.inbox import Given
from sanjha.kernel.models import DeadLetter, OutboxEvent
from sanjha.kernel.tests.declared import taken_back

pytestmark = pytest.mark.django_db
LETTERS = "/exchange/events/"


@pytest.fixture
def handled():
    """The numbers that the consumer has handled; it fails at seven."""
    handled = []
    with taken_back():

        @events.event()
        @dataclass(frozen=True)
        class Rung:
            times: int

        @events.subscribes(Rung, by="sewa")
        def on_rung(event, *, event_id):
            if event.times == 7:
                raise ValueError("the bell is cracked")
            handled.append(event.times)

        yield handled


@pytest.fixture
def letter(handled):
    given = Given(new_id(), "exchange.Rung", 1, {"times": 7}, "request-1", clock.now())
    dead_letters.keep(given, {"sewa.on_rung": ValueError("<b>cracked</b>")}, 12)
    return DeadLetter.objects.get()


def page_of(letter):
    return f"{LETTERS}{letter.pk}/"


def text_of(response):
    return " ".join(response.content.decode().split())


def test_what_waits_is_listed_with_its_reason(as_admin, letter, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        shown = text_of(as_admin.get(LETTERS))
    assert "exchange.Rung" in shown
    assert "sewa.on_rung" in shown
    assert "&lt;b&gt;cracked" in shown


def test_when_nothing_waits_the_page_says_so(as_admin):
    assert "No event waits" in text_of(as_admin.get(LETTERS))


def test_the_content_is_shown_and_the_tries_are_counted(as_admin, letter):
    shown = text_of(as_admin.get(page_of(letter)))
    assert "&quot;times&quot;: 7" in shown
    assert "<dt>Tries</dt><dd>12</dd>" in shown


def test_a_mended_event_is_handed_over_again(as_admin, letter, handled):
    answer = as_admin.post(page_of(letter), {"payload": '{"times": 3}'}, follow=True)
    assert "The event is handled." in text_of(answer)
    assert handled == [3]
    assert "exchange.Rung" not in text_of(as_admin.get(LETTERS))
    assert "exchange.Rung" in text_of(as_admin.get(LETTERS, {"settled": "1"}))
    shown = text_of(as_admin.get(page_of(letter)))
    assert "Hand over again" not in shown


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("{", "This is not JSON"),
        ("[1]", "Write one object"),
        ('{"times": "often"}', "does not fit the event"),
        ('{"other": 1}', "does not fit the event"),
        ('{"times": 7}', "the bell is cracked"),
        ("", "required"),
    ],
)
def test_what_cannot_be_handed_over_is_refused_and_kept(as_admin, letter, handled, typed, told):
    answer = as_admin.post(page_of(letter), {"payload": typed})
    assert answer.status_code == 422
    assert told in text_of(answer)
    assert answer.context["form"]["payload"].value() == typed
    assert DeadLetter.objects.get().settled_at is None
    assert handled == []


def test_what_was_handled_meanwhile_is_not_handled_twice(as_admin, letter, handled):
    as_admin.post(page_of(letter), {"payload": '{"times": 3}'})
    answer = as_admin.post(page_of(letter), {"payload": '{"times": 4}'})
    assert answer.status_code == 422
    assert "handled already" in text_of(answer)
    assert handled == [3]


def test_only_administrators_come_in(client, letter, tehsildar):
    assert Client().get(LETTERS).status_code == 302
    sign_in_officer(client, officer_id=tehsildar.person)
    for address in (LETTERS, page_of(letter)):
        assert client.get(address).status_code == 403
        assert client.post(address).status_code in {403, 405}
    assert DeadLetter.objects.get().settled_at is None


def test_the_operation_itself_asks_who_acts(letter, tehsildar, handled):
    with pytest.raises(NotPermitted):
        replay_event(letter_id=letter.pk, payload={"times": 3}, actor=tehsildar)
    assert handled == []


def test_an_event_that_is_not_there_is_not_found(as_admin):
    assert as_admin.get(f"{LETTERS}{new_id()}/").status_code == 404


def test_a_copy_that_is_too_old_stands_on_the_page(as_admin):
    page = " ".join(as_admin.get("/exchange/events/").content.decode().split())
    assert "copies are kept and say what their owners say" in page
    OutboxEvent.objects.create(
        kind="people.FactCorrected",
        payload={},
        happened_at=clock.now() - timedelta(hours=2),
        next_try_at=clock.now(),
    )
    page = " ".join(as_admin.get("/exchange/events/").content.decode().split())
    assert "too old" in page
    assert "Date of birth" in page
