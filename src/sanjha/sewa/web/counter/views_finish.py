"""Papers, fee and receipt: the last screen before the application is accepted."""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sanjha.identity.contract import Request
from sanjha.kernel.errors import DomainError, FieldError, Message, NotFound
from sanjha.sewa.operations.attach_document import attach_document
from sanjha.sewa.operations.preview_draft import Preview, preview_draft
from sanjha.sewa.operations.remove_attachment import remove_attachment
from sanjha.sewa.operations.submit_application import submit_application
from sanjha.sewa.queries.access import visible_application
from sanjha.sewa.rules import Payment
from sanjha.sewa.web.answers import answers_of
from sanjha.sewa.web.counter.screen import beside, screen, ways
from sanjha.sewa.web.counter.views_draft import at_the_counter
from sanjha.sewa.web.counter.views_live import beside_as_html
from sanjha.sewa.web.sent import revision_of
from sanjha.sewa.web.uploads import read_upload

Problem = tuple[str, Message]
_REFERENCE = "payment.reference"


@at_the_counter
@require_http_methods(["GET", "POST"])
def papers(request: Request, draft_id: UUID) -> HttpResponse:
    """Show the checklist and the fee; by POST take one paper (from the form's page in the background)."""
    if request.method == "GET":
        try:
            preview = preview_draft(draft_id=draft_id, actor=request.actor)
        except NotFound:
            return redirect("sewa:acknowledgement", visible_application(request.actor, draft_id).pk)
        return _page(request, preview)
    document = request.POST.get("document", "")[:48]
    in_background = request.headers.get("X-Requested-With") == "fetch"
    try:
        name, content = read_upload(request.FILES.get("file"))
        attach_document(case_id=draft_id, document=document, name=name, content=content, actor=request.actor)
    except DomainError as error:
        if in_background:
            return JsonResponse({"problem": str(error)}, status=error.status)
        preview = preview_draft(draft_id=draft_id, actor=request.actor)
        return _page(request, preview, papers_wrong={document: error.message}, status=error.status)
    if in_background:
        return JsonResponse({**beside_as_html(request, draft_id), "saved": _("Received")})
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
    revision = revision_of(request)
    try:
        application = submit_application(
            draft_id=draft_id,
            revision=0 if revision is None else revision,
            payment=_payment(request),
            actor=request.actor,
        )
    except DomainError as error:
        # Only a refusal needs the page again: what was just looked up is not looked up twice.
        return _refused(request, preview_draft(draft_id=draft_id, actor=request.actor), error)
    return redirect("sewa:acknowledgement", application.pk)


def _payment(request: Request) -> Payment:
    """What the operator says was received; the amount is the one the page showed, so that a changed fee is refused."""
    shown = request.POST.get("_total", "")[:12]
    amount = Decimal(shown) if shown.replace(".", "", 1).isdecimal() else Decimal(0)
    if not amount:
        return Payment("NIL", amount)
    if request.POST.get("_mode") == "ONLINE":
        return Payment("ONLINE", amount, request.POST.get("_reference", "")[:60].strip())
    return Payment("CASH", amount)


def _refused(request: Request, preview: Preview, refusal: DomainError) -> HttpResponse:
    if refusal.errors and not _of_papers(refusal):
        messages.error(request, str(refusal))
        return redirect("sewa:counter-draft", preview.draft.pk)
    wrong = {error.path.rpartition(".")[2]: error.message for error in _of_papers(refusal)}
    told = [] if wrong else [("id_reference" if refusal.field == _REFERENCE else "submit", refusal.message)]
    return _page(request, preview, papers_wrong=wrong, told=told, status=refusal.status)


def _of_papers(refusal: DomainError) -> list[FieldError]:
    return [error for error in refusal.errors if error.path.startswith("documents.")]


def _page(
    request: Request,
    preview: Preview,
    *,
    papers_wrong: dict[str, Message] | None = None,
    told: Iterable[Problem] = (),
    status: int = 200,
) -> HttpResponse:
    if not preview.examined.result.ok:
        return redirect("sewa:counter-draft", preview.draft.pk)
    wrong = papers_wrong or {}
    told = list(told)
    values = {
        **screen(request.actor, draft=preview.draft),
        **beside(request.actor, preview, wrong, at_papers=True),
        "ways": ways(preview.draft, 2),
        "sections": answers_of(preview.examined.definition.form, preview.examined.result.cleaned),
        "problems": [*((f"id_file-{code}", words) for code, words in wrong.items()), *told],
        "mode": request.POST.get("_mode", "CASH"),
        "reference": request.POST.get("_reference", "")[:60],
        "reference_problem": next((words for control, words in told if control == "id_reference"), ""),
        "total": str(preview.examined.total),
    }
    return render(request, "sewa/counter/papers.html", values, status=status)
