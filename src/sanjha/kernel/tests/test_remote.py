"""A contract call to another process, over HTTP, signed; and every way in which it may be refused or fail."""

import base64
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import httpx
import msgspec
import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext as _

from sanjha.kernel import clock, context, contracts, peers, remote, signatures, wire
from sanjha.kernel.contracts import Purpose, Struct, operation, provides
from sanjha.kernel.errors import Conflict, DomainError, FieldError, NotFound, NotPermitted, Unavailable
from sanjha.kernel.housekeeping import forget_used_nonces
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import UsedNonce
from sanjha.kernel.testing import officer_with
from sanjha.kernel.tests.declared import taken_back
from sanjha.kernel.text import Text

HOUSE = "http://people.example"


class Person(Struct):
    id: UUID
    name: Text
    born_on: date | None = None
    income: Decimal = Decimal(0)
    photo: bytes = b""


class Stranger(Conflict):
    """An error that only the provider knows."""


@pytest.fixture(autouse=True)
def _apart(monkeypatch, tmp_path, settings):
    """`remotetest` seems to run elsewhere: what is sent there comes back in at the front door of this process."""
    monkeypatch.setattr(
        peers, "conf", replace(peers.conf, home=tmp_path, unit="counter", peers=tmp_path / "peers")
    )
    settings.ALLOWED_HOSTS = ["people.example", "offices.example", "testserver"]
    peers.write(peers.own_peer(("sewa",)), tmp_path / "peers")
    with taken_back():
        yield


class House(httpx.BaseTransport):
    """The front door of this process."""

    def handle_request(self, request):
        fields = {name: value for name, value in request.headers.items() if name != "content-length"}
        answer = Client(raise_request_exception=False).generic(
            request.method,
            request.url.path,
            data=request.read(),
            headers=fields,
            content_type="application/json",
        )
        return httpx.Response(answer.status_code, content=answer.content)


class Wire(httpx.BaseTransport):
    """Carries requests into this process, where the service is at home; keeps them, and may lose some."""

    def __init__(self):
        self.house = House()
        self.sent = []
        self.lost = 0

    def handle_request(self, request):
        request.read()
        self.sent.append(request)
        if self.lost:
            self.lost -= 1
            raise httpx.ConnectError("nobody is there", request=request)
        peers._moved.clear()
        try:
            return self.house.handle_request(request)
        finally:
            peers._moved["remotetest"] = HOUSE


@pytest.fixture
def line(monkeypatch, db):
    line = Wire()
    client = httpx.Client(transport=line)
    monkeypatch.setattr(remote, "_client", lambda: client)
    with peers.elsewhere("remotetest", HOUSE):
        yield line


@pytest.fixture
def get_person(line):
    @operation("remotetest.v1/person")
    def get_person(*, person_id: UUID, on: date | None = None) -> Person | None: ...

    @provides(get_person)
    def _provided(*, person_id: UUID, on: date | None = None) -> Person | None:
        if on == date(1900, 1, 1):
            return None
        return Person(person_id, Text("Amarjit", "ਅਮਰਜੀਤ"), on, Decimal("12.50"), b"\x00\xff")

    return get_person


def test_the_answer_is_that_of_a_call_at_home(get_person):
    identifier, day = new_id(), date(1990, 5, 1)
    found = get_person(person_id=identifier, on=day)
    assert found == Person(identifier, Text("Amarjit", "ਅਮਰਜੀਤ"), day, Decimal("12.50"), b"\x00\xff")
    assert get_person(person_id=identifier, on=date(1900, 1, 1)) is None


def test_the_provider_knows_who_calls_for_whom_in_which_request(line):
    seen = []

    @operation("remotetest.v1/who")
    def who() -> str: ...

    @provides(who)
    def _provided() -> str:
        seen.append((context.request_id(), context.actor(), translation.get_language()))
        return _("Sign in first.")

    officer = officer_with("tehsildar")
    with context.request_scope("request-1", officer), translation.override("pa"):
        words = who()
    assert seen == [("request-1", officer, "pa")]
    assert words != "Sign in first."


def test_facts_need_a_grant_of_the_caller_and_the_reading_is_kept_at_the_owner(line):
    readings = []

    class Door:
        def admit(self, operation, consumer, purpose):
            if purpose.code != "REV-INCOME":
                raise NotPermitted(f"{consumer} has no grant", code="no-grant")

        def log(self, operation, consumer, purpose, subjects):
            readings.append((operation.name, consumer, purpose.case, list(subjects)))

    @operation("remotetest.v1/secret", facts=("remotetest.name",))
    def get_secret(*, person_id: UUID, purpose: Purpose) -> Person: ...

    @provides(get_secret)
    def _provided(*, person_id: UUID, purpose: Purpose) -> Person:
        return Person(person_id, Text("Amarjit"))

    contracts.install_door(Door())
    identifier = new_id()
    get_secret(person_id=identifier, purpose=Purpose("REV-INCOME", case="PB/1"))
    assert readings == [("remotetest.v1/secret", "kernel", "PB/1", [identifier])]
    with pytest.raises(NotPermitted, match="kernel has no grant") as refusal:
        get_secret(person_id=identifier, purpose=Purpose("CURIOSITY"))
    assert refusal.value.code == "no-grant"
    assert len(readings) == 1


@pytest.mark.parametrize(
    ("error", "arrives"),
    [
        (NotFound("There is no such person.", code="no-person", field="person_id"), NotFound),
        (Stranger("Somebody was first.", errors=[FieldError("name", "taken", "Taken.")]), Conflict),
        (DomainError("No."), DomainError),
    ],
)
def test_a_refusal_arrives_as_it_was_raised(line, error, arrives):
    @operation("remotetest.v1/refuse")
    def refuse() -> None: ...

    @provides(refuse)
    def _provided() -> None:
        raise error

    with pytest.raises(DomainError) as refusal:
        refuse()
    assert type(refusal.value) is arrives
    assert (str(refusal.value), refusal.value.code, refusal.value.field) == (
        str(error),
        error.code,
        error.field,
    )
    assert refusal.value.errors == error.errors


def test_a_door_that_opens_at_the_second_knock(get_person, line):
    line.lost = 1
    assert get_person(person_id=new_id())
    first, second = line.sent
    assert first.headers["signature-input"] != second.headers["signature-input"]


def test_nobody_there(get_person, line):
    line.lost = 9
    with pytest.raises(Unavailable, match="remotetest does not answer") as refusal:
        get_person(person_id=new_id())
    assert refusal.value.status == 503
    assert len(line.sent) == remote.TRIES


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, content=b"<html>"),
        httpx.Response(502, content=b"Bad gateway"),
        httpx.ReadTimeout("slow"),
    ],
)
def test_an_answer_that_is_none(get_person, monkeypatch, answer):
    def handle(_request):
        if isinstance(answer, Exception):
            raise answer
        return answer

    client = httpx.Client(transport=httpx.MockTransport(handle))
    monkeypatch.setattr(remote, "_client", lambda: client)
    with pytest.raises(Unavailable):
        get_person(person_id=new_id())


def test_an_operation_has_its_own_patience(line):
    @operation("remotetest.v1/slow", seconds=60)
    def slow() -> None: ...

    @provides(slow)
    def _provided() -> None: ...

    slow()
    assert line.sent[0].extensions["timeout"]["read"] == 60
    assert line.sent[0].extensions["timeout"]["connect"] == remote.CONNECT_SECONDS


# What a stranger may try


def sent_again(line, **changes):
    """The last request once more, changed, straight to the house."""
    last = line.sent[-1]
    fields = {name: value for name, value in last.headers.items() if name != "content-length"}
    fields |= changes.pop("fields", {})
    return line_client(line).post(
        changes.pop("url", str(last.url)),
        content=changes.pop("content", last.content),
        headers={name: value for name, value in fields.items() if value is not None},
    )


def line_client(line):
    return httpx.Client(transport=line)


def problem(answer):
    return msgspec.json.decode(answer.content, type=wire.Problem)


def test_a_replayed_request_is_refused(get_person, line):
    get_person(person_id=new_id())
    answer = sent_again(line)
    assert (answer.status_code, problem(answer).code) == (401, "bad-signature")
    assert "came before" in problem(answer).message


@pytest.mark.parametrize(
    "changes",
    [
        {"fields": {"signature": None}},
        {"fields": {"signature-input": None}},
        {"content": b"{}"},
        {"url": f"{HOUSE}/contracts/remotetest.v1/other"},
        {"fields": {"host": "offices.example"}},
    ],
)
def test_a_request_that_was_changed_is_refused(get_person, line, changes):
    get_person(person_id=new_id())
    UsedNonce.objects.all().delete()
    assert sent_again(line, **changes).status_code == 401


def signed_call(
    name="remotetest.v1/person", *, key_id="counter", consumer="kernel", arguments=None, body=None, now=None
):
    if body is None:
        body = wire.encode_call(
            consumer=consumer,
            actor=context.actor(),
            request_id="r",
            language="en",
            arguments=arguments or {"person_id": new_id()},
        )
    message = signatures.Message("POST", "people.example", f"/contracts/{name}", "", {}, body)
    now = now or int(clock.now().timestamp())
    fields = signatures.signed_fields(message, key_id=key_id, key=peers.own_key(), now=now)
    return {"url": f"{HOUSE}/contracts/{name}", "content": body, "headers": fields}


@pytest.mark.parametrize("unit", ["stranger", "../counter", "", "Counter"])
def test_a_unit_that_is_not_known_here_is_refused(get_person, line, unit):
    answer = line_client(line).post(**signed_call(key_id=unit))
    assert (answer.status_code, problem(answer).code) == (401, "bad-signature")


def test_the_key_of_another_unit_is_refused(get_person, line, tmp_path):
    other = peers.Peer("locker", ("locker",), base64.b64encode(bytes(32)).decode())
    peers.write(other, tmp_path / "peers")
    assert line_client(line).post(**signed_call(key_id="locker")).status_code == 401


def test_a_unit_speaks_only_for_its_own_services(get_person, line):
    assert line_client(line).post(**signed_call(consumer="sewa")).status_code == 200
    answer = line_client(line).post(**signed_call(consumer="locker"))
    assert (answer.status_code, problem(answer).code) == (403, "not-its-service")


def test_a_file_that_is_no_peer_file_is_named(tmp_path):
    (tmp_path / "peers" / "broken.json").write_text('{"unit": "broken", "services": [], "key": "short"}')
    with pytest.raises(ValueError, match=r"broken\.json"):
        peers.peer("broken")


def test_an_old_request_is_refused(get_person, line):
    early = int(clock.now().timestamp()) - 3600
    assert line_client(line).post(**signed_call(now=early)).status_code == 401


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ({}, "person_id"),
        ({"person_id": "no id"}, "person_id"),
        ({"person_id": str(new_id()), "more": 1}, "more"),
        ({"person_id": str(new_id()), "on": "yesterday"}, "on"),
    ],
)
def test_arguments_that_are_not_as_declared_are_refused_by_name(get_person, line, arguments, why):
    body = wire.encode_call(
        consumer="kernel", actor=context.actor(), request_id="r", language="en", arguments=arguments
    )
    answer = line_client(line).post(**signed_call(body=body))
    assert (answer.status_code, problem(answer).code) == (422, "not-as-declared")
    assert why in problem(answer).message


def test_an_operation_that_is_not_there_is_not_found(get_person, line):
    assert line_client(line).post(**signed_call("remotetest.v1/other")).status_code == 404


def test_an_operation_of_a_service_that_runs_elsewhere_is_not_passed_on(get_person, monkeypatch, line):
    client = httpx.Client(transport=line.house)
    assert client.post(**signed_call()).status_code == 404


def test_the_body_may_not_be_larger_than_a_file_of_the_locker(get_person, line, monkeypatch):
    monkeypatch.setattr(wire, "LARGEST", 100)
    answer = line_client(line).post(**signed_call())
    assert (answer.status_code, problem(answer).code) == (422, "too-large")


def test_only_posts_are_answered(client):
    answer = client.get("/contracts/remotetest.v1/person")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"


def test_used_nonces_are_forgotten_when_their_time_is_over(get_person, line):
    get_person(person_id=new_id())
    forget_used_nonces()
    assert UsedNonce.objects.count() == 1
    with clock.advanced(timedelta(seconds=3 * signatures.WINDOW)):
        forget_used_nonces()
    assert UsedNonce.objects.count() == 0
