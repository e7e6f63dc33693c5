"""The audit trail seals what the register writes: a change behind the program's back is named."""

from datetime import date

import pytest
from django.db import connection

from sanjha.kernel import audit_shapes, audit_verify, clock
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.text import Text
from sanjha.offices.models import Tenure
from sanjha.offices.operations.assign_jurisdiction import assign_jurisdiction
from sanjha.offices.operations.close_office import close_office
from sanjha.offices.operations.close_post import close_post
from sanjha.offices.operations.create_office import OfficeData, create_office
from sanjha.offices.operations.create_post import PostData, create_post
from sanjha.offices.operations.end_leave import end_leave
from sanjha.offices.operations.load_demo_offices import demo_id, load_demo_offices
from sanjha.offices.operations.record_leave import record_leave
from sanjha.offices.operations.relieve_officer import relieve_officer
from sanjha.offices.operations.retire_officer import retire_officer
from sanjha.offices.operations.transfer_officer import transfer_officer
from sanjha.places.operations.load_demo_places import load_demo_places

pytestmark = pytest.mark.django_db
NAME = Text("Clerk", "ਕਲਰਕ", "लिपिक")
ORDER = {"order_number": "1", "actor": SYSTEM}


@pytest.fixture(autouse=True)
def demo():
    load_demo_places()
    load_demo_offices()
    audit_shapes.record_shapes()
    with clock.frozen("2026-11-23"):
        yield


def officer(number):
    return demo_id("officer", number)


def post(code):
    return demo_id("post", code)


def findings():
    return [(found.table, found.key) for found in audit_verify.verify().findings]


def test_after_every_kind_of_deed_the_trail_holds():
    transfer_officer(officer_id=officer("PB0008"), to_post=post("BNL-TEH-BNL/NT"), **ORDER)
    relieve_officer(officer_id=officer("PB0010"), post_id=post("PB-BNL-001/COUNTER-1"), **ORDER)
    close_post(post_id=post("PB-BNL-001/COUNTER-1"), **ORDER)
    retire_officer(officer_id=officer("PB0005"), **ORDER)
    assign_jurisdiction(post_id=post("BNL-PC-01/PATWARI"), places=("V039985",), actor=SYSTEM)
    leave = record_leave(
        officer_id=officer("PB0006"), from_date=date(2026, 11, 23), back_on=date(2026, 11, 30), **ORDER
    )
    with clock.frozen("2026-11-25"):
        end_leave(leave_id=leave.id, actor=SYSTEM)
    office = create_office(data=OfficeData("BNL-NEW", "TEHSIL", "REV", NAME, "T276"), actor=SYSTEM)
    made = create_post(data=PostData("BNL-NEW/CLERK", office.id, "clerk", NAME, ("T276",)), actor=SYSTEM)
    close_post(post_id=made.id, **ORDER)
    close_office(office_id=office.id, **ORDER)
    assert findings() == []


def test_a_tenure_changed_by_hand_is_named():
    tenure = Tenure.objects.get(officer=officer("PB0006"))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE offices_tenure SET from_date = '2020-01-01' WHERE id = %s", [tenure.id])
    assert findings() == [("offices_tenure", str(tenure.id))]


def test_a_tenure_taken_away_by_hand_is_named():
    tenure = Tenure.objects.get(officer=officer("PB0006"))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM offices_tenure WHERE id = %s", [tenure.id])
    assert findings() == [("offices_tenure", str(tenure.id))]
