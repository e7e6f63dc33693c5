"""A department's own system answers a contract: our caller calls the stub as any other, and nothing but an answer comes back."""

import base64
import hashlib
import json
import time
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sanjha.exchange.models import Provider, ProviderTrouble, Reading
from sanjha.exchange.operations.agree_provider import agree_provider
from sanjha.exchange.operations.call_as_member import actor_of
from sanjha.exchange.operations.change_provider import change_provider
from sanjha.exchange.operations.propose_provider import propose_provider
from sanjha.exchange.operations.suspend_member import suspend_member
from sanjha.exchange.outbound.registered import Offer
from sanjha.exchange.outgoing import addresses
from sanjha.exchange.tests.calling import System, base64_of
from sanjha.exchange.tests.factories import make_grant
from sanjha.exchange.tests.listening import http, listening
from sanjha.kernel import context
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.audit_verify import verify
from sanjha.kernel.contracts import Purpose, Struct, operation, provides
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted, TooMany, Unavailable
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditEntry
from sanjha.kernel.outside import KeptBy
from sanjha.kernel.testing import officer_with
from sanjha.kernel.tests.declared import taken_back
from sanjha.kernel.text import Text

pytestmark = pytest.mark.django_db
NAME = "exchangetest.v1/record"
PURPOSE = Purpose("REV-INCOME", case="PB/BNL/REV-INCOME/2026/0000001-K")
State = Provider.State


class Record(Struct):
    register: str
    key: str
    subject: UUID
    content: dict[str, Any]


@pytest.fixture
def get_record():
    """An operation that is open to departments' systems; this house keeps the register "own"."""
    with taken_back():

        @operation("exchangetest.v1/keeps")
        def keeps(*, register: str) -> bool: ...

        @provides(keeps)
        def _keeps(*, register: str) -> bool:
            return register == "own"

        @operation(
            NAME, facts=("resident.name",), kept_by=KeptBy("register", kept_here="exchangetest.v1/keeps")
        )
        def get_record(*, register: str, key: str, subject: UUID, purpose: Purpose) -> Record: ...

        @provides(get_record)
        def _get_record(*, register: str, key: str, subject: UUID, purpose: Purpose) -> Record:
            return Record(register, key, subject, {"from": "this house"})

        yield get_record


@pytest.fixture
def system(monkeypatch):
    monkeypatch.setattr(addresses, "conf", replace(addresses.conf, demo=True))
    with listening() as listener:
        listener.answer = lambda _line, asked: http(200, {**asked.json(), "content": {"members": 4}})
        yield listener


@pytest.fixture
def food(client, db):
    return System(client, code="FOOD").member


def offer(system, **changed):
    values = {
        "operation": NAME,
        "keeps": "ration-cards",
        "title": Text("Ration cards", "ਰਾਸ਼ਨ ਕਾਰਡ", "राशन कार्ड"),
        "address": system.address,
        "seconds": 2,
        "purposes": ("REV-INCOME",),
        "legal_basis": "Test Act, section 3",
    }
    return Offer(**values | changed)


@pytest.fixture
def registered(food, system, get_record, office_admin):
    """Offered by the member itself, agreed by an administrator; a caller of ours has its grant."""
    proposed = propose_provider(member_id=food.id, offer=offer(system), actor=actor_of(food), as_member=food)
    make_grant(operation=NAME)
    return agree_provider(provider_id=proposed.id, actor=office_admin)


def ask(get_record, **changed):
    values = {"register": "ration-cards", "key": "PB-7", "subject": new_id(), "purpose": PURPOSE}
    return get_record(**values | changed)


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


def unavailable(get_record, **changed):
    with pytest.raises(Unavailable) as refused:
        ask(get_record, **changed)
    assert refused.value.code == "provider-unavailable"
    assert str(refused.value).startswith(
        "Ration cards of Department of Agriculture cannot be asked just now."
    )
    assert not Reading.objects.exists()


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


def echo(**changed):
    return lambda _line, asked: http(200, {**asked.json(), "content": {}} | changed)


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


def signed_answer(key, asked, *, body=None, identifier=None, status=200, covered=None, created=None):
    """As the guide has departments sign their answers."""
    content = json.dumps({**asked.json(), "content": {"members": 4}}).encode() if body is None else body
    digest = f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode()}:"
    fields = {
        "@status": str(status),
        "content-digest": digest,
        "x-road-id": identifier or asked.fields["x-road-id"],
    }
    names = covered or tuple(fields)
    listed = " ".join(f'"{name}"' for name in names)
    parameters = f'({listed});created={created or int(time.time())};keyid="food";alg="ed25519"'
    lines = [f'"{name}": {fields[name]}' for name in names] + [f'"@signature-params": {parameters}']
    signature = base64.b64encode(key.sign("\n".join(lines).encode())).decode()
    return http(
        200,
        content,
        **{
            "Content-Digest": digest,
            "X-Road-Id": fields["x-road-id"],
            "Signature-Input": f"food={parameters}",
            "Signature": f"food=:{signature}:",
        },
    )


@pytest.fixture
def signing(food, system, get_record, office_admin):
    key = Ed25519PrivateKey.generate()
    proposed = propose_provider(
        member_id=food.id,
        offer=offer(system, answer_key=base64_of(key)),
        actor=actor_of(food),
        as_member=food,
    )
    agree_provider(provider_id=proposed.id, actor=office_admin)
    make_grant(operation=NAME)
    return key


def test_a_signed_answer_is_taken(signing, get_record, system):
    system.answer = lambda _line, asked: signed_answer(signing, asked)
    assert ask(get_record).content == {"members": 4}


@pytest.mark.parametrize(
    "how",
    [
        {"identifier": "another question"},
        {"status": 404},
        {"covered": ("@status", "content-digest")},
        {"covered": ("@status", "x-road-id")},
        {"created": 1},
        {"key": Ed25519PrivateKey.generate()},
    ],
    ids=["other question", "other status", "without the id", "without the body", "old", "other key"],
)
def test_a_forged_answer_is_none(signing, get_record, system, how):
    wanted = dict(how)
    key = wanted.pop("key", signing)
    system.answer = lambda _line, asked: signed_answer(key, asked, **wanted)
    unavailable(get_record)


def test_an_answer_changed_after_the_signature_is_none(signing, get_record, system):
    system.answer = lambda _line, asked: signed_answer(signing, asked).replace(
        b'"members": 4', b'"members": 9'
    )
    unavailable(get_record)
    system.answer = echo()
    unavailable(get_record)
