"""Pages on which an administrator answers a new key, and says who keeps a member's system."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sanjha.exchange import member_queries
from sanjha.exchange.models import Member
from sanjha.exchange.operations.agree_key import agree_key
from sanjha.exchange.operations.refuse_key import refuse_key
from sanjha.exchange.operations.set_head_office import set_head_office
from sanjha.exchange.rules import ADMINISTRATOR
from sanjha.exchange.web.member_forms import KeptBy, Reason
from sanjha.identity.contract import Request, holds
from sanjha.kernel.errors import DomainError
from sanjha.ui.forms import refuse


@require_POST
@holds(ADMINISTRATOR)
def agree(request: Request, member_id: UUID, key_id: UUID) -> HttpResponse:
    """The new key counts from now on."""
    _member(request, member_id)
    try:
        agree_key(key_id=key_id, actor=request.actor)
        messages.success(request, _("Done. It stands in the history of the member."))
    except DomainError as error:
        messages.warning(request, str(error))
    return redirect("exchange:member", member_id)


@require_http_methods(["GET", "POST"])
@holds(ADMINISTRATOR)
def refuse_it(request: Request, member_id: UUID, key_id: UUID) -> HttpResponse:
    """The old key stays."""
    found = _member(request, member_id)
    form = Reason(request.POST or None)
    if form.is_valid():
        try:
            refuse_key(key_id=key_id, actor=request.actor, **form.cleaned_data)
            messages.success(request, _("Done. It stands in the history of the member."))
            return redirect("exchange:member", member_id)
        except DomainError as error:
            refuse(form, error)
    page = {"form": form, "title": _("Refuse the new key"), "member": found}
    return render(request, "exchange/deed.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@holds(ADMINISTRATOR)
def kept_by(request: Request, member_id: UUID) -> HttpResponse:
    """Which office's keeper of systems answers for the member."""
    found = _member(request, member_id)
    form = KeptBy(request.POST or None, initial={"head_office": found.head_office})
    if form.is_valid():
        set_head_office(member_id=found.id, actor=request.actor, **form.cleaned_data)
        messages.success(request, _("Done. It stands in the history of the member."))
        return redirect("exchange:member", member_id)
    page = {"form": form, "title": _("Change the head office"), "member": found}
    return render(request, "exchange/deed.html", page, status=422 if form.errors else 200)


def _member(request: Request, member_id: UUID) -> Member:
    return get_object_or_404(member_queries.members_seen_by(request.actor), pk=member_id)
