"""The calendar of working days: public to read, kept by administrators."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sanjha.identity.contract import Request, holds, public
from sanjha.kernel import clock
from sanjha.kernel.actors import ANONYMOUS
from sanjha.kernel.errors import DomainError
from sanjha.kernel.text import Text
from sanjha.places import queries, rules
from sanjha.places.models import Calendar, Holiday
from sanjha.places.operations.change_holiday import change_holiday
from sanjha.places.operations.enter_holiday import HolidayData, enter_holiday
from sanjha.places.operations.remove_holiday import remove_holiday
from sanjha.places.web.forms import HolidayForm, RemoveHoliday
from sanjha.places.web.pages import shell_for
from sanjha.places.working_days import WEEKDAYS, OffRule
from sanjha.ui.components import Crumb
from sanjha.ui.forms import refuse


@dataclass(frozen=True)
class HolidayRow:
    """A holiday as the page shows it."""

    holiday: Holiday
    weekday: Text
    district: Text | None
    calendar: Text | None


@dataclass(frozen=True)
class CalendarColumn:
    """A calendar with its weekly offs in words and its working days of the year."""

    calendar: Calendar
    offs: list[Text]
    working_days: int


@public
@require_safe
def year(request: HttpRequest) -> HttpResponse:
    """The holidays of a year by date, and how many days each kind of office works in it."""
    shown = _year_of(request)
    calendars = {calendar.code: calendar for calendar in queries.calendars()}
    chosen = request.GET.get("calendar", "")
    chosen = chosen if chosen in calendars else ""
    holidays = list(queries.holidays_of_year(shown, chosen))
    districts = queries.names_of({held.district for held in holidays if held.district})
    rows = [
        HolidayRow(
            held,
            WEEKDAYS[held.date.weekday()],
            districts.get(held.district),
            calendars[held.calendar_id].name if held.calendar_id else None,
        )
        for held in holidays
    ]
    years = sorted({*queries.holiday_years(), clock.today().year, shown})
    context = {
        "shell": shell_for(request),
        "year": shown,
        "years": years,
        "calendars": calendars.values(),
        "chosen": chosen,
        "rows": rows,
        "columns": [
            _column(calendar, shown) for calendar in calendars.values() if chosen in ("", calendar.code)
        ],
        "may_keep": rules.may_keep_registers(getattr(request, "actor", ANONYMOUS)),
        "crumbs": [Crumb(_("Places"), reverse("places:index")), Crumb(_("Holidays and working days"))],
    }
    return render(request, "places/calendar.html", context)


def _column(calendar: Calendar, shown: int) -> CalendarColumn:
    account = queries.account_of(calendar.code, date(shown, 1, 1), date(shown, 12, 31))
    offs = [rule.text for rule in sorted(queries.off_rules(calendar.code), key=_from_sunday)]
    return CalendarColumn(calendar, offs, sum(why is None for _day, why in account))


def _from_sunday(rule: OffRule) -> tuple[int, int]:
    return -rule.weekday, rule.nth


def _year_of(request: HttpRequest) -> int:
    given = request.GET.get("year", "")
    this_year = clock.today().year
    return int(given) if given.isascii() and given.isdecimal() and 1950 <= int(given) <= 2100 else this_year


@holds(*rules.KEEPERS)
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Enter a holiday."""
    form = HolidayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            held = enter_holiday(
                data=form.data_given(), reason=form.cleaned_data["reason"], actor=request.actor
            )
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(
                request, _("The holiday is entered. Due dates reckoned from now on pass over it.")
            )
            return _back_to(held.date.year)
    return _form_page(request, form, _("Enter a holiday"))


@holds(*rules.KEEPERS)
@require_http_methods(["GET", "POST"])
def change(request: Request, holiday_id: UUID) -> HttpResponse:
    """Correct a holiday."""
    held = _standing(holiday_id)
    form = HolidayForm(request.POST or None, initial=asdict(_data_of(held)))
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_holiday(
                holiday_id=held.id,
                data=form.data_given(),
                reason=form.cleaned_data["reason"],
                actor=request.actor,
            )
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The holiday is corrected."))
            return _back_to(changed.date.year)
    return _form_page(request, form, _("Correct a holiday"), held)


@holds(*rules.KEEPERS)
@require_http_methods(["GET", "POST"])
def remove(request: Request, holiday_id: UUID) -> HttpResponse:
    """Take a holiday out, saying why."""
    held = _standing(holiday_id)
    form = RemoveHoliday(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            remove_holiday(holiday_id=held.id, actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The holiday is taken out; the day is a working day again."))
            return _back_to(held.date.year)
    context = {"form": form, "holiday": held, "crumbs": _crumbs(_("Take a holiday out"))}
    return render(request, "places/holiday_remove.html", context, status=422 if form.errors else 200)


def _standing(holiday_id: UUID) -> Holiday:
    held = Holiday.objects.filter(id=holiday_id, removed_at__isnull=True).first()
    if held is None:
        raise Http404
    return held


def _data_of(held: Holiday) -> HolidayData:
    return HolidayData(
        date=held.date,
        name_en=held.name_en,
        name_pa=held.name_pa,
        name_hi=held.name_hi,
        source=held.source,
        calendar=str(held.calendar_id or ""),
        district=held.district,
        status=held.status,
    )


def _back_to(shown: int) -> HttpResponse:
    return redirect(f"{reverse('places:calendar')}?year={shown}")


def _crumbs(here: str) -> list[Crumb]:
    return [
        Crumb(_("Places"), reverse("places:index")),
        Crumb(_("Holidays and working days"), reverse("places:calendar")),
        Crumb(here),
    ]


def _form_page(request: Request, form: HolidayForm, title: str, held: Holiday | None = None) -> HttpResponse:
    context = {"form": form, "title": title, "holiday": held, "crumbs": _crumbs(title)}
    return render(request, "places/holiday.html", context, status=422 if form.errors else 200)
