"""Papers, a last look, the fee, and the application is sent."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from sanjha.identity.contract import Request, citizen_required
from sanjha.kernel.conf import conf
from sanjha.kernel.errors import DomainError, Message
from sanjha.sewa.forms.summary import errors_of
from sanjha.sewa.operations.attach_document import attach_document
from sanjha.sewa.operations.confirm_payment import confirm_payment
from sanjha.sewa.operations.preview_draft import Preview, preview_draft
from sanjha.sewa.operations.remove_attachment import remove_attachment
from sanjha.sewa.operations.request_payment import request_payment
from sanjha.sewa.operations.submit_application import submit_application
from sanjha.sewa.rules import Payment
from sanjha.sewa.web.answers import answers_of
from sanjha.sewa.web.checklist import checklist_of
from sanjha.sewa.web.portal.looking import entries_wrong, pages_with, papers_missing, preview_or_sent
from sanjha.sewa.web.portal.steps import CHECK, PAPERS
from sanjha.sewa.web.uploads import read_upload


@citizen_required
@require_http_methods(["GET", "POST"])
def papers(request: Request, draft_id: UUID) -> HttpResponse:
    """The papers that this application needs; by POST one of them is taken, or the next page opened."""
    preview = preview_or_sent(request, draft_id)
    if isinstance(preview, HttpResponse):
        return preview
    if request.method == "GET":
        return _papers(request, preview)
    if "_next" in request.POST:
        wrong = papers_missing(preview)
        if wrong:
            return _papers(request, preview, wrong, status=422)
        return redirect("sewa:my-check", draft_id)
    document = request.POST.get("document", "")[:48]
    try:
        name, content = read_upload(request.FILES.get("file"))
        attach_document(case_id=draft_id, document=document, name=name, content=content, actor=request.actor)
    except DomainError as error:
        return _papers(request, preview, {document: error.message}, status=error.status)
    return redirect(f"{reverse('sewa:my-papers', args=[draft_id])}#paper-of-{document}")


@citizen_required
@require_POST
def remove_paper(request: Request, draft_id: UUID, attachment_id: UUID) -> HttpResponse:
    """Take a paper off again."""
    remove_attachment(attachment_id=attachment_id, actor=request.actor)
    return redirect("sewa:my-papers", draft_id)


@citizen_required
@require_http_methods(["GET", "POST"])
def check(request: Request, draft_id: UUID) -> HttpResponse:
    """Everything once more; by POST it is sent, after the fee was paid where there is one."""
    preview = preview_or_sent(request, draft_id)
    if isinstance(preview, HttpResponse):
        return preview
    if request.method == "GET":
        return _check(request, preview)
    try:
        if preview.examined.total:
            request_payment(draft_id=draft_id, actor=request.actor)
            return redirect("sewa:my-pay", draft_id)
        return _send(request, preview, Payment(mode="NIL", amount=preview.examined.total))
    except DomainError as error:
        return _check(request, preview, error)


@citizen_required
@require_http_methods(["GET", "POST"])
def pay(request: Request, draft_id: UUID) -> HttpResponse:
    """The fee. In the demonstration this page stands in for the gateway: no money moves."""
    preview = preview_or_sent(request, draft_id)
    if isinstance(preview, HttpResponse):
        return preview
    try:
        payment = request_payment(draft_id=draft_id, actor=request.actor)
        if request.method == "GET":
            return render(request, "sewa/portal/pay.html", {"preview": preview, "payment": payment})
        if conf.demo:
            confirm_payment(
                reference=payment.reference,
                gateway_reference="DEMONSTRATION",
                amount=payment.amount,
                actor=request.actor,
            )
        return _send(request, preview, Payment("ONLINE", payment.amount, payment.reference))
    except DomainError as error:
        return _check(request, preview, error)


def _send(request: Request, preview: Preview, payment: Payment) -> HttpResponse:
    application = submit_application(
        draft_id=preview.draft.pk, revision=preview.draft.revision, payment=payment, actor=request.actor
    )
    return redirect("sewa:acknowledgement", application.pk)


def _papers(
    request: Request, preview: Preview, wrong: dict[str, Message] | None = None, *, status: int = 200
) -> HttpResponse:
    pages = pages_with(preview)
    wrong = wrong or {}
    context = {
        "preview": preview,
        "draft": preview.draft,
        "definition": preview.examined.definition,
        "checklist": checklist_of(preview.documents, wrong),
        "problems": [(f"id_file-{code}", words) for code, words in wrong.items()],
        "ways": pages.steps(PAPERS),
        "place": pages.place(PAPERS),
        "before": pages.before(PAPERS),
    }
    return render(request, "sewa/portal/papers.html", context, status=status)


def _check(request: Request, preview: Preview, refusal: DomainError | None = None) -> HttpResponse:
    if refusal is not None:
        preview = preview_draft(draft_id=preview.draft.pk, actor=request.actor)
    definition, result = preview.examined.definition, preview.examined.result
    wrong_heads = {error.path.partition(".")[0] for error in entries_wrong(preview)}
    pages = pages_with(preview)
    context = {
        "preview": preview,
        "draft": preview.draft,
        "definition": definition,
        "sections": answers_of(definition.form, result.cleaned),
        "problems": _told(preview, refusal),
        "papers_missing": papers_missing(preview),
        "unfinished": [
            section
            for section in definition.form.sections
            if wrong_heads & {field.id for field in section.fields}
        ],
        "ways": pages.steps(CHECK),
        "place": pages.place(CHECK),
    }
    return render(request, "sewa/portal/check.html", context, status=refusal.status if refusal else 200)


def _told(preview: Preview, refusal: DomainError | None) -> list[tuple[str, object]]:
    """Why it was not sent; wrong entries stand on their own pages, so these lines lead nowhere here."""
    if refusal is None:
        return []
    fields = tuple(preview.examined.definition.form.fields)
    entries: list[tuple[str, object]] = [
        ("", words) for _control, words in errors_of(fields, refusal.errors, "citizen")
    ]
    return entries or [("send", refusal.message)]
