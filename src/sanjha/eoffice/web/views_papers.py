"""The correspondence side of a file: the page that is open, flags, papers that are added, printing and download."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanjha.eoffice import ledger
from sanjha.eoffice.models import Act, CorrespondenceItem, File, FileReading
from sanjha.eoffice.operations.add_paper import NewPaper, add_paper
from sanjha.eoffice.operations.flag_paper import LABELS, flag_paper, take_flag
from sanjha.eoffice.operations.log_reading import log_reading
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.hands import Hand, hands_of
from sanjha.eoffice.queries.papers import leaf_of, leaves_of, paper_of, papers_of, sheets
from sanjha.eoffice.web.forms_dak import PaperForm
from sanjha.eoffice.web.serving import page_response, whole_response
from sanjha.eoffice.web.uploading import one_upload
from sanjha.identity.contract import Request, officer_required
from sanjha.kernel.errors import DomainError, NotFound
from sanjha.ui.forms import refuse


def correspondence_context(
    request: HttpRequest, file: File, hand: Hand | None, papers: list[CorrespondenceItem]
) -> dict[str, Any]:
    """What the right side shows: the contents and one page. `?page=` is a page of the file, `?paper=` a serial.

    `hand` is the reader at the desk that holds the file, None for anybody else.
    """
    return {
        "sheets": sheets(
            papers, page=_number(request.GET.get("page", "")), serial=_number(request.GET.get("paper", ""))
        ),
        "may_flag": hand is not None and hand.may(Act.NOTE) and file.state == File.State.ACTIVE,
        "flag_labels": LABELS,
    }


@officer_required
@require_safe
def correspondence(request: Request, file_id: UUID) -> HttpResponse:
    """The right side alone, for turning pages without leaving the note that is being written."""
    return _side(request, file_id)


@officer_required
@require_POST
def flag(request: Request, file_id: UUID) -> HttpResponse:
    """Set the flag of a paper, or take it with `take`."""
    label, serial = request.POST.get("label", ""), _number(request.POST.get("serial", "")) or 0
    post = ledger.open_movement(file_id).to_post
    deed = take_flag if "take" in request.POST else flag_paper
    deed(file_id=file_id, serial=serial, label=label, post=post, actor=request.actor)
    return _side(request, file_id)


@officer_required
@require_http_methods(["GET", "POST"])
def add(request: Request, file_id: UUID) -> HttpResponse:
    """Add a reference or an extract."""
    file = visible_file(request.actor, file_id)
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            item = add_paper(
                file_id=file_id,
                post=ledger.open_movement(file_id).to_post,
                paper=NewPaper(
                    title=given["title"],
                    upload=one_upload(request),
                    kind=given["kind"],
                    paper_date=given["paper_date"],
                ),
                actor=request.actor,
            )
        except DomainError as error:
            refuse(form, error if error.field != "content" else _at_scans(error))
        else:
            messages.success(request, _("In the file as S.No. %(serial)s.") % {"serial": item.serial})
            response = redirect("eoffice:file", file_id=file_id)
            response["Location"] += f"?page={item.page_from}"
            return response
    return render(
        request,
        "eoffice/dak/add_paper.html",
        {"file": file, "form": form},
        status=422 if form.errors else 200,
    )


@officer_required
@require_safe
def paper(request: Request, file_id: UUID, serial: int) -> HttpResponse:
    """A whole paper, to print or to keep. One of several scans is shown scan by scan on the receipt's page."""
    found = paper_of(request.actor, file_id, serial)
    log_reading(file_id=file_id, actor=request.actor, way=FileReading.Way.PAPER)
    blobs = {leaf.blob: leaf.media_type for leaf in leaves_of(found) if leaf.blob}
    if not blobs:
        raise NotFound(_("Nothing of this paper was scanned."))
    if len(blobs) > 1 and found.receipt_id is not None:
        return redirect("eoffice:receipt", receipt_id=found.receipt_id)
    blob, media_type = next(iter(blobs.items()))
    name = f"{found.file.number}-{found.serial}".replace("/", "-")
    return whole_response(blob, media_type, name, download="download" in request.GET)


@officer_required
@require_safe
def page(request: Request, file_id: UUID, serial: int, number: int) -> HttpResponse:
    """Page `number` of the paper, alone: nothing of the other pages is read or sent."""
    leaf = leaf_of(paper_of(request.actor, file_id, serial), number)
    log_reading(file_id=file_id, actor=request.actor, way=FileReading.Way.PAPER)
    return page_response(leaf.blob, leaf.media_type, leaf.number, as_pdf="pdf" in request.GET)


def _side(request: Request, file_id: UUID) -> HttpResponse:
    file = visible_file(request.actor, file_id)
    hand = hands_of(request.actor).get(ledger.open_movement(file.pk).to_post)
    context = {"file": file, **correspondence_context(request, file, hand, papers_of(file.pk))}
    return render(request, "eoffice/dak/correspondence.html", context)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 8 else None


def _at_scans(error: DomainError) -> DomainError:
    return DomainError(error.message, code=error.code, field="scans")
