"""The page on which notes and papers are chosen and severed for a release, and the PDF of a release."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sanjha.eoffice import rules
from sanjha.eoffice.markup import paragraphs
from sanjha.eoffice.models import Act, FileReading, Release
from sanjha.eoffice.operations.log_reading import log_reading
from sanjha.eoffice.operations.release_notes import Choice, release_notes
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.file_page import FilePage, file_page
from sanjha.eoffice.queries.hands import Hand, hands_of
from sanjha.identity.contract import Request, officer_required
from sanjha.kernel import blobs
from sanjha.kernel.errors import DomainError, NotFound


@officer_required
@require_http_methods(["GET", "POST"])
def release(request: Request, file_id: UUID) -> HttpResponse:
    """Choose what is released and name the clause for each paragraph that is severed."""
    page = file_page(request.actor, file_id)
    hand = _approver(request)
    refusal = None
    if request.method == "POST":
        try:
            made = release_notes(
                file_id=file_id,
                post=hand.post,
                reference=request.POST.get("reference", ""),
                choice=_choice(request.POST, request.POST.getlist("note"), request.POST.getlist("paper")),
                actor=request.actor,
            )
        except DomainError as error:
            refusal = error
        else:
            messages.success(request, _("%(number)s is released.") % {"number": made.number})
            return redirect("eoffice:release", file_id=file_id)
    status = refusal.status if refusal else 200
    return render(request, "eoffice/release.html", _context(request, page, refusal), status=status)


@officer_required
@require_safe
def printed(request: Request, release_id: UUID) -> HttpResponse:
    """The PDF of a release, for whoever may see the file."""
    found = Release.objects.filter(pk=release_id).first()
    if found is None:
        raise NotFound(_("There is no such release."))
    file = visible_file(request.actor, found.file_id)
    log_reading(file_id=file.pk, actor=request.actor, way=FileReading.Way.EXPORT)
    response = HttpResponse(blobs.get(found.blob), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.number.replace("/", "-")}.pdf"'
    return response


def _approver(request: Request) -> Hand:
    found = next((hand for hand in hands_of(request.actor).values() if hand.may(Act.APPROVE)), None)
    if found is None:
        rules.check_acts((), Act.APPROVE)
        raise AssertionError("refused above")
    return found


def _choice(typed: Mapping[str, Any], notes: list[str], papers: list[str]) -> Choice:
    severed = {
        (int(name.split("-")[1]), int(name.split("-")[2])): str(clause).strip()
        for name, clause in typed.items()
        if name.startswith("sever-") and name.replace("-", "").removeprefix("sever").isdecimal() and clause
    }
    withheld = {
        int(name.removeprefix("withhold-")): str(clause).strip()
        for name, clause in typed.items()
        if name.startswith("withhold-") and name.removeprefix("withhold-").isdecimal() and clause
    }
    chosen = [int(number) for number in notes if number.isdecimal()]
    return Choice(
        notes=chosen,
        papers=[int(serial) for serial in papers if serial.isdecimal()],
        severed_paragraphs={place: clause for place, clause in severed.items() if place[0] in chosen},
        severed_papers={serial: clause for serial, clause in withheld.items() if str(serial) in papers},
    )


def _context(request: Request, page: FilePage, refusal: DomainError | None) -> dict[str, Any]:
    typed = request.POST
    notes = [
        {
            "note": note,
            "chosen": str(note.number) in typed.getlist("note"),
            "paragraphs": [
                {
                    "name": f"sever-{note.number}-{position}",
                    "clause": typed.get(f"sever-{note.number}-{position}", ""),
                    "markup": mark_safe(words),  # noqa: S308 cleaned by markup.cleaned before it was kept
                }
                for position, words in enumerate(paragraphs(note.body), start=1)
            ],
        }
        for note in page.notes
    ]
    return {
        "file": page.file,
        "notes": notes,
        "papers": page.papers,
        "releases": list(Release.objects.filter(file=page.file).order_by("-released_at")),
        "reference": typed.get("reference", ""),
        "refusal_lines": [("id_reference", refusal.message)] if refusal else [],
    }
