"""A contract call to another process, over HTTP; and every way in which it may fail."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import httpx
import pytest
from django.utils import translation
from django.utils.translation import gettext as _

from sanjha.kernel import context, contracts, remote, unwritten
from sanjha.kernel.contracts import Purpose, operation, provides
from sanjha.kernel.errors import Conflict, DomainError, FieldError, NotFound, NotPermitted, Unavailable
from sanjha.kernel.ids import new_id
from sanjha.kernel.testing import officer_with
from sanjha.kernel.tests.remote.conftest import Person
from sanjha.kernel.text import Text


class Stranger(Conflict):
    """An error that only the provider knows."""


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
            self.let = (operation.name, consumer, purpose.case)
            return self

        def log(self, subjects):
            readings.append((*self.let, list(subjects)))

    @operation("remotetest.v1/secret", facts=("remotetest.name",))
    def get_secret(*, person_id: UUID, purpose: Purpose) -> Person: ...

    @provides(get_secret)
    def _provided(*, person_id: UUID, purpose: Purpose) -> Person:
        return Person(person_id, Text("Amarjit"))

    contracts.install_door(Door())
    identifier = new_id()
    get_secret(person_id=identifier, purpose=Purpose("REV-INCOME", case="PB/1"))
    assert readings == [("remotetest.v1/secret", "counter", "PB/1", [identifier])]
    with pytest.raises(NotPermitted, match="counter has no grant") as refusal:
        get_secret(person_id=identifier, purpose=Purpose("CURIOSITY"))
    assert refusal.value.code == "no-grant"
    assert len(readings) == 1


def test_an_answer_whose_reading_is_refused_stays_at_the_owner(line):
    """The owner's request goes on after the answer was made; what waits is settled before."""

    class Door:
        table = "kernel_usednonce"

        def admit(self, operation, consumer, purpose):
            return self

        def log(self, subjects):
            unwritten.note(self, list(subjects))

        def write(self, entries):
            return entries

        def audit(self, refused): ...

        def refusal(self, refused):
            return NotPermitted("counter has no grant any more", code="no-grant")

    @operation("remotetest.v1/secret", facts=("remotetest.name",))
    def get_secret(*, person_id: UUID, purpose: Purpose) -> Person: ...

    @provides(get_secret)
    def _provided(*, person_id: UUID, purpose: Purpose) -> Person:
        return Person(person_id, Text("Amarjit"))

    contracts.install_door(Door())
    # The scope stands for the request at the owner.
    with unwritten.scope(), pytest.raises(NotPermitted, match="any more"):
        get_secret(person_id=new_id(), purpose=Purpose("REV-INCOME"))


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

    monkeypatch.setattr(remote, "_line", lambda: httpx.MockTransport(handle))
    with pytest.raises(Unavailable):
        get_person(person_id=new_id())


def test_an_answer_that_breaks_off_gives_its_connection_back(get_person, monkeypatch):
    closed = []

    class Broken(httpx.SyncByteStream):
        def __iter__(self):
            yield b'{"id"'
            raise httpx.ReadTimeout("slow")

        def close(self):
            closed.append(True)

    answering = httpx.MockTransport(lambda _request: httpx.Response(200, stream=Broken()))
    monkeypatch.setattr(remote, "_line", lambda: answering)
    with pytest.raises(Unavailable):
        get_person(person_id=new_id())
    assert closed


def test_an_operation_has_its_own_patience(line):
    @operation("remotetest.v1/slow", seconds=60)
    def slow() -> None: ...

    @provides(slow)
    def _provided() -> None: ...

    slow()
    assert line.sent[0].extensions["timeout"]["read"] == 60
    assert line.sent[0].extensions["timeout"]["connect"] == remote.CONNECT_SECONDS
