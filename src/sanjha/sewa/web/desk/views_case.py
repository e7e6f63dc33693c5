"""The page of one case, and the decision on its open step."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sanjha.identity.contract import Request, officer_required
from sanjha.kernel.errors import DomainError
from sanjha.sewa.forms.engine import validate
from sanjha.sewa.models import Decision
from sanjha.sewa.operations.attach_document import attach_document
from sanjha.sewa.operations.decide_step import decide_step
from sanjha.sewa.operations.explain_clock import explain_clock
from sanjha.sewa.papers import FIELD_PHOTO
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries.case import Case, case_of
from sanjha.sewa.queries.work import task_of
from sanjha.sewa.web.desk.case_page import case_page, facts
from sanjha.sewa.web.desk.certificate import Specimen, specimen_of
from sanjha.sewa.web.desk.decision_form import Decided, context_of, photo_field_of, read
from sanjha.sewa.web.uploads import read_upload


@officer_required
@require_safe
def case(request: Request, application_id: UUID) -> HttpResponse:
    """Form, papers, reports, history, and the decision if it is the reader's to take."""
    return case_page(request, case_of(request.actor, application_id), Decided())


@officer_required
@require_safe
def case_on_paper(request: Request, application_id: UUID) -> HttpResponse:
    """The whole case for the printer."""
    return render(request, "sewa/desk/print.html", facts(case_of(request.actor, application_id)))


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
        return case_page(request, case_of(request.actor, task.application_id), decided)
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
        return case_page(request, case_of(request.actor, task.application_id), decided, refusal=error)
    messages.success(
        request, _told(deed, step.action(deed.action).label.in_language(translation.get_language()))
    )
    return redirect(reverse("sewa:inbox") + "?done")


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
@require_http_methods(["GET", "POST"])
def preview(request: Request, task_id: UUID) -> HttpResponse:
    """What the document will say if it is approved with these entries. Nothing is kept or signed."""
    task = task_of(request.actor, task_id)
    if request.method == "GET":
        return redirect("sewa:case", task.application_id)
    found = case_of(request.actor, task.application_id)
    decided = read(request.POST, found.definition.step(task.step).form)
    try:
        specimen = _specimen(request, found, decided)
    except DomainError as error:
        return case_page(request, found, decided, refusal=error)
    return render(request, "sewa/desk/specimen.html", {"case": found, "specimen": specimen})


def _specimen(request: Request, found: Case, decided: Decided) -> Specimen:
    if found.task is None or not found.is_mine:
        raise DomainError(_("Only the officer who has the application can see this."), code="not-mine")
    step = found.definition.step(found.task.step)
    report: dict[str, Any] = {}
    if step.form is not None:
        result = validate(step.form, decided.report, context_of(found, step))
        if result.errors:
            raise DomainError(_("Some entries have to be mended."), code="form-invalid", errors=result.errors)
        report = result.cleaned
    return specimen_of(request.actor, found, step.code, report)


@officer_required
@require_safe
def clock_account(request: Request, application_id: UUID) -> HttpResponse:
    """Day by day: whose days were used, and why the others did not count."""
    account = explain_clock(application_id=application_id, actor=request.actor)
    found = case_of(request.actor, application_id)
    return render(request, "sewa/case/clock.html", {"account": account, "application": found.application})
