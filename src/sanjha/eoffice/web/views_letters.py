"""The files of letters: the page of a draft as it would be printed, the approved page, and the signed file."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from sanjha.eoffice.operations.approve_draft import page_of
from sanjha.eoffice.queries.dispatching import dispatch_for, inside_letter_for
from sanjha.eoffice.queries.drafts import draft_page
from sanjha.identity.contract import Request, officer_required
from sanjha.kernel import blobs


@officer_required
@require_safe
def preview(request: Request, draft_id: UUID) -> HttpResponse:
    """The page of the newest version, as it stands: the signed file, the approved page, or one made now."""
    page = draft_page(request.actor, draft_id)
    name = f"DFA-{page.draft.number}-v{page.present.number}"
    if page.issue and page.issue.signed_blob:
        return _pdf(blobs.get(page.issue.signed_blob), page.issue.system_number)
    if page.draft.approved_blob:
        return _pdf(blobs.get(page.draft.approved_blob), name)
    return _pdf(page_of(page.draft, page.present), name)


@officer_required
@require_safe
def dispatched(request: Request, dispatch_id: UUID) -> HttpResponse:
    """The signed file, for whoever dispatches it."""
    found = dispatch_for(request.actor, dispatch_id)
    return _pdf(blobs.get(found.blob), found.issue.system_number)


@officer_required
@require_safe
def arrived(request: Request, letter_id: UUID) -> HttpResponse:
    """The signed file, for the office that it came to."""
    found = inside_letter_for(request.actor, letter_id)
    return _pdf(blobs.get(found.dispatch.blob), found.dispatch.issue.system_number)


def _pdf(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name.replace("/", "-")}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
