"""What happens at the counter besides new applications: status, delivery, objections, the day's figures."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sanjha.identity.contract import Request, holds
from sanjha.kernel.errors import DomainError, NotFound
from sanjha.sewa.models import Application, Objection
from sanjha.sewa.operations.withdraw_application import withdraw_application
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries.access import visible_application
from sanjha.sewa.queries.applications import search
from sanjha.sewa.queries.case import case_of
from sanjha.sewa.queries.counter import open_objections, received_on
from sanjha.sewa.queries.deliveries import ready_documents
from sanjha.sewa.queries.history import reasons_in_words
from sanjha.sewa.web.answers import answers_of
from sanjha.sewa.web.counter.screen import screen
from sanjha.sewa.web.counter.views_draft import at_the_counter
from sanjha.sewa.web.moments import moments_of
from sanjha.sewa.web.objection_answers import answer_posted
from sanjha.sewa.web.objections import Answering
from sanjha.sewa.web.states import tone_of

in_the_kendra = holds("counter_operator", "kendra_supervisor")


@in_the_kendra
@require_safe
def status(request: Request) -> HttpResponse:
    """Find an application of this kendra by number, name or mobile."""
    text = _typed(request)
    found = search(request.actor, text) if text else []
    context = {**screen(request.actor), "text": text, "rows": _with_names(found)}
    return render(request, "sewa/counter/status.html", context)


@in_the_kendra
@require_safe
def delivery(request: Request) -> HttpResponse:
    """Documents of this kendra's applications to be given out, those that nobody has fetched first."""
    text = _typed(request)
    rows = ready_documents(request.actor, text=text)
    return render(
        request, "sewa/counter/delivery.html", {**screen(request.actor), "text": text, "rows": rows}
    )


@in_the_kendra
@require_safe
def case(request: Request, application_id: UUID) -> HttpResponse:
    """How an application of this kendra stands, to be told to whoever asks at the counter."""
    found = case_of(request.actor, application_id)
    context = {
        **screen(request.actor),
        "case": found,
        "tone": tone_of(found.application.state),
        "moments": moments_of(found.timeline, found.standing),
        "sections": answers_of(found.definition.form, found.application.data),
    }
    return render(request, "sewa/counter/case.html", context)


@in_the_kendra
@require_safe
def objections(request: Request) -> HttpResponse:
    """Objections that wait for an answer, the most urgent first."""
    rows = [_objection_row(each) for each in open_objections(request.actor)]
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
                told = _("%(number)s: the answer is recorded.") % {"number": found.application.number}
                messages.success(request, told)
                return redirect("sewa:counter-objections")
        except DomainError as error:
            answering.refusal = error
    context = {
        **screen(request.actor),
        **answering.context(),
        "sections": answers_of(answering.definition.form, found.application.data),
    }
    return render(request, "sewa/counter/answer.html", context, status=answering.status)


@at_the_counter
@require_http_methods(["GET", "POST"])
def withdraw(request: Request, application_id: UUID) -> HttpResponse:
    """Ask once more, then take the application back for the applicant who has come."""
    application = visible_application(request.actor, application_id)
    back = reverse("sewa:counter-case", args=[application_id])
    reasons = request.POST.get("reasons", "")[:2000]
    problems: list[tuple[str, object]] = []
    status = 200
    if request.method == "POST":
        try:
            withdraw_application(application_id=application_id, reasons=reasons, actor=request.actor)
        except DomainError as error:
            problems, status = [("id_reasons", error.message)], error.status
        else:
            messages.success(request, _("%(number)s is withdrawn.") % {"number": application.number})
            return redirect(back)
    context = {
        **screen(request.actor),
        "application": application,
        "service": definition_of(application.service_version).names,
        "reasons": reasons,
        "problems": problems,
        "back": back,
    }
    return render(request, "sewa/counter/withdraw.html", context, status=status)


@in_the_kendra
@require_safe
def day(request: Request) -> HttpResponse:
    """What this kendra took today."""
    context = {**screen(request.actor), "rows": _with_names(received_on(request.actor))}
    return render(request, "sewa/counter/day.html", context)


def _typed(request: Request) -> str:
    return request.GET.get("q", "")[:100].strip()


def _with_names(found: list[Application]) -> list[tuple[Application, object]]:
    return [(application, definition_of(application.service_version).names) for application in found]


def _objection_row(objection: Objection) -> tuple[Objection, object, object]:
    definition = definition_of(objection.application.service_version)
    return objection, definition.names, reasons_in_words(definition, "OBJECT", objection.codes)
