"""How an event looks on the wire."""

import pytest

from sanjha.kernel.bus import cloudevents, receiving
from sanjha.kernel.models import OutboxEvent
from sanjha.kernel.tests.bus.conftest import publish

pytestmark = pytest.mark.django_db


def test_what_is_no_event_of_ours_is_left_out():
    message = type("Strange", (), {"headers": None, "data": b"{", "subject": "sanjha.x"})()
    assert receiving._handled(message, {}) is None


def test_the_wire_form_is_that_of_cloudevents(happened):
    publish(happened, 1)
    event = OutboxEvent.objects.get()
    headers = cloudevents.headers_of(event)
    assert {name: headers[name] for name in ("ce-specversion", "ce-type", "ce-source", "Nats-Msg-Id")} == {
        "ce-specversion": "1.0",
        "ce-type": "kernel.Happened",
        "ce-source": "/sanjha/kernel",
        "Nats-Msg-Id": str(event.pk),
    }
    found = cloudevents.arrived(headers, cloudevents.body_of(event))
    assert (found.id, found.version, found.payload) == (event.pk, 2, event.payload)
    assert found.happened_at == event.happened_at


@pytest.mark.parametrize("lacking", ["ce-id", "ce-type", "ce-time", "ce-dataversion"])
def test_an_event_without_its_attributes_is_refused(happened, lacking):
    publish(happened, 1)
    event = OutboxEvent.objects.get()
    headers = {name: value for name, value in cloudevents.headers_of(event).items() if name != lacking}
    with pytest.raises(ValueError, match="no event of ours"):
        cloudevents.arrived(headers, cloudevents.body_of(event))
