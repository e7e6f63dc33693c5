"""Departments' applications are entered and changed by keepers, with their history in the audit trail."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from sanjha.architecture import queries
from sanjha.architecture.models import OutsideApplication
from sanjha.architecture.operations.change_application import change_application
from sanjha.architecture.operations.enter_application import enter_application
from sanjha.architecture.tests.factories import data, make_application
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.audit_verify import verify
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.testing import citizen

pytestmark = pytest.mark.django_db


def test_an_application_is_entered_and_its_history_begins(architect):
    given = data(masters=("ration.card",), collects=("resident.name",), source="Letter of 01-11-2026")
    row = enter_application(data=given, actor=architect)
    assert queries.data_of(OutsideApplication.objects.get()) == given
    assert [deed.action for deed in queries.history_of(row.id)] == ["APPLICATION_ENTERED"]
    assert queries.history_of(row.id)[0].posts == tuple(architect.posts)
    assert not row.is_draft


def test_without_a_source_it_is_a_draft():
    assert make_application().is_draft


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"code": "epos"}, "code"),
        ({"code": "E" * 41}, "code"),
        ({"code": "SEWA"}, "code"),
        ({"life_cycle": "SUNSET"}, "until_date"),
        ({"rto_hours": 9000}, "rto_hours"),
        ({"rpo_hours": -1}, "rpo_hours"),
        ({"masters": ("Ration Card",)}, "masters"),
        ({"collects": ("ration.card",)}, "collects"),
        ({"masters": ("resident.name",), "collects": ("resident.name",)}, "collects"),
    ],
)
def test_what_is_not_in_order_is_refused_by_its_field(architect, changed, field):
    with pytest.raises(DomainError) as refused:
        enter_application(data=data(**changed), actor=architect)
    assert refused.value.field == field
    assert not OutsideApplication.objects.exists()


def test_a_code_stands_once(architect):
    make_application()
    with pytest.raises(Conflict, match="stands in the inventory already"):
        enter_application(data=data(name_en="Another"), actor=architect)
    assert OutsideApplication.objects.get().name_en == "Ration shops"


def test_a_change_leaves_what_stood_before_in_the_history(architect):
    row = make_application()
    changed = data(life_cycle="SUNSET", until_date=date(2027, 3, 31), rto_hours=24)
    change_application(application_id=row.id, data=changed, reason="Replaced", actor=architect)
    newest, first = queries.history_of(row.id)
    assert newest.reason == "Replaced"
    assert newest.changes == {
        "life_cycle": ("LIVE", "SUNSET"),
        "until_date": (None, "2027-03-31"),
        "rto_hours": (None, 24),
    }
    assert first.changes == {}


@pytest.mark.parametrize(
    ("changed", "reason", "field"),
    [
        ({"vendor": "NIC"}, "  ", "reason"),
        ({"code": "OTHER"}, "Renamed", "code"),
        ({}, "Nothing", ""),
        ({"life_cycle": "SUNSET"}, "Ends", "until_date"),
    ],
)
def test_a_change_that_is_not_in_order_is_refused(architect, changed, reason, field):
    row = make_application()
    with pytest.raises(DomainError) as refused:
        change_application(application_id=row.id, data=data(**changed), reason=reason, actor=architect)
    assert refused.value.field == field
    assert queries.data_of(OutsideApplication.objects.get()) == data()


def test_what_is_not_there_cannot_be_changed(architect):
    with pytest.raises(NotFound):
        change_application(application_id=new_id(), data=data(), reason="Test", actor=architect)


def test_only_keepers_write(clerk):
    row = make_application()
    for actor in (clerk, citizen()):
        with pytest.raises(NotPermitted):
            enter_application(data=data(code="OTHER"), actor=actor)
        with pytest.raises(NotPermitted):
            change_application(application_id=row.id, data=data(vendor="X"), reason="Test", actor=actor)


def test_officers_read_all_and_others_nothing(clerk):
    make_application()
    make_application(code="ABC", name_en="Abc")
    assert [row.code for row in queries.outside(clerk)] == ["ABC", "EPOS-RATION"]
    assert [row.code for row in queries.outside(clerk, text="RATION")] == ["EPOS-RATION"]
    assert [row.code for row in queries.outside(clerk, text="ਰਾਸ਼ਨ")] == ["ABC", "EPOS-RATION"]
    assert queries.outside(citizen()) == []


def test_the_store_refuses_a_sunset_without_a_day():
    row = make_application()
    with pytest.raises(IntegrityError), transaction.atomic():
        OutsideApplication.objects.filter(pk=row.pk).update(life_cycle="SUNSET")


def test_a_change_behind_the_program_s_back_is_found():
    row = make_application()
    assert not verify().findings
    OutsideApplication.objects.filter(pk=row.pk).update(vendor="Somebody")
    assert verify().findings


def test_the_system_may_enter():
    assert enter_application(data=data(), actor=SYSTEM).code == "EPOS-RATION"
