"""Contract calls that must be refused: forged, replayed, changed, too old, too large, not as declared."""

import base64
import os
from datetime import timedelta

import httpx
import msgspec
import pytest
from django.test import RequestFactory

from sanjha.kernel import clock, context, contract_server, peers, signatures, wire
from sanjha.kernel.housekeeping import forget_used_nonces
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import UsedNonce
from sanjha.kernel.tests.remote.conftest import HOUSE


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


def test_a_new_key_counts_from_when_its_file_is_there(get_person, line, tmp_path):
    assert line_client(line).post(**signed_call()).status_code == 200
    file = tmp_path / "peers" / "counter.json"
    other = peers.Peer("counter", ("sewa",), base64.b64encode(bytes(32)).decode())
    peers.write(other, file.parent)
    os.utime(file, ns=(1, 1))
    assert line_client(line).post(**signed_call()).status_code == 401


def test_a_file_that_is_no_peer_file_is_named(tmp_path):
    (tmp_path / "peers" / "broken.json").write_text('{"unit": "broken", "services": [], "key": "short"}')
    with pytest.raises(ValueError, match=r"broken\.json"):
        peers.peer("broken")


@pytest.mark.parametrize("service", ["identity", "exchange", "project", "ui"])
def test_no_unit_speaks_for_what_it_does_not_list(get_person, line, service):
    assert line_client(line).post(**signed_call(consumer=service)).status_code == 403


def test_of_whom_nothing_is_proved_nothing_is_read():
    """A stranger's gigabytes would fill the memory before the signature could be refused."""

    class Unread:
        def read(self, *_size):
            raise AssertionError("the body was read")

    request = RequestFactory().post(
        "/contracts/remotetest.v1/person", headers=signed_call(key_id="stranger")["headers"]
    )
    request._stream = Unread()
    assert contract_server.answer(request, "remotetest.v1/person").status_code == 401


@pytest.mark.parametrize("length", ["many", "-1", str(wire.LARGEST + 1)])
def test_a_length_that_is_none_is_refused(length):
    request = RequestFactory().post("/contracts/remotetest.v1/person")
    request.META["CONTENT_LENGTH"] = length
    assert contract_server.answer(request, "remotetest.v1/person").status_code == 422


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
