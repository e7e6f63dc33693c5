"""A caller and a provider of which one is of a newer version than the other."""

from datetime import date

import httpx
import msgspec
import pytest
import structlog

from sanjha.kernel import context, remote, wire
from sanjha.kernel.contracts import Struct, operation, provides
from sanjha.kernel.errors import DomainError, Unavailable
from sanjha.kernel.ids import new_id
from sanjha.kernel.retirement import Retirement


class Wish(Struct):
    place: str
    kinds: tuple[str, ...] = ()
    urgent: bool = False
    note: str = "none"


@pytest.fixture
def answering(monkeypatch):
    """A provider of another version, which answers as a test says."""

    def answer(content, status=200):
        transport = httpx.MockTransport(lambda _request: httpx.Response(status, content=content))
        monkeypatch.setattr(remote, "_line", lambda: transport)

    return answer


def test_an_older_caller_passes_over_what_the_answer_has_more(get_person, answering):
    identifier = new_id()
    answering(msgspec.json.encode({"id": identifier, "name": {"en": "Amarjit"}, "village": {"code": "V1"}}))
    assert get_person(person_id=identifier).id == identifier


def test_what_a_caller_needs_must_be_there(get_person, answering):
    answering(b'{"name": {"en": "Amarjit"}, "more": 1}')
    with pytest.raises(Unavailable):
        get_person(person_id=new_id())


def sent(line):
    return msgspec.json.decode(msgspec.json.decode(line.sent[-1].content, type=wire.Call).arguments)


def test_a_newer_caller_does_not_send_what_it_leaves_at_its_default(line):
    @operation("remotetest.v1/wish")
    def wish(*, wish: Wish, more: tuple[Wish, ...] = ()) -> bool: ...

    @provides(wish)
    def _provided(*, wish: Wish, more: tuple[Wish, ...] = ()) -> bool:
        return wish.urgent

    assert wish(wish=Wish("V1")) is False
    assert sent(line) == {"wish": {"place": "V1"}}
    assert wish(wish=Wish("V1", kinds=("VILLAGE",), urgent=True), more=(Wish("V2", note="x"),)) is True
    assert sent(line) == {
        "wish": {"place": "V1", "kinds": ["VILLAGE"], "urgent": True},
        "more": [{"place": "V2", "note": "x"}],
    }


def test_a_wish_that_the_provider_does_not_know_is_refused_not_forgotten():
    def wished(*, wish: Wish) -> bool: ...

    body = wire.encode_call(
        consumer="kernel",
        actor=context.actor(),
        request_id="r",
        language="en",
        arguments={"wish": {"place": "V1", "within_days": 3}},
    )
    with pytest.raises(msgspec.ValidationError, match="within_days"):
        wire.decode_arguments(wished, msgspec.json.decode(body, type=wire.Call).arguments)


def test_what_a_newer_caller_tells_around_the_call_is_passed_over():
    told = {
        "consumer": "kernel",
        "who": {"kind": "SYSTEM", "account": None, "person": None, "name": "", "name_pa": "", "posts": []},
        "request_id": "r",
        "language": "en",
        "arguments": {},
        "trace": "00-1",
    }
    assert msgspec.json.decode(msgspec.json.encode(told), type=wire.Call).consumer == "kernel"


RETIRES = Retirement(announced=date(2026, 11, 1), ends=date(2027, 5, 1), successor="remotetest.v2/old")


@pytest.fixture
def get_old(line):
    @operation("remotetest.v1/old", retires=RETIRES)
    def get_old(*, code: str) -> str: ...

    @provides(get_old)
    def _provided(*, code: str) -> str:
        if not code:
            raise DomainError("Say which.")
        return code

    return get_old


def test_an_answer_says_that_its_operation_is_going_away(get_old, line, monkeypatch):
    answers = []
    handle = line.handle_request

    def kept(request):
        answers.append(handle(request))
        return answers[-1]

    monkeypatch.setattr(line, "handle_request", kept)
    remote._note_end.cache_clear()
    with structlog.testing.capture_logs() as logs:
        assert [get_old(code="a"), get_old(code="b")] == ["a", "b"]
    # 1 November 2026 and 1 May 2027 begin in India half past six in the evening before, in Greenwich.
    assert answers[0].headers["deprecation"] == "@1793471400"
    assert answers[0].headers["sunset"] == "Fri, 30 Apr 2027 18:30:00 GMT"
    assert answers[0].headers["link"] == '</contracts/remotetest.v2/old>; rel="successor-version"'
    said = [entry for entry in logs if entry["event"] == "this operation is going away"]
    assert [entry["operation"] for entry in said] == ["remotetest.v1/old"]


def test_one_that_stays_says_nothing(get_person, line):
    with structlog.testing.capture_logs() as logs:
        get_person(person_id=new_id())
    assert "this operation is going away" not in [entry["event"] for entry in logs]


def test_an_end_comes_after_its_announcement():
    with pytest.raises(TypeError, match="cannot end"):
        Retirement(announced=date(2027, 1, 1), ends=date(2027, 1, 1))
