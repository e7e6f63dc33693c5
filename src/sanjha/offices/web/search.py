"""Type-aheads of officers and posts, and the directory as CSV."""

import csv

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanjha.identity.contract import Request, officer_required
from sanjha.kernel import clock
from sanjha.offices import directory
from sanjha.offices.directory import DirectoryRow

COLUMNS = (
    *("office", "office_name_en", "office_name_pa", "kind", "post", "designation", "title_en", "title_pa"),
    *("officer", "officer_name_en", "officer_name_pa", "capacity", "since"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@officer_required
@require_safe
def officers(request: Request) -> HttpResponse:
    """Officers for a combobox: ?q=gurpreet gives value (id), label and detail (number and post)."""
    found = directory.officers_found(request.actor, request.GET.get("q", ""))
    waiting = _("awaiting posting")
    return JsonResponse(
        {
            "results": [
                {
                    "value": str(officer.id),
                    "label": str(officer.name),
                    "detail": f"{officer.employee_no} · {title or waiting}",
                }
                for officer, title in found
            ]
        }
    )


@officer_required
@require_safe
def posts(request: Request) -> HttpResponse:
    """Posts for a combobox: ?q=tehsildar gives value (id), label and detail (office, and who holds it)."""
    text, vacant = request.GET.get("q", ""), _("vacant")
    found = directory.directory(request.actor, text=text).rows[: directory.MOST_FOUND] if text.strip() else []
    return JsonResponse(
        {
            "results": [
                {
                    "value": str(row.post.id),
                    "label": str(row.post.title),
                    "detail": f"{row.post.office.name} · {row.acting.officer.name if row.acting else vacant}",
                }
                for row in found
            ]
        }
    )


@officer_required
@require_safe
def offices(request: Request) -> HttpResponse:
    """Offices for a combobox: ?q=tapa gives value (id), label and detail (code)."""
    found = directory.offices_found(request.actor, request.GET.get("q", ""))
    return JsonResponse(
        {
            "results": [
                {"value": str(office.id), "label": str(office.name), "detail": office.code}
                for office in found
            ]
        }
    )


@officer_required
@require_safe
def export(request: Request) -> HttpResponse:
    """The directory with the filters of the page, as CSV."""
    given = request.GET
    found = directory.posts_found(
        request.actor,
        text=given.get("q", ""),
        kind=given.get("kind", ""),
        department=given.get("department", ""),
        vacant=given.get("vacant") == "1",
    )
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="offices-{clock.today():%Y-%m-%d}.csv"'
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for row in directory.rows_of(found):
        writer.writerow(_harmless(value) for value in _values(row))
    return response


def _values(row: DirectoryRow) -> list[str]:
    post, office = row.post, row.post.office
    values = [office.code, office.name_en, office.name_pa, office.kind]
    values += [post.code, post.designation, post.title_en, post.title_pa]
    if row.acting is None:
        return values + [""] * (len(COLUMNS) - len(values))
    officer, since = row.acting.officer, f"{row.acting.since:%d-%m-%Y}"
    return [*values, officer.employee_no, officer.name_en, officer.name_pa, row.acting.capacity.value, since]


def _harmless(value: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value
