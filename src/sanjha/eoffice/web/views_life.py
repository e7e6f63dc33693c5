"""The life of a file beyond noting: one page, and one address for each act on it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanjha.eoffice.queries.life import FileLife, file_life
from sanjha.eoffice.web.forms_life import ActForm
from sanjha.eoffice.web.life_acts import OFFERS, REFERENCES
from sanjha.eoffice.web.life_sections import SECTIONS, more_of
from sanjha.eoffice.web.offer import Offer
from sanjha.eoffice.web.reader import read_by
from sanjha.identity.contract import Request, officer_required
from sanjha.kernel.errors import DomainError, NotFound
from sanjha.kernel.ids import new_id


@officer_required
@require_safe
def life(request: Request, file_id: UUID) -> HttpResponse:
    """What a file is bound to, how it stands, and what the reader may do about it."""
    return _show(request, file_life(request.actor, file_id))


@officer_required
@require_POST
def act(request: Request, file_id: UUID, name: str) -> HttpResponse:
    """Carry an act out; refused, the page says why and keeps what was typed."""
    offer = OFFERS.get(name)
    if offer is None:
        raise NotFound(_("There is no such act."))
    page = file_life(request.actor, file_id)
    form = offer.form(request.POST, actor=request.actor, prefix=name, auto_id=f"id_{name}_%s")
    if not form.is_valid():
        return _show(request, page, name=name, form=form)
    hand = page.desk(offer.act)
    try:
        offer.do(
            file_id=file_id, post=hand.post if hand else new_id(), actor=request.actor, **form.cleaned_data
        )
    except DomainError as error:
        return _show(request, page, name=name, form=form, refusal=error)
    messages.success(request, str(offer.told))
    return redirect("eoffice:life", file_id=file_id)


def _show(
    request: Request,
    page: FileLife,
    *,
    name: str = "",
    form: ActForm | None = None,
    refusal: DomainError | None = None,
) -> HttpResponse:
    shown = {
        section: [
            _offered(request, page, act_name, offer, form if act_name == name else None)
            for act_name, offer in OFFERS.items()
            if offer.section == section and (offer.when(page) or act_name == name)
        ]
        for section in SECTIONS
    }
    context: dict[str, Any] = {
        "life": page,
        "file": page.file,
        "offers": shown,
        "form": form,
        "refusal": refusal,
        "refusal_lines": [(f"act-{name}", refusal.message)] if refusal else [],
        "references": REFERENCES,
        **read_by(request.actor, page.file),
        **more_of(page),
    }
    status = refusal.status if refusal else 422 if form is not None else 200
    return render(request, "eoffice/life.html", context, status=status)


def _offered(
    request: Request, page: FileLife, name: str, offer: Offer, form: ActForm | None
) -> dict[str, Any]:
    first = offer.first(page)
    return {
        "name": name,
        "label": offer.label,
        "is_open": form is not None,
        "form": form
        or offer.form(actor=request.actor, prefix=name, auto_id=f"id_{name}_%s", initial=dict(first)),
    }
