"""Entering, correcting and removing holidays, and taking over a list of them."""

from dataclasses import replace
from datetime import date

import pytest

from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditEntry, OutboxEvent
from sanjha.kernel.testing import citizen, officer_with
from sanjha.places import contract
from sanjha.places.models import Calendar, Holiday
from sanjha.places.official_files import FileRefused
from sanjha.places.operations.change_holiday import change_holiday
from sanjha.places.operations.enter_holiday import HolidayData, enter_holiday
from sanjha.places.operations.load_calendars import load_calendars
from sanjha.places.operations.load_holidays import load_holidays
from sanjha.places.operations.remove_holiday import remove_holiday
from sanjha.places.tests.factories import OFFICIAL, make_calendar, make_holiday, make_place

pytestmark = pytest.mark.django_db

GURPURAB = HolidayData(
    date=date(2026, 11, 24),
    name_en="Birthday of Sri Guru Nanak Dev Ji",
    name_pa="ਪ੍ਰਕਾਸ਼ ਪੁਰਬ",
    name_hi="प्रकाश पर्व",
    source="Notification of 20-12-2025",
)
ADMIN = officer_with("office_admin")


@pytest.fixture(autouse=True)
def ground():
    make_calendar("FIELD")
    make_calendar("KENDRA", ((6, 0),))
    make_place("D30", "Fatehgarh Sahib", short_code="FGS")


def after(start, days=1, **asked):
    return contract.working_days(calendar="FIELD", start=start, days=days, **asked)


def events():
    return list(OutboxEvent.objects.order_by("happened_at", "id").values_list("kind", flat=True))


def test_an_entered_holiday_moves_due_dates_and_is_announced():
    assert after(date(2026, 11, 23)) == date(2026, 11, 24)

    holiday = enter_holiday(data=GURPURAB, reason="Notified", actor=ADMIN)

    assert after(date(2026, 11, 23)) == date(2026, 11, 25)
    assert (holiday.status, holiday.calendar_id, holiday.district) == ("DRAFT", None, "")
    assert events() == ["places.HolidayEntered"]
    entry = AuditEntry.objects.get(action="HOLIDAY_ENTERED")
    assert '"reason":"Notified"' in entry.body
    assert str(holiday.id) in entry.body


def test_a_holiday_of_one_calendar_and_district():
    enter_holiday(data=replace(GURPURAB, calendar="FIELD", district="D30"), reason="Local", actor=ADMIN)
    assert after(date(2026, 11, 23)) == date(2026, 11, 24)
    assert after(date(2026, 11, 23), district="D30") == date(2026, 11, 25)


def test_a_corrected_holiday_moves_and_the_trail_keeps_the_old_date():
    holiday = enter_holiday(data=GURPURAB, reason="Notified", actor=ADMIN)

    change_holiday(
        holiday_id=holiday.id,
        data=replace(GURPURAB, date=date(2026, 11, 25), status="VERIFIED"),
        reason="Moved by the notification of 10-11-2026",
        actor=ADMIN,
    )

    assert after(date(2026, 11, 23), 2) == date(2026, 11, 26)
    assert events() == ["places.HolidayEntered", "places.HolidayChanged"]
    changed = OutboxEvent.objects.get(kind="places.HolidayChanged").payload
    assert (changed["date_before"], changed["date"]) == ("2026-11-24", "2026-11-25")
    assert '"date_before":"2026-11-24"' in AuditEntry.objects.get(action="HOLIDAY_CHANGED").body


def test_a_removed_holiday_is_a_working_day_and_its_row_stays():
    holiday = enter_holiday(data=GURPURAB, reason="Notified", actor=ADMIN)

    remove_holiday(holiday_id=holiday.id, reason="Entered twice", actor=ADMIN)

    assert after(date(2026, 11, 23)) == date(2026, 11, 24)
    assert Holiday.objects.get(id=holiday.id).removed_at is not None
    assert events()[-1] == "places.HolidayRemoved"
    again = enter_holiday(data=GURPURAB, reason="Notified after all", actor=ADMIN)
    assert again.id != holiday.id


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        ({"date": date(1949, 12, 31)}, "date", "1950 to 2100"),
        ({"date": date(2101, 1, 1)}, "date", "1950 to 2100"),
        ({"name_en": "  "}, "name_en", "Fill in"),
        ({"name_en": "x" * 121}, "name_en", "120 characters"),
        ({"name_en": "Di\x00wali"}, "name_en", "cannot be printed"),
        ({"name_pa": "Diwali"}, "name_pa", "Gurmukhi"),
        ({"name_pa": "12"}, "name_pa", "Gurmukhi"),
        ({"name_hi": "ਦੀਵਾਲੀ"}, "name_hi", "Devanagari"),
        ({"source": ""}, "source", "Fill in"),
        ({"calendar": "MOON"}, "calendar", "calendar of the list"),
        ({"district": "D999"}, "district", "district of the list"),
        ({"status": "PERHAPS"}, "status", "draft or verified"),
    ],
)
def test_a_wrong_value_is_named_and_nothing_is_entered(values, field, message):
    with pytest.raises(DomainError, match=message) as refused:
        enter_holiday(data=replace(GURPURAB, **values), reason="Notified", actor=ADMIN)
    assert refused.value.field == field
    assert not Holiday.objects.exists()
    assert events() == []


@pytest.mark.parametrize("deed", ["enter", "change", "remove"])
@pytest.mark.parametrize("actor", [citizen(), officer_with("tehsildar")])
def test_others_may_not_keep_the_calendar(deed, actor):
    held = make_holiday(date(2026, 11, 24))
    deeds = {
        "enter": lambda: enter_holiday(data=GURPURAB, reason="Notified", actor=actor),
        "change": lambda: change_holiday(holiday_id=held.id, data=GURPURAB, reason="Notified", actor=actor),
        "remove": lambda: remove_holiday(holiday_id=held.id, reason="Notified", actor=actor),
    }
    with pytest.raises(NotPermitted):
        deeds[deed]()
    assert events() == []


@pytest.mark.parametrize("deed", ["enter", "change", "remove"])
def test_every_change_says_why(deed):
    held = make_holiday(date(2026, 11, 24))
    deeds = {
        "enter": lambda: enter_holiday(data=GURPURAB, reason=" ", actor=ADMIN),
        "change": lambda: change_holiday(holiday_id=held.id, data=GURPURAB, reason="", actor=ADMIN),
        "remove": lambda: remove_holiday(holiday_id=held.id, reason="", actor=ADMIN),
    }
    with pytest.raises(DomainError) as refused:
        deeds[deed]()
    assert refused.value.field == "reason"


def test_the_same_holiday_twice_is_refused():
    enter_holiday(data=GURPURAB, reason="Notified", actor=ADMIN)
    with pytest.raises(Conflict, match="stands on that date already"):
        enter_holiday(data=GURPURAB, reason="Notified", actor=ADMIN)
    other = enter_holiday(data=replace(GURPURAB, date=date(2026, 11, 25)), reason="Notified", actor=ADMIN)
    with pytest.raises(Conflict):
        change_holiday(holiday_id=other.id, data=GURPURAB, reason="Notified", actor=ADMIN)


@pytest.mark.parametrize("removed", [True, False])
def test_a_removed_or_unknown_holiday_is_not_found(removed):
    held = make_holiday(date(2026, 11, 24), removed_at="2026-01-01T00:00Z")
    number = held.id if removed else new_id()
    with pytest.raises(NotFound):
        change_holiday(holiday_id=number, data=GURPURAB, reason="Notified", actor=ADMIN)
    with pytest.raises(NotFound):
        remove_holiday(holiday_id=number, reason="Notified", actor=ADMIN)


# Lists

HEADER = "date,weekday,name_en,name_pa,name_hi,source\n"
DIWALI = "2026-11-08,Sun,Diwali,ਦੀਵਾਲੀ,दीवाली,list\n"


@pytest.fixture
def listed(tmp_path):
    def write(text):
        path = tmp_path / "holidays.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_list_is_taken_over_once(listed):
    path = listed(HEADER + DIWALI)
    first, again = load_holidays(path=path, actor=ADMIN), load_holidays(path=path, actor=ADMIN)
    assert (first.created, again.created, again.changed, again.unchanged) == (1, 0, 0, 1)
    assert events() == ["places.HolidaysLoaded"]


def test_a_list_rewords_a_draft_but_not_a_verified_holiday(listed):
    load_holidays(path=listed(HEADER + DIWALI), actor=ADMIN)
    assert (
        load_holidays(path=listed(HEADER + DIWALI.replace("list", "better list")), actor=ADMIN).changed == 1
    )
    Holiday.objects.update(status="VERIFIED")
    assert load_holidays(path=listed(HEADER + DIWALI), actor=ADMIN).changed == 0


def test_a_list_does_not_bring_back_what_a_person_removed(listed):
    path = listed(HEADER + DIWALI)
    load_holidays(path=path, actor=ADMIN)
    remove_holiday(holiday_id=Holiday.objects.get().id, reason="No holiday this year", actor=ADMIN)
    assert load_holidays(path=path, actor=ADMIN).created == 0
    assert not Holiday.objects.filter(removed_at__isnull=True).exists()


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("08-11-2026,Sun,Diwali,ਦੀਵਾਲੀ,दीवाली,list", "date"),
        ("2026-11-08,Mon,Diwali,ਦੀਵਾਲੀ,दीवाली,list", "weekday"),
        ("2026-11-08,Sun,Diwali,Diwali,दीवाली,list", "name_pa"),
        ("2026-11-08,Sun,,ਦੀਵਾਲੀ,दीवाली,list", "name_en"),
        ("2026-11-08,Sun,Diwali,ਦੀਵਾਲੀ,दीवाली,again", "date"),
        ("2026-11-08,Sun,Diwali", "*"),
    ],
)
def test_a_bad_line_of_a_list_is_named_and_nothing_is_entered(listed, line, field):
    with pytest.raises(FileRefused) as refused:
        load_holidays(path=listed(HEADER + DIWALI + line + "\n"), actor=ADMIN)
    assert [(error.line, error.field) for error in refused.value.lines] == [(3, field)]
    assert not Holiday.objects.exists()


@pytest.mark.parametrize(
    ("line", "field"),
    [("MOON,,DRAFT", "calendar"), ("FIELD,999,DRAFT", "district_lgd"), ("FIELD,30,PERHAPS", "status")],
)
def test_calendar_district_and_status_of_a_list_are_checked(listed, line, field):
    text = (
        "date,name_en,name_pa,name_hi,calendar,district_lgd,status\n2026-11-08,Diwali,ਦੀਵਾਲੀ,दीवाली,"
        + line
        + "\n"
    )
    with pytest.raises(FileRefused) as refused:
        load_holidays(path=listed(text), actor=ADMIN)
    assert [error.field for error in refused.value.lines] == [field]


def test_another_file_is_no_list_of_holidays(listed):
    with pytest.raises(DomainError, match="no list of holidays"):
        load_holidays(path=listed("a,b\n1,2\n"), actor=ADMIN)


def test_others_may_not_load_holidays(listed):
    with pytest.raises(NotPermitted):
        load_holidays(path=listed(HEADER + DIWALI), actor=officer_with("sdm"))


@pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the lists are not beside this repository")
def test_the_list_of_seven_years_is_taken_over():
    assert load_holidays(path=OFFICIAL / "holidays_2019_2026.csv", actor=ADMIN).created == 245


# Calendars


def test_calendars_that_are_missing_are_made_and_those_that_stand_are_left_alone():
    """FIELD and KENDRA stand already, with other weekly offs than the shipped ones."""
    load_calendars(actor=ADMIN)
    offs = {calendar.code: calendar.weekly_offs.count() for calendar in Calendar.objects.all()}
    assert offs == {"FIELD": 3, "KENDRA": 1, "SECRETARIAT": 2}
    entries = AuditEntry.objects.filter(action="CALENDARS_MADE")
    assert entries.count() == 1
    load_calendars(actor=ADMIN)
    assert entries.count() == 1


def test_others_may_not_make_calendars():
    with pytest.raises(NotPermitted):
        load_calendars(actor=officer_with("tehsildar"))
    assert not Calendar.objects.filter(code="SECRETARIAT").exists()
