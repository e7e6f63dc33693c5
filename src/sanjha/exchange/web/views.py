"""Pages of the exchange: who read my data; who may read what."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sanjha.exchange import member_queries, queries
from sanjha.exchange.fact_names import FACTS, fact_names
from sanjha.exchange.operations.end_grant import end_grant
from sanjha.exchange.operations.grant_access import grant_access
from sanjha.exchange.rules import ADMINISTRATOR
from sanjha.exchange.web.forms import GrantAccess, consumers
from sanjha.exchange.web.rows import grant_row
from sanjha.exchange.web.shown import shown
from sanjha.identity.contract import Request, citizen_required, holds
from sanjha.kernel.errors import Conflict, DomainError
from sanjha.ui.forms import refuse


@require_safe
@citizen_required
def my_readings(request: Request) -> HttpResponse:
    """Who read the citizen's facts."""
    fact = request.GET.get("fact", "")
    fact = fact if fact in FACTS else ""
    readings = queries.readings_of(request.actor, before=_id_of(request.GET.get("after", "")), fact=fact)
    page = {
        "readings": shown(readings, request.actor),
        "older": str(readings[-1].id) if len(readings) == queries.PAGE else "",
        "fact": fact_names([fact])[0] if fact else "",
    }
    return render(request, "exchange/my_readings.html", page)


@require_safe
@holds(ADMINISTRATOR)
def grants(request: Request) -> HttpResponse:
    """The permissions, each of which the administrator may end."""
    consumer = request.GET.get("consumer", "")
    with_ended = request.GET.get("ended") == "1"
    found = queries.grants_seen_by(request.actor, consumer=consumer, with_ended=with_ended)
    shown_ones = list(found[:500])
    names = member_queries.members_by_identifier({grant.consumer for grant in shown_ones})
    page = {
        "grants": [grant_row(grant, names.get(grant.consumer)) for grant in shown_ones],
        "consumers": consumers(),
        "consumer": consumer,
        "with_ended": with_ended,
    }
    return render(request, "exchange/grants.html", page)


@require_http_methods(["GET", "POST"])
@holds(ADMINISTRATOR)
def new_grant(request: Request) -> HttpResponse:
    """Give a permission."""
    form = GrantAccess(request.POST or None)
    if form.is_valid():
        try:
            grant_access(actor=request.actor, **form.cleaned_data)
            messages.success(request, _("The permission is given."))
            return redirect("exchange:grants")
        except DomainError as error:
            refuse(form, error)
    return render(request, "exchange/new_grant.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@holds(ADMINISTRATOR)
def end(request: Request, grant_id: UUID) -> HttpResponse:
    """Ask once more, then end a permission."""
    grant = get_object_or_404(queries.grants_seen_by(request.actor, with_ended=True), pk=grant_id)
    if request.method != "POST":
        return render(request, "exchange/end_grant.html", grant_row(grant))
    try:
        end_grant(grant_id=grant_id, actor=request.actor)
        messages.success(request, _("The permission is ended. The next call is refused."))
    except Conflict as error:
        messages.warning(request, str(error))
    return redirect("exchange:grants")


def _id_of(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise BadRequest(_("This page of the list does not exist.")) from None
