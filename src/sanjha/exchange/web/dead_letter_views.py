"""Events that a service could not handle: read, mended and handed over again by an administrator."""

import json
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from sanjha.exchange.fact_names import fact_names, service_name
from sanjha.exchange.operations.replay_event import replay_event
from sanjha.exchange.rules import ADMINISTRATOR
from sanjha.identity.contract import Request, holds
from sanjha.kernel import clock, replicas
from sanjha.kernel.errors import DomainError
from sanjha.kernel.models import DeadLetter
from sanjha.ui.forms import refuse

A_PAGE = 50


class Content(forms.Form):
    """The event's content as it will be handed over."""

    payload = forms.CharField(
        label=gettext_lazy("Content of the event (JSON)"), widget=forms.Textarea, max_length=100_000
    )

    def clean_payload(self) -> dict[str, Any]:
        try:
            found = json.loads(self.cleaned_data["payload"])
        except ValueError as error:
            raise forms.ValidationError(_("This is not JSON: %(why)s") % {"why": error}) from None
        if not isinstance(found, dict):
            raise forms.ValidationError(_("Write one object: fields and values between { and }."))
        return found


@require_safe
@holds(ADMINISTRATOR)
def letters(request: Request) -> HttpResponse:
    """What waits for a person; on demand also what was handled since."""
    with_settled = request.GET.get("settled") == "1"
    rows = DeadLetter.objects.order_by("-given_up_at", "id")
    if not with_settled:
        rows = rows.filter(settled_at__isnull=True)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    shown = [{"letter": letter, "service": _service_of(letter)} for letter in page]
    context = {"letters": shown, "page": page, "with_settled": with_settled, **_copies()}
    return render(request, "exchange/dead_letters.html", context)


def _copies() -> dict[str, object]:
    """The declared copies of facts that are behind their owner, and how many there are in all."""
    ages = replicas.ages()
    behind = [
        {
            "fact": fact_names([age.replica.fact])[0],
            "keeper": service_name(age.replica.by),
            "since": clock.now() - age.behind,
            "is_stale": age.is_stale,
        }
        for age in ages
        if age.behind
    ]
    return {"behind": behind, "copies": len(ages)}


@require_http_methods(["GET", "POST"])
@holds(ADMINISTRATOR)
def letter(request: Request, letter_id: UUID) -> HttpResponse:
    """One event with its content; posted, it is handed to its consumer again as it stands in the form."""
    found = get_object_or_404(DeadLetter, pk=letter_id)
    written = json.dumps(found.payload, ensure_ascii=False, indent=2, sort_keys=True)
    form = Content(request.POST or None, initial={"payload": written})
    if request.method == "POST" and form.is_valid():
        try:
            replay_event(letter_id=letter_id, payload=form.cleaned_data["payload"], actor=request.actor)
            messages.success(request, _("The event is handled."))
            return redirect("exchange:dead-letters")
        except DomainError as error:
            refuse(form, error)
            found.refresh_from_db()
    context = {"letter": found, "service": _service_of(found), "form": form}
    return render(request, "exchange/dead_letter.html", context, status=422 if form.errors else 200)


def _service_of(found: DeadLetter) -> object:
    return service_name(found.consumer.partition(".")[0])
