"""A grant by two sides: the consumer asks, somebody else agrees or refuses."""

from datetime import date, timedelta

import pytest

from sanjha.exchange.models import AccessRequest, Grant
from sanjha.exchange.operations.agree_access import agree_access
from sanjha.exchange.operations.ask_access import ask_access
from sanjha.exchange.operations.call_as_member import actor_of
from sanjha.exchange.operations.end_grant import end_grant
from sanjha.exchange.operations.refuse_access import refuse_access
from sanjha.exchange.operations.suspend_member import suspend_member
from sanjha.exchange.tests.calling import NAME
from sanjha.exchange.tests.declared import NAME as NOT_OFFERED
from sanjha.exchange.tests.declared import declare_person
from sanjha.exchange.tests.factories import make_grant
from sanjha.kernel import clock
from sanjha.kernel.actors import ANONYMOUS, SYSTEM
from sanjha.kernel.audit_verify import verify
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditEntry
from sanjha.kernel.testing import officer_with

pytestmark = pytest.mark.django_db


def wish(farms, **changed):
    return {
        "consumer": farms.identifier,
        "operation": NAME,
        "purpose": "AGRI-SUBSIDY",
        "legal_basis": "Test Act, section 2",
        "facts": ["resident.name"],
        "from_date": clock.today(),
        "until_date": clock.today() + timedelta(days=365),
        "per_minute": 10,
        "actor": SYSTEM,
    } | changed


def test_nothing_may_be_read_before_the_owner_agrees(farms, office_admin):
    asked = ask_access(**wish(farms))
    assert farms.call().status_code == 403
    grant = agree_access(request_id=asked.id, actor=office_admin)
    assert set(farms.call().json()) == {"id", "name"}
    asked.refresh_from_db()
    assert (asked.state, asked.grant, asked.decided_by) == ("AGREED", grant, office_admin.label)
    assert (grant.facts, grant.per_minute, grant.granted_by) == (["resident.name"], 10, office_admin.label)
    assert verify().findings == []


def test_an_agreed_grant_is_ended_like_any_other(farms, office_admin):
    grant = agree_access(request_id=ask_access(**wish(farms)).id, actor=office_admin)
    end_grant(grant_id=grant.id, actor=office_admin)
    assert farms.call().status_code == 403
    agree_access(request_id=ask_access(**wish(farms)).id, actor=office_admin)
    assert farms.call().status_code == 200


def test_refused_with_a_reason(farms, office_admin):
    asked = ask_access(**wish(farms))
    refuse_access(request_id=asked.id, reason="The Act does not name this purpose", actor=office_admin)
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == ("REFUSED", "The Act does not name this purpose")
    assert not Grant.objects.exists()
    assert AuditEntry.objects.filter(action="ACCESS_REFUSED").count() == 1
    assert ask_access(**wish(farms)).state == "ASKED"


def test_a_service_of_the_house_asks_too(farms, office_admin):
    asked = ask_access(**wish(farms, consumer="sewa"))
    assert agree_access(request_id=asked.id, actor=office_admin).consumer == "sewa"


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"facts": ["resident.name", "resident.income"]}, "facts", "does not yield resident.income"),
        ({"facts": []}, "facts", "at least one fact"),
        ({"operation": "nobody.v1/knows"}, "operation", "Choose an operation"),
        ({"operation": NOT_OFFERED}, "operation", "not offered to members"),
        ({"purpose": "subsidy"}, "purpose", "capital letters"),
        ({"legal_basis": " "}, "legal_basis", "Name the Act"),
        ({"until_date": date(2020, 1, 1)}, "until_date", "cannot be before"),
        ({"per_minute": 0}, "per_minute", "calls a minute"),
        ({"per_minute": 6001}, "per_minute", "calls a minute"),
        ({"consumer": "PB/GOV/NOBODY/X"}, "consumer", "active member"),
    ],
)
def test_what_is_not_in_order_is_refused_with_its_field(farms, changed, field, words):
    declare_person()
    with pytest.raises(DomainError, match=words) as refused:
        ask_access(**wish(farms, **changed))
    assert refused.value.field == field
    assert not AccessRequest.objects.exists()


def test_a_suspended_member_cannot_ask(farms):
    suspend_member(member_id=farms.member.id, reason="Test", actor=SYSTEM)
    with pytest.raises(DomainError, match="active member"):
        ask_access(**wish(farms))


def test_a_member_asks_for_itself_only(farms):
    actor = actor_of(farms.member)
    assert ask_access(**wish(farms, actor=actor, as_member=farms.member)).asked_by == actor.label
    with pytest.raises(DomainError, match="for itself only"):
        ask_access(**wish(farms, actor=actor, as_member=farms.member, consumer="sewa"))


def test_the_same_wish_waits_once(farms):
    ask_access(**wish(farms))
    with pytest.raises(Conflict, match="waits for an answer"):
        ask_access(**wish(farms, facts=["resident.mobile"]))
    assert AccessRequest.objects.count() == 1


def test_who_asks_does_not_answer(farms, office_admin):
    asked = ask_access(**wish(farms, actor=office_admin))
    with pytest.raises(NotPermitted, match="Somebody else"):
        agree_access(request_id=asked.id, actor=office_admin)
    with pytest.raises(NotPermitted, match="Somebody else"):
        refuse_access(request_id=asked.id, reason="No", actor=office_admin)
    assert agree_access(request_id=asked.id, actor=officer_with("office_admin"))


def test_an_answer_is_final(farms, office_admin):
    asked = ask_access(**wish(farms))
    agree_access(request_id=asked.id, actor=office_admin)
    with pytest.raises(Conflict, match="answered already"):
        agree_access(request_id=asked.id, actor=office_admin)
    with pytest.raises(Conflict, match="answered already"):
        refuse_access(request_id=asked.id, reason="No", actor=office_admin)


def test_two_permissions_for_the_same_do_not_overlap(farms, office_admin):
    make_grant(consumer=farms.identifier, operation=NAME, purpose="AGRI-SUBSIDY")
    asked = ask_access(**wish(farms))
    with pytest.raises(Conflict, match="End it first"):
        agree_access(request_id=asked.id, actor=office_admin)
    asked.refresh_from_db()
    assert asked.state == "ASKED"


@pytest.mark.parametrize("who", [ANONYMOUS, officer_with("tehsildar")], ids=["nobody", "tehsildar"])
def test_only_administrators_ask_and_answer(farms, who):
    with pytest.raises(NotPermitted):
        ask_access(**wish(farms, actor=who))
    asked = ask_access(**wish(farms))
    with pytest.raises(NotPermitted):
        agree_access(request_id=asked.id, actor=who)
    with pytest.raises(NotPermitted):
        refuse_access(request_id=asked.id, reason="No", actor=who)
    assert not Grant.objects.exists()


def test_an_answer_needs_a_request_and_a_refusal_a_reason(farms, office_admin):
    with pytest.raises(NotFound, match="no such request"):
        agree_access(request_id=new_id(), actor=office_admin)
    with pytest.raises(NotFound, match="no such request"):
        refuse_access(request_id=new_id(), reason="No", actor=office_admin)
    with pytest.raises(DomainError, match="Write the reason"):
        refuse_access(request_id=new_id(), reason="", actor=office_admin)
