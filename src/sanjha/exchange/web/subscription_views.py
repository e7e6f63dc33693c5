"""Pages of members that are told what happened."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sanjha.exchange.models import EventSubscription
from sanjha.exchange.offered_events import offered_events
from sanjha.exchange.operations.agree_events import agree_events
from sanjha.exchange.operations.ask_events import ask_events
from sanjha.exchange.operations.end_events import end_events
from sanjha.exchange.operations.set_position import set_position
from sanjha.exchange.outgoing import house_key
from sanjha.exchange.rules import ADMINISTRATOR
from sanjha.exchange.subscription_queries import subscriptions_seen_by
from sanjha.exchange.web.member_forms import Reason
from sanjha.exchange.web.outbound_forms import AskEvents, SetPosition
from sanjha.identity.contract import Request, holds
from sanjha.kernel.errors import DomainError
from sanjha.ui.forms import refuse

LONGEST = 200


@require_safe
@holds(ADMINISTRATOR)
def subscriptions(request: Request) -> HttpResponse:
    """All that were asked for or agreed, with how far they have got; on demand also those that are over."""
    with_ended = request.GET.get("ended") == "1"
    found = list(subscriptions_seen_by(request.actor, with_ended=with_ended)[:LONGEST])
    page = {"subscriptions": [_row(each) for each in found], "with_ended": with_ended}
    return render(request, "exchange/subscriptions.html", page)


@require_http_methods(["GET", "POST"])
@holds(ADMINISTRATOR)
def ask(request: Request) -> HttpResponse:
    """Ask for a member; somebody else agrees. Which event is chosen first."""
    kind = request.GET.get("kind", "")
    if kind not in offered_events():
        return render(request, "exchange/choose_event.html", {"offered": sorted(offered_events().items())})
    form = AskEvents(request.POST or None, actor=request.actor, kind=kind)
    if form.is_valid():
        given = dict(form.cleaned_data)
        try:
            made = ask_events(
                kind=kind,
                member_id=UUID(given.pop("member_id")),
                fields=given.pop("fields_told"),
                actor=request.actor,
                **given,
            )
            messages.success(request, _("The request waits for the owner's answer."))
            return redirect("exchange:subscription", made.id)
        except DomainError as error:
            refuse(form, error)
    page = {
        "form": form,
        "title": f"{_('Ask for events')}: {kind}",
        "words": _("Nothing is told until the owner has agreed. Who asks cannot agree."),
        "back": "exchange:subscriptions",
    }
    return render(request, "exchange/deed.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@holds(ADMINISTRATOR)
def subscription(request: Request, subscription_id: UUID) -> HttpResponse:
    """One of them; posted, the administrator agrees."""
    found = _found(request, subscription_id)
    if request.method == "POST":
        try:
            agree_events(subscription_id=subscription_id, actor=request.actor)
            messages.success(request, _("Events are kept for the member from now on."))
        except DomainError as error:
            messages.warning(request, str(error))
        return redirect("exchange:subscription", subscription_id)
    page = {
        **_row(found),
        "is_own": found.asked_by == request.actor.label,
        "key": house_key.public_key(),
        "key_id": house_key.KEY_ID,
    }
    return render(request, "exchange/subscription.html", page)


@require_http_methods(["GET", "POST"])
@holds(ADMINISTRATOR)
def end(request: Request, subscription_id: UUID) -> HttpResponse:
    """Refuse what was asked for, or end what was agreed, with a reason."""
    found = _found(request, subscription_id)
    form = Reason(request.POST or None)
    if form.is_valid():
        try:
            end_events(subscription_id=subscription_id, actor=request.actor, **form.cleaned_data)
            messages.success(request, _("Done."))
            return redirect("exchange:subscription", subscription_id)
        except DomainError as error:
            refuse(form, error)
    asked = found.state == EventSubscription.State.ASKED
    title = _("Refuse the request") if asked else _("End the subscription")
    page = {"form": form, "title": title, "back": "exchange:subscriptions", "subject": found}
    return render(request, "exchange/deed.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@holds(ADMINISTRATOR)
def position(request: Request, subscription_id: UUID) -> HttpResponse:
    """Give events again, or set pushing going that was given up."""
    found = _found(request, subscription_id)
    progress = getattr(found, "progress", None)
    form = SetPosition(request.POST or None, initial={"position": progress.had if progress else 0})
    if form.is_valid():
        try:
            set_position(subscription_id=subscription_id, actor=request.actor, **form.cleaned_data)
            messages.success(request, _("Done."))
            return redirect("exchange:subscription", subscription_id)
        except DomainError as error:
            refuse(form, error)
    page = {
        "form": form,
        "title": _("Go on after a position"),
        "words": _("Leave the position as it is to try the event again that was not accepted."),
        "back": "exchange:subscriptions",
        "subject": found,
    }
    return render(request, "exchange/deed.html", page, status=422 if form.errors else 200)


def _row(found: EventSubscription) -> dict[str, Any]:
    return {"subscription": found, "progress": getattr(found, "progress", None)}


def _found(request: Request, subscription_id: UUID) -> EventSubscription:
    return get_object_or_404(subscriptions_seen_by(request.actor, with_ended=True), pk=subscription_id)
