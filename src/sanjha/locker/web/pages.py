"""The citizen's locker; the same document for the office that issued it and for the counter that hands it over."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanjha.identity.contract import Request, citizen_required, officer_required, signed_in_required
from sanjha.kernel import blobs, context
from sanjha.kernel.conf import conf
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import DomainError
from sanjha.locker import contract, queries, rules
from sanjha.locker.models import Document
from sanjha.locker.operations.prepare_locker import DESK
from sanjha.locker.operations.revoke_document import revoke_document
from sanjha.locker.web.forms import Revoke
from sanjha.locker.web.history import facts_of, moments_of, standing_of
from sanjha.ui import forms as ui_forms
from sanjha.ui.components import Crumb


@citizen_required
@require_safe
def documents(request: Request) -> HttpResponse:
    """The citizen's own documents."""
    found = [(document, standing_of(document)) for document in queries.documents_for(request.actor)]
    return render(request, "locker/documents.html", {"documents": found})


@signed_in_required
@require_safe
def document(request: Request, document_id: UUID) -> HttpResponse:
    """One document with its life. A look by anybody but the citizen is logged."""
    found = queries.visible_document(request.actor, document_id)
    _log_look(request, found)
    return _page(request, found)


def _log_look(request: Request, found: Document) -> None:
    if not request.actor.is_citizen:
        contract.get_document(document_id=found.id, purpose=Purpose(DESK, case=found.number))


def _page(request: Request, found: Document, form: Revoke | None = None) -> HttpResponse:
    actor = request.actor
    in_force = found.state == Document.State.ISSUED
    values = {
        "document": found,
        "standing": standing_of(found),
        "facts": facts_of(found),
        "moments": moments_of(found, queries.history_of(found)),
        "crumbs": [Crumb(_("My documents"), reverse("locker:documents")), Crumb(found.words)],
        "shell": "ui/citizen.html" if actor.is_citizen else "ui/desk.html",
        "in_force": in_force,
        "verify_url": f"{conf.public_url.rstrip('/')}/v/{found.doc_id}",
        "can_hand_over": in_force and actor.holds("counter_operator"),
        "revoke_form": (form or Revoke()) if in_force and rules.held_in_office(actor, found) else None,
        "handing": context.request_id(),
    }
    return render(request, "locker/document.html", values, status=422 if form else 200)


@signed_in_required
@require_safe
def file(request: Request, document_id: UUID) -> HttpResponse:
    """The signed file, to look at or (?download) to keep."""
    found = queries.visible_document(request.actor, document_id)
    if request.actor.is_citizen:
        pdf = blobs.get(found.file.sha256)
    else:
        pdf = contract.file_of(document_id=found.id, purpose=Purpose(DESK, case=found.number)).pdf
    return _pdf(found.number, pdf, keep="download" in request.GET)


@officer_required
@require_POST
def hand_over(request: Request, document_id: UUID) -> HttpResponse:
    """The file for a citizen at the counter; that it was handed over is registered."""
    found = queries.visible_document(request.actor, document_id)
    given = contract.hand_over(
        document_id=found.id,
        request_id=request.POST.get("handing", "")[:80],
        purpose=Purpose(DESK, case=found.number),
    )
    return _pdf(given.number, given.pdf, keep=False)


@officer_required
@require_http_methods(["GET", "POST"])
def revoke(request: Request, document_id: UUID) -> HttpResponse:
    """Take the document back; only the office that issued it can."""
    found = queries.visible_document(request.actor, document_id)
    if request.method == "GET":
        return HttpResponseRedirect(reverse("locker:document", args=[found.id]))
    form = Revoke(request.POST)
    if form.is_valid():
        try:
            revoke_document(
                document_id=found.id,
                reason=form.cleaned_data["reason"],
                actor=request.actor,
                purpose=Purpose(DESK, case=found.number),
            )
            return HttpResponseRedirect(reverse("locker:document", args=[found.id]))
        except DomainError as error:
            if error.status != 422:
                raise
            ui_forms.refuse(form, error)
    return _page(request, found, form)


def _pdf(number: str, pdf: bytes, *, keep: bool) -> HttpResponse:
    name = "".join(sign if sign.isalnum() else "-" for sign in number)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'{"attachment" if keep else "inline"}; filename="{name}.pdf"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    # The policy is for pages; it would stop the browser's own viewer of PDF.
    response._csp_exempt = True  # type: ignore[attr-defined]
    return response
