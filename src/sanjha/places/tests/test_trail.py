"""The audit trail seals calendars and loads: a change behind the program's back is named."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from sanjha.kernel import audit_shapes, audit_verify
from sanjha.kernel.actors import SYSTEM
from sanjha.places.models import Holiday
from sanjha.places.operations.change_holiday import change_holiday
from sanjha.places.operations.enter_holiday import HolidayData, enter_holiday
from sanjha.places.operations.load_demo_places import load_demo_places
from sanjha.places.operations.load_holidays import load_holidays
from sanjha.places.operations.load_places import DATA
from sanjha.places.operations.name_place import name_place
from sanjha.places.operations.remove_holiday import remove_holiday

pytestmark = pytest.mark.django_db
FAIR = HolidayData(date(2026, 11, 25), "Fair", "ਮੇਲਾ", "मेला", "DC order 7")


@pytest.fixture(autouse=True)
def demo():
    load_demo_places()
    audit_shapes.record_shapes()


def findings():
    return [(found.table, found.key) for found in audit_verify.verify().findings]


def test_after_every_kind_of_deed_the_trail_holds():
    held = enter_holiday(data=FAIR, reason="Ordered", actor=SYSTEM)
    change_holiday(holiday_id=held.id, data=replace(FAIR, status="VERIFIED"), reason="Gazette", actor=SYSTEM)
    remove_holiday(holiday_id=held.id, reason="Cancelled", actor=SYSTEM)
    name_place(code="V039968", name_pa="ਕੁੱਬੇ", name_hi="", reason="Jamabandi", actor=SYSTEM)
    Holiday.objects.filter(name_en="Holi").update(source="elsewhere")
    load_holidays(path=DATA / "holidays.csv", actor=SYSTEM)
    load_demo_places()
    assert findings() == []


def test_a_holiday_slipped_out_of_the_calendar_is_named():
    """Removing one day of a calendar by hand would move the due dates of citizens."""
    held = Holiday.objects.get(name_en="Diwali", date__year=2026)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE places_holiday SET removed_at = now() WHERE id = %s", [held.id])
    assert findings() == [("places_holiday", str(held.id))]


def test_a_weekly_off_added_to_a_calendar_by_hand_is_named():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE places_weeklyoff SET nth = 0 WHERE weekday = 5 AND nth = 2 RETURNING id")
        (row,) = cursor.fetchone()
    assert findings() == [("places_weeklyoff", str(row))]
