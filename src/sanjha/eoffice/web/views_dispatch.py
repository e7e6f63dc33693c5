"""Dispatch: what waits to go, the register with its prints, returns, and letters that came from inside."""

import csv
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanjha.eoffice.models import Act, Dispatch, Issue
from sanjha.eoffice.operations.accept_letter import accept_letter
from sanjha.eoffice.operations.create_draft import present_version
from sanjha.eoffice.operations.dispatch_letter import dispatch_letter, note_return
from sanjha.eoffice.queries import dispatching
from sanjha.eoffice.queries.hands import hands_of
from sanjha.eoffice.rules import check_acts
from sanjha.eoffice.web.letter_forms import DispatchForm, RegisterForm, ReturnForm
from sanjha.identity.contract import Request, officer_required
from sanjha.kernel.errors import DomainError, NotPermitted
from sanjha.ui.formatting import dmy_time
from sanjha.ui.forms import refuse

PAGE = 50
LONGEST_PRINT = 200


@officer_required
@require_safe
def register(request: Request) -> HttpResponse:
    """Letters that wait to go, and the register."""
    _check_power(request)
    form, lines = _lines(request)
    number = request.GET.get("page", "1")
    page = int(number) if number.isdecimal() and len(number) < 5 else 1
    rows, more = dispatching.register(request.actor, lines, page=page, size=PAGE)
    return render(
        request,
        "eoffice/letters/register.html",
        {
            "waiting": dispatching.waiting_issues(request.actor),
            "rows": rows,
            "has_more": more,
            "page": page,
            "form": form,
            "query": _query(request),
            "return_form": ReturnForm(),
        },
    )


@officer_required
@require_safe
def print_register(request: Request) -> HttpResponse:
    """The register, or the peon book (letters by messenger, with room for a signature), for the printer."""
    _check_power(request)
    _form, lines = _lines(request)
    rows, more = dispatching.register(request.actor, lines, size=LONGEST_PRINT)
    hand = dispatching.dispatching_hands(request.actor)[0]
    template = "peon_book" if request.GET.get("as") == "peon-book" else "register_print"
    if template == "peon_book":
        rows = [row for row in rows if row.mode == Dispatch.Mode.HAND]
    return render(
        request,
        f"eoffice/letters/{template}.html",
        {"rows": rows, "has_more": more, "office": hand.signatory.office},
    )


@officer_required
@require_safe
def register_csv(request: Request) -> HttpResponse:
    """The register as a table for other programs: UTF-8 with a mark that spreadsheets know."""
    _check_power(request)
    _form, lines = _lines(request)
    rows, _more = dispatching.register(request.actor, lines, size=LONGEST_PRINT)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="dispatch-register.csv"'
    table = csv.writer(response)
    table.writerow(
        [_("Dispatch No."), _("Date"), _("Letter No."), _("Recipient"), _("Address"), _("How it goes"), _("Tracking No."), _("State")]
    )  # fmt: skip
    for row in rows:
        table.writerow(
            _harmless(part)
            for part in (
                row.number,
                dmy_time(row.dispatched_at),
                row.issue.number,
                row.recipient.name,
                row.recipient.address.replace("\n", ", "),
                row.get_mode_display(),
                row.tracking_number,
                row.get_state_display(),
            )
        )
    return response


@officer_required
@require_safe
def envelope(request: Request, dispatch_id: UUID) -> HttpResponse:
    """The envelope for the printer."""
    found = dispatching.dispatch_for(request.actor, dispatch_id)
    return render(request, "eoffice/letters/envelope.html", {"row": found})


@officer_required
@require_http_methods(["GET", "POST"])
def issue(request: Request, issue_id: UUID) -> HttpResponse:
    """Dispatch one letter to its addressees, one after the other."""
    found = dispatching.issue_for(request.actor, issue_id)
    form = DispatchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            sent = dispatch_letter(issue_id=issue_id, post=_desk(request), actor=request.actor, **given)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(
                request,
                _("Dispatch %(number)s: %(state)s.")
                % {"number": sent.number, "state": sent.get_state_display()},
            )
            return redirect("eoffice:issue", issue_id=issue_id)
    return render(
        request,
        "eoffice/letters/issue.html",
        {"issue": found, "form": form, "lines": _addressees(found), "return_form": ReturnForm()},
        status=422 if form.errors else 200,
    )


@officer_required
@require_POST
def happened(request: Request, dispatch_id: UUID) -> HttpResponse:
    """Enter that a letter was delivered or came back."""
    found = dispatching.dispatch_for(request.actor, dispatch_id)
    form = ReturnForm(request.POST)
    told = _("Choose what became of it.")
    if form.is_valid():
        return _done(
            request,
            lambda: note_return(
                dispatch_id=dispatch_id, post=_desk(request), actor=request.actor, **form.cleaned_data
            ),
            _("Entered in the register."),
            redirect("eoffice:issue", issue_id=found.issue_id),
        )
    messages.error(request, told)
    return redirect("eoffice:issue", issue_id=found.issue_id)


@officer_required
@require_safe
def inside(request: Request) -> HttpResponse:
    """Letters that came from other offices on this system."""
    return render(
        request,
        "eoffice/letters/inside.html",
        {
            "letters": dispatching.inside_letters(request.actor),
            "accepted": dispatching.inside_letters(request.actor, accepted=True, limit=20),
            "may_accept": any(hand.may(Act.DIARISE) for hand in hands_of(request.actor).values()),
        },
    )


@officer_required
@require_POST
def accept(request: Request, letter_id: UUID) -> HttpResponse:
    """Accept one of them."""
    hands = [hand for hand in hands_of(request.actor).values() if hand.may(Act.DIARISE)]
    if not hands:
        check_acts((), Act.DIARISE)
    return _done(
        request,
        lambda: accept_letter(letter_id=letter_id, post=hands[0].post, actor=request.actor),
        _("The letter is accepted."),
        redirect("eoffice:inside"),
    )


def _done(request: Request, deed: Callable[[], Any], told: str, onward: HttpResponse) -> HttpResponse:
    try:
        deed()
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, told)
    return onward


def _check_power(request: Request) -> None:
    if not dispatching.dispatching_hands(request.actor):
        check_acts((), Act.DISPATCH)


def _desk(request: Request) -> UUID:
    hands = dispatching.dispatching_hands(request.actor)
    if not hands:
        raise NotPermitted(_("This is not with one of your posts."), code="not-your-desk")
    return hands[0].post


def _lines(request: Request) -> tuple[RegisterForm, dispatching.Lines]:
    form = RegisterForm(request.GET if _query(request) else None)
    if not form.is_bound or not form.is_valid():
        return form, dispatching.Lines()
    given = form.cleaned_data
    return form, dispatching.Lines(
        state=given["state"],
        mode=given["mode"],
        text=given["q"],
        from_date=given["from_date"],
        to_date=given["to_date"],
    )


def _query(request: Request) -> str:
    kept = request.GET.copy()
    for name in ("page", "as"):
        kept.pop(name, None)
    return kept.urlencode()


def _addressees(found: Issue) -> list[dict[str, Any]]:
    """Each addressee with what went to it, the newest first, and the ways that there are."""
    gone = list(found.dispatches.prefetch_related("events").order_by("-serial"))
    lines = []
    for number, who in enumerate(present_version(found.draft).addressees.each, start=1):
        mine = [each for each in gone if each.addressee == number]
        live = any(each.state in {"QUEUED", "SENT", "DELIVERED"} for each in mine)
        lines.append({"number": number, "who": who, "gone": mine, "ways": [] if live else _ways(who)})
    return lines


def _ways(who: Any) -> list[tuple[str, str]]:
    mode = Dispatch.Mode
    ways = [mode.OFFICE] if who.post else []
    ways += [mode.LOCKER] if who.resident else []
    ways += [mode.EMAIL] if who.email else []
    ways += [mode.HAND, mode.POST, mode.REGISTERED] if who.address else []
    return [(way.value, str(way.label)) for way in ways]


def _harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
