"""The daily diary register: on the page, for the printer, and as CSV."""

import csv
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanjha.eoffice.models import Receipt
from sanjha.eoffice.queries.diary import LARGEST_PAGE, LARGEST_REGISTER, diary_of
from sanjha.eoffice.queries.hands import hands_of
from sanjha.identity.contract import Request, officer_required
from sanjha.kernel import clock
from sanjha.kernel.errors import DomainError, NotPermitted
from sanjha.ui.dates import parse_date
from sanjha.ui.formatting import dmy, dmy_time

_FORMULA = ("=", "+", "-", "@", "\t")


@officer_required
@require_safe
def diary(request: Request) -> HttpResponse:
    """What was diarised on a day."""
    return render(request, "eoffice/dak/diary.html", _context(request))


@officer_required
@require_safe
def diary_print(request: Request) -> HttpResponse:
    return render(request, "eoffice/dak/diary_print.html", _context(request, most=LARGEST_REGISTER))


@officer_required
@require_safe
def diary_csv(request: Request) -> HttpResponse:
    """The same as a table for other programs, in UTF-8 with its mark, so that Gurmukhi opens everywhere."""
    shown = _context(request, most=LARGEST_REGISTER)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="diary-{shown["branch"]}-{shown["day"]:%Y-%m-%d}.csv"'
    )
    response["Cache-Control"] = "private, no-store"
    table = csv.writer(response)
    table.writerow(
        [
            _("Diary number"),
            _("Diarised"),
            _("Sender"),
            _("Letter number"),
            _("Letter date"),
            _("Subject"),
            _("Marked to"),
        ]
    )
    for receipt in shown["receipts"]:
        table.writerow([_plain(cell) for cell in _line(receipt)])
    return response


def _line(receipt: Receipt) -> list[str]:
    sender = receipt.sender
    path = receipt.path  # type: ignore[attr-defined]
    return [
        receipt.number,
        dmy_time(receipt.diarised_at),
        ", ".join(filter(None, [sender.name, sender.designation, sender.organisation])),
        receipt.letter_number,
        dmy(receipt.letter_date) if receipt.letter_date else "",
        receipt.subject,
        str(path[1].to_title) if len(path) > 1 else "",
    ]


def _plain(cell: str) -> str:
    """No cell begins as a formula: a spreadsheet would run it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _context(request: Request, *, most: int = LARGEST_PAGE) -> dict[str, Any]:
    hands = list(hands_of(request.actor).values())
    if not hands:
        raise NotPermitted(_("The diary is for officers of the office."))
    branches = {hand.office_code: hand.signatory.office for hand in hands}
    asked = request.GET.get("branch", "")
    branch = asked if asked in branches else hands[0].office_code
    day = _day(request.GET.get("day", ""))
    receipts = list(diary_of(request.actor, branch, day)[: most + 1])
    return {
        "branches": branches.items(),
        "branch": branch,
        "office": branches[branch],
        "day": day,
        "receipts": receipts[:most],
        "has_more": len(receipts) > most,
    }


def _day(text: str) -> date:
    try:
        return parse_date(text) if text else clock.today()
    except DomainError:
        return clock.today()
