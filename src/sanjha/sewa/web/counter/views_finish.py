"""Papers, fee and receipt: the last screen before the application is accepted."""

from decimal import Decimal
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from sanjha.identity.contract import Request
from sanjha.kernel.errors import DomainError
from sanjha.sewa.operations.attach_document import attach_document
from sanjha.sewa.operations.preview_draft import preview_draft
from sanjha.sewa.operations.remove_attachment import remove_attachment
from sanjha.sewa.operations.submit_application import submit_application
from sanjha.sewa.rules import Payment
from sanjha.sewa.web.answers import answers_of
from sanjha.sewa.web.counter.screen import screen, ways
from sanjha.sewa.web.counter.views_draft import at_the_counter
from sanjha.sewa.web.sent import revision_of
from sanjha.sewa.web.uploads import read_upload


@at_the_counter
@require_http_methods(["GET", "POST"])
def papers(request: Request, draft_id: UUID) -> HttpResponse:
    """Show the checklist and the fee; by POST take one paper."""
    if request.method == "GET":
        return _page(request, draft_id)
    document = request.POST.get("document", "")[:48]
    try:
        name, content = read_upload(request.FILES.get("file"))
        attach_document(case_id=draft_id, document=document, name=name, content=content, actor=request.actor)
    except DomainError as error:
        return _page(request, draft_id, refusal=error, at=document)
    return redirect("sewa:counter-papers", draft_id)


@at_the_counter
@require_POST
def remove_paper(request: Request, draft_id: UUID, attachment_id: UUID) -> HttpResponse:
    """Take a paper off again."""
    remove_attachment(attachment_id=attachment_id, actor=request.actor)
    return redirect("sewa:counter-papers", draft_id)


@at_the_counter
@require_POST
def submit(request: Request, draft_id: UUID) -> HttpResponse:
    """Take the fee and accept the application; pressing twice accepts it once."""
    preview = preview_draft(draft_id=draft_id, actor=request.actor)
    total = preview.examined.total
    payment = Payment(mode="CASH" if total else "NIL", amount=_confirmed(request, total))
    revision = revision_of(request)
    try:
        application = submit_application(
            draft_id=draft_id,
            revision=preview.draft.revision if revision is None else revision,
            payment=payment,
            actor=request.actor,
        )
    except DomainError as error:
        if error.errors and any(wrong.path.split(".")[0] in preview.draft.data for wrong in error.errors):
            return redirect("sewa:counter-draft", draft_id)
        return _page(request, draft_id, refusal=error)
    return redirect("sewa:acknowledgement", application.pk)


def _confirmed(request: Request, total: Decimal) -> Decimal:
    """The amount that the page showed: if the fee has changed since, the operation refuses."""
    shown = request.POST.get("_total", "")
    return Decimal(shown) if shown.replace(".", "", 1).isdecimal() else total


def _page(request: Request, draft_id: UUID, *, refusal: DomainError | None = None, at: str = "") -> HttpResponse:
    preview = preview_draft(draft_id=draft_id, actor=request.actor)
    if not preview.examined.result.ok:
        return redirect("sewa:counter-draft", draft_id)
    problems = [(f"id_file-{at}" if at else "submit", refusal.message)] if refusal and not refusal.errors else []
    problems += [(f"id_file-{wrong.path.rpartition('.')[2]}", wrong.message) for wrong in (refusal.errors if refusal else ())]
    context = {
        **screen(request.actor, draft=preview.draft),
        "preview": preview,
        "definition": preview.examined.definition,
        "ways": ways(preview.draft, 2),
        "sections": answers_of(preview.examined.definition.form, preview.examined.result.cleaned),
        "problems": problems,
        "at": at,
        "total": str(preview.examined.total),
    }
    return render(request, "sewa/counter/papers.html", context, status=refusal.status if refusal else 200)
