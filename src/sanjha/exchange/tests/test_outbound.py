"""A department's own system answers a contract: our caller calls the stub as any other, and nothing but an answer comes back."""

import time
from uuid import UUID

import pytest

from sanjha.exchange import contract
from sanjha.exchange.models import Provider, ProviderTrouble, Reading
from sanjha.exchange.operations.agree_provider import agree_provider
from sanjha.exchange.operations.call_as_member import actor_of
from sanjha.exchange.operations.change_provider import change_provider
from sanjha.exchange.operations.propose_provider import propose_provider
from sanjha.exchange.operations.suspend_member import suspend_member
from sanjha.exchange.outbound.asking import a_turn
from sanjha.exchange.tests.calling import System
from sanjha.exchange.tests.factories import make_grant
from sanjha.exchange.tests.listening import http
from sanjha.exchange.tests.providing import (
    NAME,
    PURPOSE,
    Record,
    State,
    ask,
    echo,
    offer,
    unavailable,
)
from sanjha.kernel import context
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.audit_verify import verify
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted, TooMany
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditEntry
from sanjha.kernel.testing import officer_with
from sanjha.kernel.text import Text

pytestmark = pytest.mark.django_db


@pytest.fixture
def registered(food, system, get_record, office_admin):
    """Offered by the member itself, agreed by an administrator; a caller of ours has its grant."""
    proposed = propose_provider(member_id=food.id, offer=offer(system), actor=actor_of(food), as_member=food)
    make_grant(operation=NAME)
    return agree_provider(provider_id=proposed.id, actor=office_admin)


def test_the_caller_gets_the_answer_of_the_department(registered, get_record, system, tehsildar):
    resident = new_id()
    with context.request_scope("request-0001", tehsildar):
        found = ask(get_record, subject=resident)
    assert found == Record("ration-cards", "PB-7", resident, {"members": 4})
    (asked,) = system.came
    assert asked.json() == {"register": "ration-cards", "key": "PB-7", "subject": str(resident)}
    assert asked.fields["x-road-client"] == "PB/GOV/SANJHA/exchange"
    assert asked.fields["x-sanjha-operation"] == NAME
    assert (asked.fields["x-sanjha-purpose"], asked.fields["x-road-issue"]) == ("REV-INCOME", PURPOSE.case)
    assert asked.fields["x-road-userid"] == tehsildar.label
    assert asked.fields["x-request-id"] == "request-0001"
    covered = asked.fields["signature-input"]
    assert all(f'"{name}"' in covered for name in ("x-road-client", "x-road-id", "x-sanjha-purpose", "@path"))


def test_the_reading_is_kept_and_the_grant_is_asked_as_for_every_call(registered, get_record, system):
    resident = new_id()
    ask(get_record, subject=resident)
    reading = Reading.objects.get()
    assert (reading.subject, reading.operation, reading.purpose) == (resident, NAME, "REV-INCOME")
    assert (reading.consumer, reading.facts) == ("exchange", ["resident.name"])
    with pytest.raises(NotPermitted) as refused:
        ask(get_record, purpose=Purpose("REV-OTHER"))
    assert (refused.value.code, len(system.came)) == ("no-grant", 1)


def test_the_department_gives_it_out_for_its_purposes_only(registered, get_record, system):
    make_grant(operation=NAME, purpose="REV-OTHER")
    with pytest.raises(NotPermitted, match="does not give this out for the purpose REV-OTHER"):
        ask(get_record, purpose=Purpose("REV-OTHER"))
    assert system.came == []
    assert not Reading.objects.exists()


def test_what_nobody_else_keeps_this_house_answers(registered, get_record, system):
    assert ask(get_record, register="own").content == {"from": "this house"}
    assert system.came == []


def test_a_system_that_is_down_is_a_declared_failure(registered, get_record, system):
    system.close()
    unavailable(get_record)
    trouble = ProviderTrouble.objects.get(provider=registered)
    assert trouble.words.startswith("NoAnswer: no connection")
    unavailable(get_record)
    trouble.refresh_from_db()
    assert trouble.times == 2


def test_a_system_that_is_slow_is_a_declared_failure(registered, get_record, system):
    system.answer = lambda _line, _asked: time.sleep(4)
    started = time.monotonic()
    unavailable(get_record)
    assert time.monotonic() - started < 3.5


def test_a_slow_system_does_not_hold_all_threads(registered, get_record, system):
    with a_turn(registered), a_turn(registered), a_turn(registered):
        started = time.monotonic()
        unavailable(get_record)
        assert time.monotonic() - started < 1
    assert system.came == []
    assert ask(get_record).content == {"members": 4}


@pytest.mark.parametrize(
    "answer",
    [
        http(200, b"rubbish"),
        http(200, b""),
        http(200, b"\xff\xfe{}"),
        http(200, b"[" * 100_000),
        http(200, []),
        http(200, {}),
        http(200, {"register": "ration-cards", "key": "PB-7"}),
        echo(content="text"),
        echo(more="than was declared"),
        echo(key="another"),
        echo(register="another"),
        echo(subject=str(UUID(int=7))),
        lambda _line, asked: http(200, {**asked.json(), "content": {}}, "text/html"),
        http(204, b""),
        http(302, b"", Location="http://127.0.0.1/"),
        http(404, {"detail": "no problem document"}),
        http(404, b"rubbish", "application/problem+json"),
        http(500, {"detail": "broken"}, "application/problem+json"),
        http(503, {"detail": "later"}, "application/problem+json"),
    ],
)
def test_rubbish_is_a_declared_failure(registered, get_record, system, answer):
    system.answer = answer
    unavailable(get_record)
    assert ProviderTrouble.objects.get(provider=registered).words.startswith("NotAsDeclared")


@pytest.mark.parametrize(
    ("status", "kind"),
    [(404, NotFound), (403, NotPermitted), (422, DomainError), (400, DomainError), (429, TooMany)],
)
def test_a_problem_is_the_refusal_of_the_department(registered, get_record, system, status, kind):
    system.answer = http(status, {"detail": "No such card.\u202e\x00"}, "application/problem+json")
    with pytest.raises(kind, match="No such card") as refused:
        ask(get_record)
    assert refused.value.code == "refused-by-provider"
    assert str(refused.value).isprintable()
    assert not ProviderTrouble.objects.exists()


def test_nothing_is_asked_before_a_second_side_agrees(food, system, get_record, office_admin):
    make_grant(operation=NAME)
    proposed = propose_provider(member_id=food.id, offer=offer(system), actor=office_admin)
    assert ask(get_record).content == {"from": "this house"}
    with pytest.raises(NotPermitted, match="Somebody else must answer"):
        agree_provider(provider_id=proposed.id, actor=office_admin)
    agreed = agree_provider(provider_id=proposed.id, actor=actor_of(food), as_member=food)
    assert (agreed.state, agreed.decided_by) == ("ACTIVE", f"SYSTEM:{food.id}")
    assert ask(get_record).content == {"members": 4}
    with pytest.raises(Conflict):
        agree_provider(provider_id=proposed.id, actor=officer_with("office_admin"))
    assert verify().findings == []


def test_another_member_cannot_agree(food, system, get_record, office_admin, client):
    proposed = propose_provider(member_id=food.id, offer=offer(system), actor=office_admin)
    health = System(client, code="HEALTH").member
    with pytest.raises(NotFound):
        agree_provider(provider_id=proposed.id, actor=actor_of(health), as_member=health)


def test_suspended_resumed_and_ended(registered, get_record, office_admin):
    def change(to, actor=office_admin):
        return change_provider(provider_id=registered.id, to=to, reason="Moved to a new machine", actor=actor)

    change(State.SUSPENDED)
    unavailable(get_record)
    with pytest.raises(Conflict):
        change(State.SUSPENDED)
    change(State.ACTIVE)
    assert ask(get_record).content == {"members": 4}
    change(State.ENDED)
    assert ask(get_record).content == {"from": "this house"}
    with pytest.raises(Conflict):
        change(State.ACTIVE)
    actions = AuditEntry.objects.filter(stream="exchange.providers").order_by("number")
    assert list(actions.values_list("action", flat=True)) == [
        "PROVIDER_PROPOSED",
        "PROVIDER_AGREED",
        "PROVIDER_SUSPENDED",
        "PROVIDER_RESUMED",
        "PROVIDER_ENDED",
    ]
    assert verify().findings == []


def test_a_suspended_member_is_not_asked(registered, get_record, food, system):
    suspend_member(member_id=food.id, reason="Its key was found on the web", actor=SYSTEM)
    unavailable(get_record)
    assert system.came == []


def test_a_change_wants_a_reason_and_an_administrator(registered, office_admin, tehsildar):
    with pytest.raises(DomainError, match="reason"):
        change_provider(provider_id=registered.id, to=State.ENDED, reason=" ", actor=office_admin)
    with pytest.raises(NotPermitted):
        change_provider(provider_id=registered.id, to=State.ENDED, reason="No", actor=tehsildar)
    with pytest.raises(NotFound):
        change_provider(provider_id=new_id(), to=State.ENDED, reason="No", actor=office_admin)


def test_a_proposal_is_refused_by_the_other_side(food, system, get_record, office_admin):
    proposed = propose_provider(member_id=food.id, offer=offer(system), actor=office_admin)
    with pytest.raises(NotPermitted):
        change_provider(provider_id=proposed.id, to=State.REFUSED, reason="No", actor=office_admin)
    other = officer_with("office_admin")
    assert (
        change_provider(provider_id=proposed.id, to=State.REFUSED, reason="No", actor=other).state
        == "REFUSED"
    )
    propose_provider(member_id=food.id, offer=offer(system), actor=office_admin)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"operation": "people.v1/resident"}, "operation"),
        ({"operation": "nobody.v1/knows"}, "operation"),
        ({"keeps": ""}, "keeps"),
        ({"keeps": "Ration Cards"}, "keeps"),
        ({"keeps": "own"}, "keeps"),
        ({"address": "http://169.254.169.254/latest/meta-data/"}, "address"),
        ({"address": "https://localhost./"}, "address"),
        ({"seconds": 0}, "seconds"),
        ({"seconds": 21}, "seconds"),
        ({"purposes": ()}, "purposes"),
        ({"purposes": ("income",)}, "purposes"),
        ({"legal_basis": " "}, "legal_basis"),
        ({"answer_key": "rubbish"}, "answer_key"),
        ({"title": Text("")}, "title"),
    ],
)
def test_an_offer_that_is_not_in_order_names_its_field(food, system, get_record, changed, field):
    with pytest.raises(DomainError) as refused:
        propose_provider(member_id=food.id, offer=offer(system, **changed), actor=SYSTEM)
    assert refused.value.field == field
    assert not Provider.objects.exists()


def test_one_register_has_one_owner(registered, food, system, client):
    health = System(client, code="HEALTH").member
    with pytest.raises(Conflict) as refused:
        propose_provider(member_id=health.id, offer=offer(system), actor=actor_of(health), as_member=health)
    assert refused.value.code == "kept"


def test_only_administrators_and_the_member_itself_offer(food, system, get_record, tehsildar, client):
    with pytest.raises(NotPermitted):
        propose_provider(member_id=food.id, offer=offer(system), actor=tehsildar)
    health = System(client, code="HEALTH").member
    with pytest.raises(NotFound):
        propose_provider(member_id=food.id, offer=offer(system), actor=actor_of(health), as_member=health)


@pytest.fixture
def in_another_unit(monkeypatch):
    """This process runs the operation's service; the exchange, with who is registered, is asked over its contract."""

    def at_the_exchange(stub):
        def asked(**arguments):
            with monkeypatch.context() as there:
                there.setattr("sanjha.exchange.carried.is_carried", lambda: False)
                return stub.__operation__.implementation(**arguments)

        return asked

    monkeypatch.setattr("sanjha.exchange.carried.is_carried", lambda: True)
    for name in ("answers_outside", "ask_outside"):
        monkeypatch.setattr(contract, name, at_the_exchange(getattr(contract, name)))


def test_a_service_in_another_unit_has_the_exchange_ask(
    registered, in_another_unit, get_record, system, tehsildar
):
    resident = new_id()
    with context.request_scope("request-0001", tehsildar):
        found = ask(get_record, subject=resident)
    assert found == Record("ration-cards", "PB-7", resident, {"members": 4})
    assert system.came[0].fields["x-road-userid"] == tehsildar.label
    assert ask(get_record, register="own").content == {"from": "this house"}
    assert Reading.objects.filter(subject=resident).count() == 1


def test_nothing_is_asked_outside_that_nobody_answers_there(in_another_unit, get_record):
    with pytest.raises(NotFound):
        contract.ask_outside(operation=NAME, consumer="sewa", keeps="own", arguments="{}", purpose=PURPOSE)
