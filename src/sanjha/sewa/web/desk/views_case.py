"""The page of one case, and the decision on its open step."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanjha.identity.contract import Request, officer_required
from sanjha.kernel.errors import Conflict, DomainError, FieldError
from sanjha.sewa.models import Decision
from sanjha.sewa.operations.attach_document import attach_document
from sanjha.sewa.operations.decide_step import decide_step
from sanjha.sewa.operations.explain_clock import explain_clock
from sanjha.sewa.papers import FIELD_PHOTO
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries.case import Case, case_of
from sanjha.sewa.queries.inbox import waiting
from sanjha.sewa.queries.work import task_of
from sanjha.sewa.web.answers import answers_of
from sanjha.sewa.web.desk.decision_form import Decided, panel_for, photo_field_of, read
from sanjha.sewa.web.moments import moments_of
from sanjha.sewa.web.uploads import read_upload

NO_ERRORS: tuple[FieldError, ...] = ()
_CONTROLS = {"reasons": "id_reasons", "to_step": "id_to_step", "file": "id_file"}


@officer_required
@require_safe
def case(request: Request, application_id: UUID) -> HttpResponse:
    """Form, papers, reports, history, and the decision if it is the reader's to take."""
    return _page(request, case_of(request.actor, application_id), Decided())


@officer_required
@require_http_methods(["GET", "POST"])
def decide(request: Request, task_id: UUID) -> HttpResponse:
    """Take the decision. A refusal shows the page again with everything that was filled in."""
    task = task_of(request.actor, task_id)
    if request.method == "GET":
        return redirect("sewa:case", task.application_id)
    step = definition_of(task.application.service_version).step(task.step)
    decided = read(request.POST, step.form)
    if decided.command:
        return _page(request, case_of(request.actor, task.application_id), decided)
    try:
        _keep_photo(request, task.application_id, decided, photo_field_of(step.form))
        deed = decide_step(
            task_id=task_id,
            action=decided.action,
            actor=request.actor,
            reasons=decided.reasons,
            grounds=decided.grounds,
            objections=decided.objections,
            report=decided.report if step.form is not None else None,
            to_step=decided.to_step,
        )
    except DomainError as error:
        return _page(request, case_of(request.actor, task.application_id), decided, refusal=error)
    messages.success(
        request, _told(deed, step.action(deed.action).label.in_language(translation.get_language()))
    )
    return redirect("sewa:inbox")


def _keep_photo(request: Request, application_id: UUID, decided: Decided, field: str) -> None:
    """The photo of the step is a paper of the case; the report names it. It stays when the decision is refused."""
    if field and request.FILES.get("_photo"):
        name, content = read_upload(request.FILES.get("_photo"))
        kept = attach_document(
            case_id=application_id, document=FIELD_PHOTO, name=name, content=content, actor=request.actor
        )
        decided.report[field] = kept.blob


def _told(deed: Decision, action: str) -> str:
    return _("%(number)s: %(action)s. Recorded.") % {"number": deed.application.number, "action": action}


@officer_required
@require_POST
def add_paper(request: Request, application_id: UUID) -> HttpResponse:
    """Put a paper or photo to the open step, for example what the Patwari saw in the village."""
    found = case_of(request.actor, application_id)
    try:
        name, content = read_upload(request.FILES.get("file"))
        attach_document(
            case_id=application_id,
            document=request.POST.get("document", FIELD_PHOTO)[:48],
            name=name,
            content=content,
            actor=request.actor,
        )
    except DomainError as error:
        return _page(request, found, Decided(), refusal=error)
    messages.success(request, _("The paper was added."))
    return redirect("sewa:case", application_id)


@officer_required
@require_safe
def clock_account(request: Request, application_id: UUID) -> HttpResponse:
    """Day by day: whose days were used, and why the others did not count."""
    account = explain_clock(application_id=application_id, actor=request.actor)
    found = case_of(request.actor, application_id)
    return render(request, "sewa/case/clock.html", {"account": account, "application": found.application})


def _page(
    request: Request, found: Case, decided: Decided, *, refusal: DomainError | None = None
) -> HttpResponse:
    errors = tuple(refusal.errors) if refusal else NO_ERRORS
    panel = panel_for(found, decided, errors)
    codes = found.open_objection.codes if found.open_objection else []
    context = {
        "case": found,
        "panel": panel,
        "refusal": _summary(refusal),
        "was_faster": isinstance(refusal, Conflict),
        "sections": answers_of(found.definition.form, found.application.data),
        "reports": _reports(found),
        "moments": moments_of(found.timeline, found.standing),
        "objected": {each.field for each in found.definition.objections if each.code in codes},
        "waiting": waiting(request.actor),
    }
    return render(request, "sewa/desk/case.html", context, status=refusal.status if refusal else 200)


def _summary(refusal: DomainError | None) -> list[tuple[str, object]]:
    """The refusal for the error summary; wrong fields of the step's form stand in that form's own summary."""
    if refusal is None:
        return []
    return [] if refusal.errors else [(_CONTROLS.get(refusal.field, "decision"), refusal.message)]


def _reports(found: Case) -> Iterable[tuple[object, object]]:
    """The reports of the steps that were done, each with its step's name."""
    for step in found.definition.steps:
        if step.form is not None and step.code in found.reports:
            yield step.names, answers_of(step.form, found.reports[step.code])
