"""What a department does about its own systems; whoever owns the facts answers elsewhere."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sanjha.exchange.member_queries import grants_kept_by
from sanjha.exchange.models import Member
from sanjha.exchange.offered_events import offered_events
from sanjha.exchange.operations.ask_access import ask_access
from sanjha.exchange.operations.ask_events import ask_events
from sanjha.exchange.operations.change_contact import change_contact
from sanjha.exchange.operations.end_grant import end_grant
from sanjha.exchange.operations.hand_in_key import hand_in_key
from sanjha.exchange.operations.propose_provider import propose_provider
from sanjha.exchange.rules import KEEPER
from sanjha.exchange.web.member_forms import ChangeKey
from sanjha.exchange.web.own_forms import AskOwnAccess, AskOwnEvents, Contact, OfferOwn
from sanjha.exchange.web.own_views import own_member
from sanjha.exchange.web.rows import grant_row
from sanjha.identity.contract import Request, holds
from sanjha.kernel.errors import Conflict, DomainError
from sanjha.ui.forms import refuse


@require_http_methods(["GET", "POST"])
@holds(KEEPER)
def ask(request: Request, member_id: UUID) -> HttpResponse:
    """Ask to read facts."""
    member = own_member(request, member_id)
    form = AskOwnAccess(request.POST or None, actor=request.actor)
    title = _("Ask for access")
    words = _("Nothing may be read until the owner of the facts has agreed. Who asks cannot agree.")

    def do() -> str:
        ask_access(consumer=member.identifier, actor=request.actor, **form.cleaned_data)
        return _("The request waits for the owner's answer.")

    return _deed(request, member, form, title, words, do)


@require_http_methods(["GET", "POST"])
@holds(KEEPER)
def ask_to_be_told(request: Request, member_id: UUID) -> HttpResponse:
    """Ask for events; which one is chosen first."""
    member = own_member(request, member_id)
    kind = request.GET.get("kind", "")
    if kind not in offered_events():
        page = {"offered": sorted(offered_events().items()), "back_to": _page_of(member)}
        return render(request, "exchange/choose_event.html", page)
    form = AskOwnEvents(request.POST or None, actor=request.actor, kind=kind)
    title = f"{_('Ask for events')}: {kind}"
    words = _("Nothing is told until the owner has agreed. Who asks cannot agree.")

    def do() -> str:
        given = dict(form.cleaned_data)
        fields = given.pop("fields_told")
        ask_events(member_id=member.id, kind=kind, fields=fields, actor=request.actor, **given)
        return _("The request waits for the owner's answer.")

    return _deed(request, member, form, title, words, do)


@require_http_methods(["GET", "POST"])
@holds(KEEPER)
def offer(request: Request, member_id: UUID) -> HttpResponse:
    """Offer to answer a contract."""
    member = own_member(request, member_id)
    form = OfferOwn(request.POST or None, actor=request.actor)
    words = _("The system is asked as soon as an administrator has agreed.")

    def do() -> str:
        propose_provider(member_id=member.id, offer=form.offer(), actor=request.actor)
        return _("The offer waits for the other side.")

    return _deed(request, member, form, _("Offer to answer"), words, do)


@require_http_methods(["GET", "POST"])
@holds(KEEPER)
def new_key(request: Request, member_id: UUID) -> HttpResponse:
    """Hand in a new key."""
    member = own_member(request, member_id)
    form = ChangeKey(request.POST or None)
    words = _(
        "The old key counts until an administrator has compared the new key's fingerprint with you and agreed."
    )

    def do() -> str:
        hand_in_key(member_id=member.id, actor=request.actor, **form.cleaned_data)
        return _("The new key waits for an administrator.")

    return _deed(request, member, form, _("Hand in a new key"), words, do)


@require_http_methods(["GET", "POST"])
@holds(KEEPER)
def contact(request: Request, member_id: UUID) -> HttpResponse:
    """Name another engineer in charge."""
    member = own_member(request, member_id)
    now = {"contact_name": member.contact_name, "contact_email": member.contact_email}
    form = Contact(request.POST or None, initial=now)

    def do() -> str:
        change_contact(member_id=member.id, actor=request.actor, **form.cleaned_data)
        return _("Done. It stands in the history of the member.")

    return _deed(request, member, form, _("Change the contact"), "", do)


@require_http_methods(["GET", "POST"])
@holds(KEEPER)
def end(request: Request, member_id: UUID, grant_id: UUID) -> HttpResponse:
    """Ask once more, then give a permission of one's own up."""
    member = own_member(request, member_id)
    own = grants_kept_by(request.actor).filter(consumer=member.identifier)
    grant = get_object_or_404(own, pk=grant_id)
    if request.method != "POST":
        page = {**grant_row(grant, member.department), "back_to": _page_of(member)}
        return render(request, "exchange/end_grant.html", page)
    try:
        end_grant(grant_id=grant.id, actor=request.actor)
        messages.success(request, _("The permission is ended. The next call is refused."))
    except Conflict as error:
        messages.warning(request, str(error))
    return redirect(_page_of(member))


def _deed(
    request: Request, member: Member, form: forms.Form, title: str, words: str, do: Callable[[], str]
) -> HttpResponse:
    """Ask for what the deed needs, do it, and go back to the system's page."""
    if form.is_valid():
        try:
            messages.success(request, do())
            return redirect(_page_of(member))
        except DomainError as error:
            refuse(form, error)
    page = {"form": form, "title": title, "words": words, "member": member, "back_to": _page_of(member)}
    return render(request, "exchange/deed.html", page, status=422 if form.errors else 200)


def _page_of(member: Member) -> str:
    return reverse("exchange:own-system", args=[member.id])
