"""Handing over a charge: what lies at the post, signed by who goes and by who comes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanjha.eoffice.models import ChargeList
from sanjha.eoffice.operations.list_charge import list_charge
from sanjha.eoffice.operations.sign_charge import sign_charge
from sanjha.eoffice.queries import charges as queries
from sanjha.eoffice.web.forms import RemarksForm
from sanjha.identity.contract import Request, officer_required
from sanjha.kernel.errors import DomainError, NotFound


@officer_required
@require_safe
def charges(request: Request) -> HttpResponse:
    """The lists to sign and those signed, and what lies where nobody sits."""
    context = {
        "charges": queries.charges_of(request.actor),
        "posts": list(request.actor.posts.values()),
        "orphaned": queries.lying_at_vacant_posts(request.actor),
        "person": request.actor.person,
    }
    return render(request, "eoffice/charges.html", context)


@officer_required
@require_POST
def look_ahead(request: Request) -> HttpResponse:
    """List what lies at one of the officer's posts now, before the charge is given up."""
    try:
        post = UUID(request.POST.get("post", ""))
    except ValueError:
        raise NotFound(_("There is no such post.")) from None
    made = list_charge(post=post, actor=request.actor)
    return redirect("eoffice:charge", charge_id=made.pk)


@officer_required
@require_safe
def charge(request: Request, charge_id: UUID) -> HttpResponse:
    """One list, to be read, printed and signed."""
    return _show(request, charge_id, RemarksForm())


@officer_required
@require_POST
def sign(request: Request, charge_id: UUID) -> HttpResponse:
    """Give or take the charge."""
    form = RemarksForm(request.POST)
    if not form.is_valid():
        return _show(request, charge_id, form)
    try:
        sign_charge(charge_id=charge_id, actor=request.actor, remarks=form.cleaned_data["remarks"])
    except DomainError as error:
        return _show(request, charge_id, form, refusal=error)
    messages.success(request, _("The list is signed."))
    return redirect("eoffice:charge", charge_id=charge_id)


def _show(
    request: Request, charge_id: UUID, form: RemarksForm, *, refusal: DomainError | None = None
) -> HttpResponse:
    found = queries.visible_charge(request.actor, charge_id)
    context = {
        "charge": found,
        "form": form,
        "refusal_lines": [("sign", refusal.message)] if refusal else [],
        "gives": _gives(request, found),
        "takes": _takes(request, found),
    }
    return render(request, "eoffice/charge.html", context, status=refusal.status if refusal else 200)


def _gives(request: Request, charge: ChargeList) -> bool:
    return (
        charge.tenure is not None
        and charge.outgoing == request.actor.person
        and charge.outgoing_signed_at is None
    )


def _takes(request: Request, charge: ChargeList) -> bool:
    return (
        charge.tenure is not None
        and charge.outgoing != request.actor.person
        and charge.post in request.actor.posts
        and charge.incoming_signed_at is None
    )
