"""Pages on which consumers ask for access and owners answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sanjha.exchange import member_queries
from sanjha.exchange.models import AccessRequest
from sanjha.exchange.operations.agree_access import agree_access
from sanjha.exchange.operations.ask_access import ask_access
from sanjha.exchange.operations.refuse_access import refuse_access
from sanjha.exchange.rules import ADMINISTRATOR
from sanjha.exchange.web.member_forms import AskAccess, Reason
from sanjha.exchange.web.rows import request_row
from sanjha.identity.contract import Request, holds
from sanjha.kernel.errors import DomainError
from sanjha.ui.forms import refuse

LONGEST = 500


@require_safe
@holds(ADMINISTRATOR)
def requests(request: Request) -> HttpResponse:
    """What waits for an answer; on demand also what was answered."""
    with_answered = request.GET.get("answered") == "1"
    found = list(member_queries.requests_seen_by(request.actor, with_answered=with_answered)[:LONGEST])
    names = member_queries.members_by_identifier({asked.consumer for asked in found})
    page = {"requests": [request_row(asked, names) for asked in found], "with_answered": with_answered}
    return render(request, "exchange/requests.html", page)


@require_http_methods(["GET", "POST"])
@holds(ADMINISTRATOR)
def ask(request: Request) -> HttpResponse:
    """Ask for access on behalf of a consumer; somebody else answers."""
    form = AskAccess(request.POST or None, actor=request.actor, consumer=request.GET.get("consumer", ""))
    if form.is_valid():
        try:
            made = ask_access(actor=request.actor, **form.cleaned_data)
            messages.success(request, _("The request waits for the owner's answer."))
            return redirect("exchange:request", made.id)
        except DomainError as error:
            refuse(form, error)
    page = {
        "form": form,
        "title": _("Ask for access"),
        "words": _("Nothing may be read until the owner of the facts has agreed. Who asks cannot agree."),
        "back": "exchange:requests",
    }
    return render(request, "exchange/deed.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@holds(ADMINISTRATOR)
def answer(request: Request, request_id: UUID) -> HttpResponse:
    """One request; posted, the owner agrees."""
    asked = _asked(request, request_id)
    if request.method == "POST":
        try:
            agree_access(request_id=request_id, actor=request.actor)
            messages.success(request, _("The permission is given."))
        except DomainError as error:
            messages.warning(request, str(error))
        return redirect("exchange:request", request_id)
    names = member_queries.members_by_identifier({asked.consumer})
    is_own = asked.asked_by == request.actor.label
    return render(request, "exchange/request.html", {**request_row(asked, names), "is_own": is_own})


@require_http_methods(["GET", "POST"])
@holds(ADMINISTRATOR)
def refuse_it(request: Request, request_id: UUID) -> HttpResponse:
    """Refuse a request with a reason."""
    _asked(request, request_id)
    form = Reason(request.POST or None)
    if form.is_valid():
        try:
            refuse_access(request_id=request_id, actor=request.actor, **form.cleaned_data)
            messages.success(request, _("The request is refused. The consumer reads the reason."))
            return redirect("exchange:request", request_id)
        except DomainError as error:
            refuse(form, error)
    page = {"form": form, "title": _("Refuse the request"), "back": "exchange:requests"}
    return render(request, "exchange/deed.html", page, status=422 if form.errors else 200)


def _asked(request: Request, request_id: UUID) -> AccessRequest:
    seen = member_queries.requests_seen_by(request.actor, with_answered=True)
    return get_object_or_404(seen, pk=request_id)
