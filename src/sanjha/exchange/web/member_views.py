"""Pages of the exchange's members."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from sanjha.exchange import member_queries, queries
from sanjha.exchange.models import Member
from sanjha.exchange.operations.register_member import register_member
from sanjha.exchange.operations.resume_member import resume_member
from sanjha.exchange.operations.rotate_key import rotate_key
from sanjha.exchange.operations.set_head_office import set_head_office
from sanjha.exchange.operations.suspend_member import suspend_member
from sanjha.exchange.rules import ADMINISTRATOR
from sanjha.exchange.subscription_queries import any_stopped
from sanjha.exchange.web.member_forms import ChangeKey, Reason, RegisterMember
from sanjha.exchange.web.rows import grant_row
from sanjha.identity.contract import Request, holds
from sanjha.kernel.errors import DomainError
from sanjha.ui.forms import refuse

LONGEST = 200


@require_safe
@holds(ADMINISTRATOR)
def members(request: Request) -> HttpResponse:
    """All members."""
    found = list(member_queries.members_seen_by(request.actor).select_related("handed_key")[:500])
    page = {"members": found, "stopped": any_stopped()}
    return render(request, "exchange/members.html", page)


@require_safe
@holds(ADMINISTRATOR)
def member(request: Request, member_id: UUID) -> HttpResponse:
    """One member: its state, what it may read, what it asked for, its history."""
    found = get_object_or_404(member_queries.members_seen_by(request.actor), pk=member_id)
    grants = queries.grants_seen_by(request.actor, consumer=found.identifier, with_ended=True)
    asked = member_queries.requests_seen_by(request.actor, consumer=found.identifier, with_answered=True)
    page = {
        "member": found,
        "handed": getattr(found, "handed_key", None),
        "grants": [grant_row(grant, found.department) for grant in grants[:LONGEST]],
        "requests": list(asked[:LONGEST]),
        "changes": list(found.changes.order_by("-id")[:LONGEST]),
    }
    return render(request, "exchange/member.html", page)


@require_http_methods(["GET", "POST"])
@holds(ADMINISTRATOR)
def register(request: Request) -> HttpResponse:
    """Let a system join."""
    form = RegisterMember(request.POST or None)
    if form.is_valid():
        try:
            given = dict(form.cleaned_data)
            head_office = given.pop("head_office")
            made = register_member(actor=request.actor, **given)
            if head_office:
                set_head_office(member_id=made.id, head_office=head_office, actor=request.actor)
            messages.success(request, _("The member is registered. It may read nothing yet: ask for access."))
            return redirect("exchange:member", made.id)
        except DomainError as error:
            refuse(form, error)
    page = {"form": form, "title": _("Register a member"), "back": "exchange:members"}
    return render(request, "exchange/deed.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@holds(ADMINISTRATOR)
def suspend(request: Request, member_id: UUID) -> HttpResponse:
    """Shut the door for a member."""
    words = gettext_lazy("Every call of this member will be refused until it resumes. Its permissions stay.")
    return _deed(request, member_id, suspend_member, Reason, gettext_lazy("Suspend the member"), words)


@require_http_methods(["GET", "POST"])
@holds(ADMINISTRATOR)
def resume(request: Request, member_id: UUID) -> HttpResponse:
    """Open the door again."""
    words = gettext_lazy("The member may call again, as far as its permissions go.")
    return _deed(request, member_id, resume_member, Reason, gettext_lazy("Let the member resume"), words)


@require_http_methods(["GET", "POST"])
@holds(ADMINISTRATOR)
def change_key(request: Request, member_id: UUID) -> HttpResponse:
    """Give a member a new key."""
    words = gettext_lazy("The old key is void at once. Compare the new key's fingerprint by telephone.")
    return _deed(request, member_id, rotate_key, ChangeKey, gettext_lazy("Change the key"), words)


def _deed(
    request: Request,
    member_id: UUID,
    operation: Callable[..., Member],
    kind: type[forms.Form],
    title: Promise,
    words: Promise,
) -> HttpResponse:
    """Ask for what the operation needs, do it, and go back to the member."""
    found = get_object_or_404(member_queries.members_seen_by(request.actor), pk=member_id)
    form = kind(request.POST or None)
    if form.is_valid():
        try:
            operation(member_id=member_id, actor=request.actor, **form.cleaned_data)
            messages.success(request, _("Done. It stands in the history of the member."))
            return redirect("exchange:member", member_id)
        except DomainError as error:
            refuse(form, error)
    page: dict[str, Any] = {"form": form, "title": title, "words": words, "member": found}
    return render(request, "exchange/deed.html", page, status=422 if form.errors else 200)
