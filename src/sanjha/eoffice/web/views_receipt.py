"""The page of one receipt, its slip, the acknowledgement for the printer, and its scans."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sanjha.eoffice import paper_text, told
from sanjha.eoffice.operations.read_receipt import read_receipt
from sanjha.eoffice.queries.filing import files_to_put_in
from sanjha.eoffice.queries.papers import Leaf
from sanjha.eoffice.queries.receipt_page import receipt_page, scan_of
from sanjha.eoffice.web.forms_dak import FollowUpForm, MarkForm, ReasonForm, RedirectForm, ScanForm
from sanjha.eoffice.web.serving import page_response, whole_response
from sanjha.eoffice.web.views_tray import tray_context
from sanjha.identity.contract import Request, officer_required
from sanjha.kernel.errors import DomainError


@officer_required
@require_safe
def receipt(request: Request, receipt_id: UUID) -> HttpResponse:
    """The receipt. Opened by whom it lies with it counts as read."""
    page = show_receipt(request, receipt_id)
    if page.status_code == 200:
        read_receipt(receipt_id=receipt_id, actor=request.actor)
    return page


def show_receipt(
    request: Request, receipt_id: UUID, *, refusal: DomainError | None = None, **forms: Any
) -> HttpResponse:
    """The page with everything that was typed and what stands in the way."""
    page = receipt_page(request.actor, receipt_id)
    words = request.GET.get("file", "")[:100]
    asked = request.GET.get("scan", "1")
    sheet = request.GET.get("page", "1")
    shown = next((scan for scan in page.scans if str(scan.position) == asked), None) or next(
        iter(page.scans), None
    )
    number = int(sheet) if sheet.isdecimal() and len(sheet) < 6 else 1
    context = {
        **tray_context(request, folder="receipts"),
        "mark_form": MarkForm(initial={"priority": page.now.priority, "due_date": page.now.due_date}),
        "redirect_form": RedirectForm(prefix="redirect"),
        "return_form": ReasonForm(prefix="return"),
        "close_form": ReasonForm(prefix="close"),
        "reopen_form": ReasonForm(prefix="reopen"),
        "follow_form": FollowUpForm(prefix="follow"),
        "scan_form": ScanForm(prefix="scan"),
        **forms,
        "page_of": page,
        "receipt": page.receipt,
        "refusal": refusal,
        "refusal_lines": [(f"id_{refusal.field}" if refusal.field else "acts", refusal.message)]
        if refusal
        else [],
        "scan": shown,
        "scan_is_picture": shown is not None and Leaf(shown.blob, shown.media_type, 1).is_picture,
        "scan_page": min(max(number, 1), shown.pages) if shown else 0,
        "file_words": words,
        "files": files_to_put_in(request.actor, words) if page.acts else [],
        "reading": paper_text.state(),
    }
    wrong = any(form.errors for form in forms.values())
    status = refusal.status if refusal else 422 if wrong else 200
    return render(request, "eoffice/dak/receipt.html", context, status=status)


@officer_required
@require_safe
def slip(request: Request, receipt_id: UUID) -> HttpResponse:
    """The slip that is stuck on the paper, for the roll printer."""
    page = receipt_page(request.actor, receipt_id)
    return render(request, "eoffice/dak/slip.html", {"receipt": page.receipt, "page_of": page})


@officer_required
@require_safe
def acknowledgement(request: Request, receipt_id: UUID) -> HttpResponse:
    """The letter of acknowledgement, in the language of the letter that came."""
    page = receipt_page(request.actor, receipt_id)
    context = {
        "receipt": page.receipt,
        "page_of": page,
        "words": told.body(page.receipt).in_language(page.receipt.language),
    }
    return render(request, "eoffice/dak/acknowledgement.html", context)


@officer_required
@require_safe
def scan(request: Request, receipt_id: UUID, position: int) -> HttpResponse:
    """A scan as it was uploaded."""
    found = scan_of(request.actor, receipt_id, position)
    return whole_response(found.blob, found.media_type, found.name, download="download" in request.GET)


@officer_required
@require_safe
def scan_page(request: Request, receipt_id: UUID, position: int, number: int) -> HttpResponse:
    """One page of a scan."""
    found = scan_of(request.actor, receipt_id, position)
    return page_response(found.blob, found.media_type, number, as_pdf="pdf" in request.GET)
