"""Grants are given and ended by administrators, audited, and asked for by services when they are published."""

from datetime import date

import pytest
from django.db import connection

from sanjha.exchange import contract
from sanjha.exchange.models import Grant, NamedPurpose
from sanjha.exchange.operations.end_grant import end_grant
from sanjha.exchange.operations.ensure_grants import ensure_grants
from sanjha.exchange.operations.grant_access import grant_access
from sanjha.exchange.tests.declared import NAME
from sanjha.exchange.tests.factories import make_grant
from sanjha.kernel import clock, context
from sanjha.kernel.actors import ANONYMOUS, SYSTEM
from sanjha.kernel.audit_verify import verify
from sanjha.kernel.contracts import Purpose, operation
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditEntry
from sanjha.kernel.text import Text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("person_operation")]
INCOME = Text("Income certificate", "ਆਮਦਨ ਸਰਟੀਫਿਕੇਟ", "आय प्रमाण पत्र")
WANTED = {
    "consumer": "sewa",
    "operation": NAME,
    "purpose": "REV-INCOME",
    "legal_basis": "Right to Service Act 2018, section 3",
    "from_date": date(2026, 11, 1),
}
ENSURED = {
    "consumer": "sewa",
    "operations": [NAME],
    "purpose": "REV-INCOME",
    "purpose_name": INCOME,
    "legal_basis": "Right to Service Act 2018, section 3",
    "actor": SYSTEM,
}


def actions():
    return list(AuditEntry.objects.order_by("number", "stream").values_list("action", flat=True))


def test_a_grant_is_given_and_audited(office_admin):
    grant = grant_access(actor=office_admin, until_date=date(2027, 3, 31), **WANTED)
    grant.refresh_from_db()
    assert (grant.consumer, grant.operation, grant.until_date) == ("sewa", NAME, date(2027, 3, 31))
    assert grant.granted_by == office_admin.label
    assert actions() == ["ACCESS_GRANTED"]
    assert verify().findings == []


def test_the_same_grant_again_changes_nothing():
    first = grant_access(actor=SYSTEM, **WANTED)
    again = grant_access(actor=SYSTEM, **WANTED | {"legal_basis": "Another Act"})
    assert again == first
    assert Grant.objects.get().legal_basis == WANTED["legal_basis"]
    assert actions() == ["ACCESS_GRANTED"]


@pytest.mark.parametrize(
    ("changed", "field", "message"),
    [
        ({"operation": "nobody.v1/knows"}, "operation", "Choose an operation"),
        ({"purpose": "income"}, "purpose", "code in capital letters"),
        ({"purpose": "REV INCOME"}, "purpose", "code in capital letters"),
        ({"purpose": ""}, "purpose", "code in capital letters"),
        ({"legal_basis": "  "}, "legal_basis", "Name the Act"),
        ({"until_date": date(2026, 10, 31)}, "until_date", "last day"),
    ],
)
def test_a_grant_that_is_not_in_order_is_refused(changed, field, message):
    with pytest.raises(DomainError, match=message) as refused:
        grant_access(actor=SYSTEM, **WANTED | changed)
    assert refused.value.field == field
    assert not Grant.objects.exists()
    assert actions() == []


def test_an_operation_without_facts_needs_no_grant():
    @operation("exchangetest.v1/weather")
    def weather() -> str: ...

    with pytest.raises(DomainError, match="yields facts"):
        grant_access(actor=SYSTEM, **WANTED | {"operation": "exchangetest.v1/weather"})


@pytest.mark.parametrize("who", ["tehsildar", "resident", "nobody"])
def test_only_an_administrator_grants_and_ends(who, tehsildar, resident):
    actor = {"tehsildar": tehsildar, "resident": resident, "nobody": ANONYMOUS}[who]
    grant = make_grant()
    with pytest.raises(NotPermitted, match="Only an administrator"):
        grant_access(actor=actor, **WANTED)
    with pytest.raises(NotPermitted, match="Only an administrator"):
        end_grant(grant_id=grant.id, actor=actor)
    with pytest.raises(NotPermitted, match="Only an administrator"):
        ensure_grants(**ENSURED | {"actor": actor})
    assert list(Grant.objects.values_list("id", "ended_at")) == [(grant.id, None)]


def test_an_ended_grant_opens_nothing_any_more(office_admin, person_operation):
    grant = grant_access(actor=office_admin, **WANTED | {"consumer": "exchange", "from_date": clock.today()})
    person_operation(ids=[], purpose=Purpose("REV-INCOME"))
    ended = end_grant(grant_id=grant.id, actor=office_admin)
    assert (ended.ended_by, ended.ended_at is not None) == (office_admin.label, True)
    with pytest.raises(NotPermitted):
        person_operation(ids=[], purpose=Purpose("REV-INCOME"))
    assert sorted(actions()) == ["ACCESS_ENDED", "ACCESS_GRANTED", "READING_REFUSED"]
    assert verify().findings == []


def test_a_grant_is_ended_once(office_admin):
    grant = make_grant()
    end_grant(grant_id=grant.id, actor=office_admin)
    with pytest.raises(Conflict, match="already"):
        end_grant(grant_id=grant.id, actor=office_admin)


def test_a_grant_that_is_not_there_is_not_ended(office_admin):
    with pytest.raises(NotFound):
        end_grant(grant_id=new_id(), actor=office_admin)


def test_after_its_end_a_grant_can_be_given_anew_on_the_same_day():
    first = grant_access(actor=SYSTEM, **WANTED)
    end_grant(grant_id=first.id, actor=SYSTEM)
    second = grant_access(actor=SYSTEM, **WANTED)
    assert second.id != first.id
    assert Grant.objects.filter(ended_at__isnull=True).get() == second


def test_a_service_gets_what_its_definition_needs():
    result = ensure_grants(**ENSURED | {"operations": [NAME, NAME]})
    assert (result.granted, result.present, result.ended) == ([NAME], [], [])
    grant = Grant.objects.get()
    assert (grant.from_date, grant.until_date, grant.granted_by) == (clock.today(), None, "SYSTEM:-")
    assert NamedPurpose.objects.get().name == INCOME
    assert sorted(actions()) == ["ACCESS_GRANTED", "PURPOSE_NAMED"]
    assert verify().findings == []


def test_asking_again_gives_nothing_new():
    ensure_grants(**ENSURED)
    result = ensure_grants(**ENSURED)
    assert (result.granted, result.present) == ([], [NAME])
    assert Grant.objects.count() == 1
    assert len(actions()) == 2


def test_a_grant_that_begins_later_is_asked_for_once():
    later = ENSURED | {"from_date": date(2099, 1, 1)}
    assert ensure_grants(**later).granted == [NAME]
    assert ensure_grants(**later).present == [NAME]
    assert Grant.objects.count() == 1


def test_what_an_administrator_ended_stays_ended(office_admin):
    ensure_grants(**ENSURED)
    end_grant(grant_id=Grant.objects.get().id, actor=office_admin)
    result = ensure_grants(**ENSURED)
    assert (result.granted, result.present, result.ended) == ([], [], [NAME])
    assert Grant.objects.count() == 1


def test_a_purpose_gets_its_new_name():
    ensure_grants(**ENSURED)
    ensure_grants(**ENSURED | {"purpose_name": Text("Certificate of income", "ਆਮਦਨ ਦਾ ਸਰਟੀਫਿਕੇਟ")})
    assert NamedPurpose.objects.get().name_en == "Certificate of income"
    assert verify().findings == []


def test_one_wrong_operation_grants_none():
    with pytest.raises(DomainError, match="Choose an operation"):
        ensure_grants(**ENSURED | {"operations": [NAME, "nobody.v1/knows"]})
    assert not Grant.objects.exists()
    assert not NamedPurpose.objects.exists()


def test_others_ask_through_the_contract():
    with context.request_scope(who=SYSTEM):
        result = contract.ensure_grants(**{key: value for key, value in ENSURED.items() if key != "actor"})
    assert result.granted == [NAME]
    assert [view.operation for view in contract.grants_of(consumer="sewa")] == [NAME]
    assert contract.grants_of(consumer="locker") == []


def test_through_the_contract_nobody_grants_without_the_right():
    with pytest.raises(NotPermitted):
        contract.ensure_grants(**{key: value for key, value in ENSURED.items() if key != "actor"})


def test_a_grant_changed_by_sql_is_found():
    grant = grant_access(actor=SYSTEM, **WANTED)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE exchange_grant SET consumer = 'locker' WHERE id = %s", [grant.id])
    assert [(found.kind, found.key) for found in verify().findings] == [("row-changed", str(grant.id))]
