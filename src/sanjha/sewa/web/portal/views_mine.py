"""The citizen's applications: how each stands, what is asked of the citizen, what can be done."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanjha.identity.contract import Request, citizen_required
from sanjha.kernel.errors import DomainError, NotFound
from sanjha.sewa.operations.explain_clock import explain_clock
from sanjha.sewa.operations.withdraw_application import withdraw_application
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries.applications import applications_of
from sanjha.sewa.queries.case import case_of
from sanjha.sewa.queries.counter import open_objections
from sanjha.sewa.queries.drafts import drafts_of
from sanjha.sewa.web.answers import answers_of
from sanjha.sewa.web.moments import moments_of
from sanjha.sewa.web.objections import Answering, answer_posted


@citizen_required
@require_safe
def applications(request: Request) -> HttpResponse:
    """Applications, drafts, and what waits for the citizen."""
    drafts = [(draft, definition_of(draft.service_version)) for draft in drafts_of(request.actor)]
    rows = [(each, definition_of(each.service_version).names) for each in applications_of(request.actor)]
    waiting = [(each, definition_of(each.application.service_version).names) for each in open_objections(request.actor)]
    context = {"rows": rows, "drafts": [(draft, found.names, found.form.sections[0].code) for draft, found in drafts], "waiting": waiting}
    return render(request, "sewa/portal/applications.html", context)


@citizen_required
@require_safe
def application(request: Request, application_id: UUID) -> HttpResponse:
    """Who has it, since when, what next, by when; and what was sent."""
    found = case_of(request.actor, application_id)
    context = {
        "case": found,
        "moments": moments_of(found.timeline, found.standing),
        "sections": answers_of(found.definition.form, found.application.data),
    }
    return render(request, "sewa/portal/application.html", context)


@citizen_required
@require_safe
def days(request: Request, application_id: UUID) -> HttpResponse:
    """Day by day: whose days were used, and why the others did not count."""
    account = explain_clock(application_id=application_id, actor=request.actor)
    found = case_of(request.actor, application_id)
    return render(request, "sewa/portal/days.html", {"account": account, "application": found.application})


@citizen_required
@require_POST
def withdraw(request: Request, application_id: UUID) -> HttpResponse:
    """Take the application back."""
    try:
        withdraw_application(
            application_id=application_id, reasons=request.POST.get("reasons", "")[:2000], actor=request.actor
        )
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The application is withdrawn."))
    return redirect("sewa:my-application", application_id)


@citizen_required
@require_http_methods(["GET", "POST"])
def answer(request: Request, objection_id: UUID) -> HttpResponse:
    """Answer an objection: mended fields, papers, words."""
    found = next((each for each in open_objections(request.actor) if each.pk == objection_id), None)
    if found is None:
        raise NotFound(_("This objection is not open any more."))
    answering = Answering.of(request, found)
    if request.method == "POST":
        try:
            if answer_posted(request, answering):
                messages.success(request, _("Your answer is recorded. The application goes on."))
                return redirect("sewa:my-application", found.application_id)
        except DomainError as error:
            answering.refusal = error
    return render(request, "sewa/portal/answer.html", answering.context(), status=answering.status)
