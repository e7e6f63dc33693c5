"""Pages of departments' systems that answer contracts."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from sanjha.exchange.models import Provider
from sanjha.exchange.operations.agree_provider import agree_provider
from sanjha.exchange.operations.change_provider import change_provider
from sanjha.exchange.operations.propose_provider import propose_provider
from sanjha.exchange.outbound.registered import providers_seen_by
from sanjha.exchange.outgoing import house_key
from sanjha.exchange.rules import ADMINISTRATOR
from sanjha.exchange.web.member_forms import Reason
from sanjha.exchange.web.outbound_forms import OfferProvider
from sanjha.identity.contract import Request, holds
from sanjha.kernel.errors import DomainError
from sanjha.ui.forms import refuse

LONGEST = 200
State = Provider.State

_STEPS = {
    "refuse": (State.REFUSED, gettext_lazy("Refuse the system"), gettext_lazy("It will not be asked.")),
    "suspend": (
        State.SUSPENDED,
        gettext_lazy("Suspend the system"),
        gettext_lazy("It is not asked until it resumes; whoever calls is told that it cannot be asked."),
    ),
    "resume": (State.ACTIVE, gettext_lazy("Let the system resume"), gettext_lazy("It is asked again.")),
    "end": (
        State.ENDED,
        gettext_lazy("End this"),
        gettext_lazy("It is not asked any more. Another system may be offered in its place."),
    ),
}


@require_safe
@holds(ADMINISTRATOR)
def providers(request: Request) -> HttpResponse:
    """All that are offered or registered; on demand also those that were refused or ended."""
    with_ended = request.GET.get("ended") == "1"
    found = list(providers_seen_by(request.actor, with_ended=with_ended)[:LONGEST])
    page = {"providers": found, "with_ended": with_ended}
    return render(request, "exchange/providers.html", page)


@require_http_methods(["GET", "POST"])
@holds(ADMINISTRATOR)
def offer(request: Request) -> HttpResponse:
    """Offer a member's system; somebody else agrees."""
    form = OfferProvider(request.POST or None, actor=request.actor)
    if form.is_valid():
        try:
            member_id = UUID(form.cleaned_data["member_id"])
            made = propose_provider(member_id=member_id, offer=form.offer(), actor=request.actor)
            messages.success(request, _("The offer waits for the other side."))
            return redirect("exchange:provider", made.id)
        except DomainError as error:
            refuse(form, error)
    page = {
        "form": form,
        "title": _("Offer a system"),
        "words": _("The system is asked as soon as the member or another administrator has agreed."),
        "back": "exchange:providers",
    }
    return render(request, "exchange/deed.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@holds(ADMINISTRATOR)
def provider(request: Request, provider_id: UUID) -> HttpResponse:
    """One of them; posted, the administrator agrees."""
    found = _found(request, provider_id)
    if request.method == "POST":
        try:
            agree_provider(provider_id=provider_id, actor=request.actor)
            messages.success(request, _("The system is asked from now on."))
        except DomainError as error:
            messages.warning(request, str(error))
        return redirect("exchange:provider", provider_id)
    page: dict[str, Any] = {
        "provider": found,
        "trouble": getattr(found, "trouble", None),
        "is_own": found.proposed_by == request.actor.label,
        "key": house_key.public_key(),
        "key_id": house_key.KEY_ID,
    }
    return render(request, "exchange/provider.html", page)


@require_http_methods(["GET", "POST"])
@holds(ADMINISTRATOR)
def change(request: Request, provider_id: UUID, step: str) -> HttpResponse:
    """Refuse, suspend, resume or end it, with a reason."""
    found = _found(request, provider_id)
    if step not in _STEPS:
        raise Http404
    to, title, words = _STEPS[step]
    form = Reason(request.POST or None)
    if form.is_valid():
        try:
            change_provider(provider_id=provider_id, to=to, actor=request.actor, **form.cleaned_data)
            messages.success(request, _("Done."))
            return redirect("exchange:provider", provider_id)
        except DomainError as error:
            refuse(form, error)
    page = {"form": form, "title": title, "words": words, "back": "exchange:providers", "subject": found}
    return render(request, "exchange/deed.html", page, status=422 if form.errors else 200)


def _found(request: Request, provider_id: UUID) -> Provider:
    return get_object_or_404(providers_seen_by(request.actor, with_ended=True), pk=provider_id)
