"""What happens at the counter besides new applications: status, objections to be answered, the day's figures."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sanjha.identity.contract import Request, holds
from sanjha.kernel.errors import DomainError, NotFound
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries.case import case_of
from sanjha.sewa.queries.counter import open_objections, received_on
from sanjha.sewa.queries.applications import search
from sanjha.sewa.web.answers import answers_of
from sanjha.sewa.web.counter.screen import screen
from sanjha.sewa.web.counter.views_draft import at_the_counter
from sanjha.sewa.web.moments import moments_of
from sanjha.sewa.web.objections import Answering, answer_posted

in_the_kendra = holds("counter_operator", "kendra_supervisor")


@in_the_kendra
@require_safe
def status(request: Request) -> HttpResponse:
    """Find an application of this kendra by number, name or mobile."""
    text = request.GET.get("q", "")[:100].strip()
    found = search(request.actor, text) if text else []
    rows = [(application, definition_of(application.service_version).names) for application in found]
    return render(request, "sewa/counter/status.html", {**screen(request.actor), "text": text, "rows": rows})


@in_the_kendra
@require_safe
def case(request: Request, application_id: UUID) -> HttpResponse:
    """How an application of this kendra stands, to be told to whoever asks at the counter."""
    found = case_of(request.actor, application_id)
    context = {**screen(request.actor), "case": found, "moments": moments_of(found.timeline, found.standing)}
    return render(request, "sewa/counter/case.html", context)


@in_the_kendra
@require_safe
def objections(request: Request) -> HttpResponse:
    """Objections that wait for an answer, the most urgent first."""
    waiting = open_objections(request.actor)
    rows = [(each, definition_of(each.application.service_version).names) for each in waiting]
    return render(request, "sewa/counter/objections.html", {**screen(request.actor), "rows": rows})


@at_the_counter
@require_http_methods(["GET", "POST"])
def answer(request: Request, objection_id: UUID) -> HttpResponse:
    """Answer an objection for the applicant who has come: mended fields, papers, words."""
    found = next((each for each in open_objections(request.actor) if each.pk == objection_id), None)
    if found is None:
        raise NotFound(_("This objection is not open any more, or it is not of this kendra."))
    answering = Answering.of(request, found)
    if request.method == "POST":
        try:
            if answer_posted(request, answering):
                messages.success(request, _("%(number)s: the answer is recorded.") % {"number": found.application.number})
                return redirect("sewa:counter-objections")
        except DomainError as error:
            answering.refusal = error
    context = {
        **screen(request.actor),
        **answering.context(),
        "sections": answers_of(answering.definition.form, found.application.data),
    }
    return render(request, "sewa/counter/answer.html", context, status=answering.status)


@in_the_kendra
@require_safe
def day(request: Request) -> HttpResponse:
    """What this kendra took today."""
    received = received_on(request.actor)
    rows = [(application, definition_of(application.service_version).names) for application in received]
    return render(request, "sewa/counter/day.html", {**screen(request.actor), "rows": rows})
