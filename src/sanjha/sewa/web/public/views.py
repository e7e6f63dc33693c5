"""Find a service, see what it takes, follow an application."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanjha.identity.contract import Request, public
from sanjha.kernel import clock
from sanjha.kernel.errors import DomainError, Message
from sanjha.sewa.queries.services import Offered, service_offered, services_offered
from sanjha.sewa.queries.tracking import Tracked
from sanjha.sewa.queries.tracking import track as tracked
from sanjha.sewa.web.moments import public_moments
from sanjha.sewa.web.portal.mine import mine_of
from sanjha.sewa.web.public.service_facts import ServiceFacts, facts_of
from sanjha.sewa.web.states import tone_of
from sanjha.ui.components import Crumb, Row

LONGEST_NUMBER = 60


@public
@require_safe
def home(request: Request) -> HttpResponse:
    """Where a citizen begins: search, services, tracking, verification. Officers go to their own work."""
    if request.actor.is_officer and "all" not in request.GET:
        return HttpResponseRedirect(_work_of(request))
    text = request.GET.get("q", "")[:100].strip()
    found = services_offered(text=text)
    if text:
        return render(request, "sewa/public/services.html", {"text": text, "found": found})
    mine = mine_of(request.actor, most=3) if request.actor.is_citizen else None
    return render(request, "sewa/public/home.html", {"services": found[:6], "mine": mine})


def _work_of(request: Request) -> str:
    if request.actor.holds("counter_operator", "kendra_supervisor"):
        return reverse("sewa:counter")
    return reverse("sewa:inbox")


@public
@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """All services, or those whose names or keywords begin with what was typed, in any of three scripts."""
    text = request.GET.get("q", "")[:100].strip()
    return render(request, "sewa/public/services.html", {"text": text, "found": services_offered(text=text)})


@public
@require_safe
def service(request: HttpRequest, code: str) -> HttpResponse:
    """What one service gives and takes: documents, fee, time limit, officer, appeal, before anybody starts."""
    offered: Offered = service_offered(code.upper())
    facts: ServiceFacts = facts_of(offered.definition)
    crumbs = [
        Crumb(_("Start"), reverse("sewa:home")),
        Crumb(_("Services"), reverse("sewa:services")),
        Crumb(offered.names),
    ]
    return render(request, "sewa/public/service.html", {"offered": offered, "facts": facts, "crumbs": crumbs})


@public
@require_safe
def track(request: HttpRequest) -> HttpResponse:
    """Where an application stands, by its number; what is personal is masked."""
    number = request.GET.get("number", "")[: LONGEST_NUMBER + 1].strip().upper()
    if not number:
        return render(request, "sewa/public/track.html", {"number": ""})
    try:
        found = tracked(number)
    except DomainError as error:
        problem: Sequence[tuple[str, Message]] = [("id_number", error.message)]
        return render(
            request, "sewa/public/track.html", {"number": number, "problem": problem}, status=error.status
        )
    context = {
        "found": found,
        "tone": tone_of(found.state),
        "rows": _rows(found),
        "moments": public_moments(found.steps, found.standing),
    }
    return render(request, "sewa/public/tracked.html", context)


def _rows(found: Tracked) -> list[Row]:
    return [
        Row(_("Number"), found.number),
        Row(_("Applicant"), found.applicant),
        Row(_("Received"), found.received_at.astimezone(clock.IST).strftime("%d-%m-%Y")),
    ]
