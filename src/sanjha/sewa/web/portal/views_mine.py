"""The citizen's applications: how each stands, what is asked of the citizen, what can be done."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sanjha.identity.contract import Request, citizen_required
from sanjha.kernel import clock
from sanjha.kernel.errors import DomainError, NotFound
from sanjha.sewa import rules
from sanjha.sewa.operations.explain_clock import explain_clock
from sanjha.sewa.operations.withdraw_application import withdraw_application
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries.access import visible_application
from sanjha.sewa.queries.case import Case, case_of
from sanjha.sewa.queries.counter import open_objections
from sanjha.sewa.queries.history import reasons_in_words
from sanjha.sewa.web.answers import answers_of
from sanjha.sewa.web.moments import moments_of
from sanjha.sewa.web.objection_answers import answer_posted
from sanjha.sewa.web.objections import Answering
from sanjha.sewa.web.portal.mine import mine_of
from sanjha.sewa.web.states import tone_of


@citizen_required
@require_safe
def applications(request: Request) -> HttpResponse:
    """Applications, drafts, and what waits for the citizen."""
    mine = mine_of(request.actor)
    context = {"rows": mine.rows, "drafts": mine.drafts, "waiting": mine.waiting}
    return render(request, "sewa/portal/applications.html", context)


@citizen_required
@require_safe
def application(request: Request, application_id: UUID) -> HttpResponse:
    """Who has it, since when, what next, by when; and what was sent."""
    found = case_of(request.actor, application_id)
    waiting = found.open_objection
    context = {
        "case": found,
        "tone": tone_of(found.application.state),
        "moments": moments_of(found.timeline, found.standing),
        "sections": answers_of(found.definition.form, found.application.data),
        "defects": reasons_in_words(found.definition, "OBJECT", waiting.codes) if waiting else [],
        **_rejection(found),
    }
    return render(request, "sewa/portal/application.html", context)


def _rejection(found: Case) -> dict[str, Any]:
    """Why it was rejected, and until when an appeal can be made."""
    entry = next((each for each in reversed(found.timeline) if each.kind == "REJECT"), None)
    if entry is None or found.application.state != "REJECTED":
        return {}
    return {
        "rejection": entry,
        "appeal_by": rules.appeal_by(entry.at.astimezone(clock.IST).date()),
    }


@citizen_required
@require_safe
def days(request: Request, application_id: UUID) -> HttpResponse:
    """Day by day: whose days were used, and why the others did not count."""
    account = explain_clock(application_id=application_id, actor=request.actor)
    found = visible_application(request.actor, application_id)
    return render(request, "sewa/portal/days.html", {"account": account, "application": found})


@citizen_required
@require_http_methods(["GET", "POST"])
def withdraw(request: Request, application_id: UUID) -> HttpResponse:
    """Ask once more, then take the application back."""
    found = visible_application(request.actor, application_id)
    reasons = request.POST.get("reasons", "")[:2000]
    problems: list[tuple[str, object]] = []
    status = 200
    if request.method == "POST":
        try:
            withdraw_application(application_id=application_id, reasons=reasons, actor=request.actor)
        except DomainError as error:
            problems, status = [("id_reasons", error.message)], error.status
        else:
            messages.success(request, _("The application is withdrawn."))
            return redirect("sewa:my-application", application_id)
    context = {
        "application": found,
        "service": definition_of(found.service_version).names,
        "reasons": reasons,
        "problems": problems,
        "back": reverse("sewa:my-application", args=[application_id]),
    }
    return render(request, "sewa/portal/withdraw.html", context, status=status)


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
