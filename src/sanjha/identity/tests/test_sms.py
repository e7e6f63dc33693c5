"""Short messages: queued in the transaction, sent once, tried again when the gateway does not answer."""

import json
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import httpx
import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from sanjha.identity import contract
from sanjha.identity.conf import SmsSettings
from sanjha.identity.messages import SIGN_IN_CODE
from sanjha.identity.models import OutgoingSms, PhoneMessage
from sanjha.identity.operations.deliver_sms import CLAIM_HOLDS, deliver_sms
from sanjha.identity.operations.queue_sms import queue_inside, queue_sms
from sanjha.identity.sms import gateway as gateways
from sanjha.identity.sms.demo import DemoGateway
from sanjha.identity.sms.http import HttpGateway
from sanjha.kernel import clock
from sanjha.kernel.errors import DomainError, Unavailable
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import OutboxEvent
from sanjha.kernel.testing import run_waiting
from sanjha.kernel.text import Text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]

MOBILE = "9876543210"
WORDS = Text("Your certificate is ready.", "ਤੁਹਾਡਾ ਸਰਟੀਫਿਕੇਟ ਤਿਆਰ ਹੈ।")
SETTINGS = SmsSettings(
    url="https://gateway.example.org/messages",
    key="secret-key",
    sender="PBGOVT",
    entity="1101",
    templates={"READY": "1107", "READY.pa": "1108"},
    seconds=0.5,
)


class SimulatedGateway:
    """A gateway of an operator with the faults that gateways have; it recognises a message sent twice."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.phones: dict[str, str] = {}
        self.faults: list[Callable[[httpx.Request], httpx.Response]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if self.faults:
            return self.faults.pop(0)(request)
        return self.take(request)

    def take(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        self.phones.setdefault(body["message_id"], body["text"])
        return httpx.Response(202, json={"reference": f"gw-{body['message_id'][:8]}"})

    def takes_but_never_answers(self, request: httpx.Request) -> httpx.Response:
        self.take(request)
        raise httpx.ReadTimeout("simulated", request=request)

    @staticmethod
    def answers(status: int) -> Callable[[httpx.Request], httpx.Response]:
        return lambda _request: httpx.Response(status, text="<html>something</html>")

    @staticmethod
    def does_not_connect(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("simulated", request=request)

    @property
    def client(self) -> HttpGateway:
        return HttpGateway(SETTINGS, transport=httpx.MockTransport(self))


@pytest.fixture
def operator(monkeypatch: pytest.MonkeyPatch) -> SimulatedGateway:
    monkeypatch.setattr(
        "sanjha.identity.operations.deliver_sms.template_id",
        lambda template, language: gateways.template_id(template, language, SETTINGS),
    )
    return SimulatedGateway()


def queued(language: str = "pa", template: str = "READY") -> OutgoingSms:
    identifier = queue_sms(mobile=MOBILE, template=template, text=WORDS, language=language)
    return OutgoingSms.objects.get(pk=identifier)


def test_other_services_send_messages_that_arrive_on_the_demonstrations_phones():
    identifier = contract.send_sms(mobile=MOBILE, template="READY", text=WORDS, language="en")
    assert not PhoneMessage.objects.exists()
    run_waiting()

    message = PhoneMessage.objects.get()
    assert (message.id, message.mobile, message.text) == (identifier, MOBILE, "Your certificate is ready.")
    sent = OutgoingSms.objects.get()
    assert (sent.state, sent.sealed_text, sent.sent_at) == ("SENT", "", clock.now())


def test_a_transaction_that_fails_sends_nothing():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queue_inside(MOBILE, "READY", WORDS, "en")
        raise ZeroDivisionError
    assert not OutgoingSms.objects.exists()
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.parametrize(
    ("mobile", "text", "language", "field"),
    [
        ("123", WORDS, "en", "mobile"),
        (MOBILE, Text(""), "en", "text"),
        (MOBILE, Text("x" * 1001), "en", "text"),
        (MOBILE, Text("bell \x07"), "en", "text"),
        (MOBILE, WORDS, "ur", "text"),
    ],
)
def test_messages_that_cannot_be_sent_are_refused(mobile, text, language, field):
    with pytest.raises(DomainError) as refused:
        contract.send_sms(mobile=mobile, template="READY", text=text, language=language)
    assert refused.value.field == field
    assert not OutgoingSms.objects.exists()


def test_a_queued_text_lies_encrypted():
    assert "certificate" not in queued("en").sealed_text


def test_the_gateway_gets_what_the_operators_ledger_asks_for(operator):
    message = queued("pa")
    deliver_sms(message_id=message.id, through=operator.client)

    request = operator.requests[0]
    assert request.headers["Authorization"] == "Bearer secret-key"
    assert request.headers["Idempotency-Key"] == str(message.id)
    assert json.loads(request.content) == {
        "message_id": str(message.id),
        "to": "+919876543210",
        "sender": "PBGOVT",
        "entity_id": "1101",
        "template_id": "1108",
        "text": "ਤੁਹਾਡਾ ਸਰਟੀਫਿਕੇਟ ਤਿਆਰ ਹੈ।",
        "unicode": True,
    }
    message.refresh_from_db()
    assert (message.state, message.gateway_reference) == ("SENT", f"gw-{str(message.id)[:8]}")


def test_a_template_id_may_hold_for_all_languages(operator):
    deliver_sms(message_id=queued("en").id, through=operator.client)
    assert json.loads(operator.requests[0].content)["template_id"] == "1107"


@pytest.mark.parametrize("fault", ["does_not_connect", "takes_but_never_answers", 500, 503, 408, 429])
def test_a_gateway_in_trouble_is_asked_again_and_the_phone_rings_once(operator, fault):
    message = queued("en")
    operator.faults = [operator.answers(fault) if isinstance(fault, int) else getattr(operator, fault)]

    with pytest.raises(Unavailable) as trouble:
        deliver_sms(message_id=message.id, through=operator.client)
    assert MOBILE not in str(trouble.value)
    assert "certificate" not in str(trouble.value)
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("QUEUED", 1)
    assert message.last_error

    deliver_sms(message_id=message.id, through=operator.client)
    message.refresh_from_db()
    assert (message.state, message.attempts, message.last_error) == ("SENT", 2, "")
    assert list(operator.phones.values()) == ["Your certificate is ready."]
    assert len({request.headers["Idempotency-Key"] for request in operator.requests}) == 1


def test_a_message_refused_for_good_is_not_tried_again(operator):
    message = queued("en")
    operator.faults = [operator.answers(400)]

    deliver_sms(message_id=message.id, through=operator.client)
    deliver_sms(message_id=message.id, through=operator.client)

    message.refresh_from_db()
    assert (message.state, message.sealed_text) == ("REFUSED", "")
    assert "refused the message (400)" in message.last_error
    assert len(operator.requests) == 1


def test_a_message_without_a_ledger_template_is_refused_before_it_leaves(operator):
    message = queued("en", template="UNKNOWN")
    deliver_sms(message_id=message.id, through=operator.client)
    message.refresh_from_db()
    assert message.state == "REFUSED"
    assert not operator.requests


def test_a_job_that_runs_twice_sends_once(operator):
    message = queued("en")
    for _run in range(2):
        deliver_sms(message_id=message.id, through=operator.client)
    assert len(operator.requests) == 1


def test_a_garbled_receipt_does_not_send_the_message_again(operator):
    message = queued("en")
    operator.faults = [operator.answers(200)]
    deliver_sms(message_id=message.id, through=operator.client)
    message.refresh_from_db()
    assert (message.state, message.gateway_reference) == ("SENT", "")


def test_while_one_worker_sends_another_waits_and_takes_over_when_it_is_dead(operator):
    message = queued("en")
    OutgoingSms.objects.update(state="SENDING", claimed_at=clock.now())
    with pytest.raises(Unavailable, match="another worker"):
        deliver_sms(message_id=message.id, through=operator.client)
    with clock.advanced(CLAIM_HOLDS + timedelta(seconds=1)):
        deliver_sms(message_id=message.id, through=operator.client)
    message.refresh_from_db()
    assert message.state == "SENT"


def test_a_phone_of_the_demonstration_gets_no_message_twice():
    identifier = UUID("01930000-0000-7000-8000-000000000001")
    for _time in range(2):
        DemoGateway().send(MOBILE, "", "hello", message_id=identifier, language="en")
    assert PhoneMessage.objects.count() == 1


def test_which_gateway_is_used():
    assert isinstance(gateways.gateway(SETTINGS, demo=True), HttpGateway)
    assert isinstance(gateways.gateway(SmsSettings(url=""), demo=True), DemoGateway)
    with pytest.raises(Unavailable, match="SANJHA_SMS_URL"):
        gateways.gateway(SmsSettings(url=""), demo=False)


def test_template_ids_are_read_from_the_environment(monkeypatch):
    monkeypatch.setenv("SANJHA_SMS_TEMPLATES", "READY=1107, READY.pa = 1108,nonsense")
    assert SmsSettings().templates == {"READY": "1107", "READY.pa": "1108"}


def test_the_key_of_the_gateway_is_not_printed():
    assert "secret-key" not in repr(SETTINGS)


def test_a_message_said_twice_goes_out_once():
    """Its sender had no answer: the answer was lost, the message was not."""
    said = {
        "mobile": "9876500001",
        "template": "T.1",
        "text": Text("Your certificate is ready"),
        "language": "en",
    }
    identifier = new_id()
    assert [contract.send_sms(**said, message_id=identifier) for _time in range(2)] == [identifier] * 2
    assert OutgoingSms.objects.filter(pk=identifier).count() == 1
    assert OutboxEvent.objects.filter(kind="identity.SmsQueued").count() == 1
    assert contract.send_sms(**said) != identifier


def test_a_code_that_has_run_out_is_not_sent_any_more():
    """Whoever asked has asked for another one, or has gone; a message about a certificate is good hours later too."""
    with clock.frozen("2026-11-23T10:00:00+05:30"):
        code = contract.send_sms(
            mobile="9876500001", template=SIGN_IN_CODE, text=Text("123456"), language="en"
        )
        news = contract.send_sms(mobile="9876500001", template="T.1", text=Text("It is ready"), language="en")
    with clock.frozen("2026-11-23T11:00:00+05:30"):
        for message in (code, news):
            deliver_sms(message_id=message, through=DemoGateway())
    states = dict(OutgoingSms.objects.values_list("id", "state"))
    assert states == {code: OutgoingSms.State.REFUSED, news: OutgoingSms.State.SENT}
