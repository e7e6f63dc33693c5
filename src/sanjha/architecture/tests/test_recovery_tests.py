"""Tries to recover a service: recorded by keepers, kept for good, shown beside the aims."""

from datetime import date, timedelta

import pytest
from django.db import Error, transaction

from sanjha.architecture import inventory, queries
from sanjha.architecture.models import RecoveryTest
from sanjha.architecture.operations.record_recovery_test import record_recovery_test
from sanjha.architecture.tests.factories import text_of
from sanjha.kernel import clock
from sanjha.kernel.audit_verify import verify
from sanjha.kernel.errors import DomainError, NotPermitted
from sanjha.kernel.models import AuditEntry

pytestmark = pytest.mark.django_db
PAGE = "/architecture/applications/recovery/"


def tried(actor, **changed):
    values = {
        "service": "sewa",
        "tested_on": date(2026, 11, 2),
        "up_minutes": 90,
        "lost_minutes": 0,
        "how": "Restored on the second machine",
    }
    return record_recovery_test(**values | changed, actor=actor)


def test_the_newest_try_counts_whenever_it_was_recorded(architect):
    tried(architect, tested_on=date(2026, 11, 2))
    tried(architect, tested_on=date(2026, 5, 2), up_minutes=500)
    tried(architect, service="places")
    found = queries.last_recovery_tests()
    assert set(found) == {"sewa", "places"}
    assert found["sewa"].up_minutes == 90
    assert AuditEntry.objects.filter(action="RECOVERY_TESTED").count() == 3
    assert not verify().findings


def test_what_was_recorded_stays(architect):
    row = tried(architect)
    with pytest.raises(Error, match="append"), transaction.atomic():
        RecoveryTest.objects.filter(pk=row.pk).update(up_minutes=1)


def test_only_keepers_record(clerk):
    with pytest.raises(NotPermitted):
        tried(clerk)
    assert not RecoveryTest.objects.exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"service": "land"}, "service"),
        ({"tested_on": date(2099, 1, 1)}, "tested_on"),
        ({"up_minutes": -1}, "up_minutes"),
        ({"lost_minutes": 600_000}, "lost_minutes"),
        ({"how": " "}, "how"),
    ],
)
def test_what_is_not_in_order_is_refused_by_its_field(architect, changed, field):
    with pytest.raises(DomainError) as refused:
        tried(architect, **changed)
    assert refused.value.field == field
    assert not RecoveryTest.objects.exists()


@pytest.mark.parametrize(("up", "lost", "held"), [(120, 0, True), (121, 0, False), (5, 1, False)])
def test_both_aims_must_hold(up, lost, held):
    sewa = inventory.service("sewa")
    assert (sewa.rto, sewa.rpo) == (timedelta(hours=2), timedelta(0))
    assert sewa.held_its_aims(timedelta(minutes=up), timedelta(minutes=lost)) is held


def test_it_is_recorded_on_its_page_and_shown_in_the_inventory(as_architect):
    shown = text_of(as_architect.get("/architecture/applications/"))
    assert "aims" not in shown
    form = {"service": "sewa", "up_minutes": "90", "lost_minutes": "0", "how": "Restored"}
    wrong = as_architect.post(PAGE, form | {"tested_on": "31-12-2099"})
    assert wrong.status_code == 422
    assert "still to come" in text_of(wrong)
    assert as_architect.post(PAGE, form | {"tested_on": f"{clock.today():%d-%m-%Y}"}).status_code == 302
    shown = text_of(as_architect.get("/architecture/applications/"))
    assert "aims held" in shown
    assert "Up after 90 min, 0 min of data lost" in shown
    as_architect.post(PAGE, form | {"tested_on": f"{clock.today():%d-%m-%Y}", "up_minutes": "900"})
    assert "aims missed" in text_of(as_architect.get("/architecture/applications/"))


def test_the_page_is_for_keepers(as_clerk):
    assert as_clerk.get(PAGE).status_code == 403
    assert "Record a recovery test" not in text_of(as_clerk.get("/architecture/applications/"))
