"""A department's pages of its own systems: what each of them is, may read, asked for, answers and is told."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from sanjha.exchange import member_queries
from sanjha.exchange.models import Grant, Member
from sanjha.exchange.outbound.registered import providers_of
from sanjha.exchange.rules import KEEPER
from sanjha.exchange.subscription_queries import subscriptions_of
from sanjha.exchange.usage_queries import Usage, usage_of
from sanjha.exchange.web.rows import grant_row
from sanjha.identity.contract import Request, holds

LONGEST = 200


@require_safe
@holds(KEEPER)
def systems(request: Request) -> HttpResponse:
    """The systems of the officer's own department."""
    found = member_queries.members_kept_by(request.actor).select_related("handed_key")
    return render(request, "exchange/own_systems.html", {"members": list(found[:LONGEST])})


@require_safe
@holds(KEEPER)
def system(request: Request, member_id: UUID) -> HttpResponse:
    """One of them, with everything that the exchange knows of it."""
    found = own_member(request, member_id)
    grants = member_queries.grants_kept_by(request.actor).filter(consumer=found.identifier)
    asked = member_queries.requests_kept_by(request.actor).filter(consumer=found.identifier)
    page = {
        "member": found,
        "handed": getattr(found, "handed_key", None),
        "grants": _grant_rows(list(grants[:LONGEST]), found),
        "requests": list(asked[:LONGEST]),
        "providers": providers_of(found),
        "subscriptions": [
            {"subscription": each, "progress": getattr(each, "progress", None)}
            for each in subscriptions_of(found)
        ],
        "changes": list(found.changes.order_by("-id")[:LONGEST]),
    }
    return render(request, "exchange/own_system.html", page)


def own_member(request: Request, member_id: UUID) -> Member:
    """One of the department's systems; for the others there is no such page."""
    found = member_queries.members_kept_by(request.actor).select_related("handed_key")
    return get_object_or_404(found, pk=member_id)


def _grant_rows(grants: list[Grant], member: Member) -> list[dict[str, Any]]:
    used = usage_of([grant.id for grant in grants])
    return [{**grant_row(grant, member.department), "usage": used.get(grant.id, Usage())} for grant in grants]
