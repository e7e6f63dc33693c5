"""Officers decide about facts that people call wrong. The person's facts are read for the ticket, and that is logged."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sanjha.identity.contract import Request, officer_required
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import DomainError
from sanjha.people import contract, dispute_queries
from sanjha.people.dispute_rules import check_may_list
from sanjha.people.models import Dispute
from sanjha.people.operations.correct_disputed_fact import correct_disputed_fact
from sanjha.people.operations.refuse_dispute import refuse_dispute
from sanjha.people.purposes import OwnPurpose
from sanjha.people.web.dispute_forms import Refusal, correction_form, present
from sanjha.people.web.facts import shown_facts
from sanjha.ui.forms import refuse


@officer_required
@never_cache
@require_safe
def disputes(request: Request) -> HttpResponse:
    """What waits for a decision. No fact of anybody is shown here."""
    check_may_list(request.actor)
    return render(request, "people/disputes.html", {"disputes": dispute_queries.open_disputes(request.actor)})


@officer_required
@never_cache
@require_http_methods(["GET", "POST"])
def dispute(request: Request, dispute_id: UUID) -> HttpResponse:
    """One ticket: the fact, what the person says, and the decision."""
    found = dispute_queries.dispute(request.actor, dispute_id)
    if request.method == "POST" and request.POST.get("do") == "refuse":
        refusal, correction = Refusal(request.POST), correction_form(found.fact_name, initial=present(found))
        done = _refused(request, found, refusal)
    elif request.method == "POST":
        refusal, correction = Refusal(), correction_form(found.fact_name, request.POST)
        done = _corrected(request, found, correction)
    else:
        refusal, correction = Refusal(), correction_form(found.fact_name, initial=present(found))
        done = False
    if done:
        return redirect("people:disputes")
    purpose = Purpose(OwnPurpose.CORRECTION, case=found.number)
    contract.get_resident(resident_id=found.resident_id, purpose=purpose)
    context = {
        "dispute": found,
        "resident": found.resident,
        "facts": shown_facts([found.fact]),
        "correction": correction,
        "refusal": refusal,
    }
    status = 422 if correction.errors or refusal.errors else 200
    return render(request, "people/dispute.html", context, status=status)


def _refused(request: Request, found: Dispute, form: forms.Form) -> bool:
    if not form.is_valid():
        return False
    try:
        refuse_dispute(dispute_id=found.pk, reason=form.cleaned_data["reason"], actor=request.actor)
    except DomainError as error:
        return _told(error, form)
    messages.success(request, _("The fact stands, and the person reads why."))
    return True


def _corrected(request: Request, found: Dispute, form: forms.Form) -> bool:
    if not form.is_valid():
        return False
    try:
        correct_disputed_fact(dispute_id=found.pk, changes=form.cleaned_data, actor=request.actor)
    except DomainError as error:
        return _told(error, form)
    messages.success(request, _("The fact is corrected, and the person reads it."))
    return True


def _told(error: DomainError, form: forms.Form) -> bool:
    if error.status != 422:
        raise error
    refuse(form, error)
    return False
