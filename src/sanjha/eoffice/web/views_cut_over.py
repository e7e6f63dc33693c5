"""The page of a department's change from paper."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sanjha.eoffice.operations.set_cut_over import LEAST_LEVEL, give_exception, set_cut_over
from sanjha.eoffice.queries.cut_over import progress
from sanjha.eoffice.web.forms import DATE_HINT
from sanjha.identity.contract import Request, officer_required
from sanjha.kernel import clock
from sanjha.kernel.errors import DomainError
from sanjha.kernel.ids import new_id
from sanjha.ui.forms import DateField, TextField, refuse


class DayForm(forms.Form):
    """The day from which no paper file is opened."""

    prefix = "day"

    from_date = DateField(
        label=gettext_lazy("No new paper files from"), help_text=DATE_HINT, earliest=clock.today
    )
    order_number = TextField(label=gettext_lazy("Number of the order"), max_length=80)


class ExceptionForm(forms.Form):
    """A branch that may open paper files for a time."""

    prefix = "exception"

    branch = TextField(label=gettext_lazy("Code of the branch"), max_length=30)
    reason = TextField(label=gettext_lazy("Reason"), max_length=500)
    order_number = TextField(label=gettext_lazy("Number of the order"), max_length=80)
    from_date = DateField(label=gettext_lazy("From"), help_text=DATE_HINT)
    to_date = DateField(label=gettext_lazy("To"), help_text=DATE_HINT)


@officer_required
@require_http_methods(["GET", "POST"])
def cut_over(request: Request) -> HttpResponse:
    """The department's day, its exceptions and how far its branches are; above a level, the forms to set them."""
    shown = progress(request.actor)
    chosen = request.POST.get("act")
    day = DayForm(request.POST if chosen == "day" else None)
    exception = ExceptionForm(request.POST if chosen == "exception" else None)
    used: forms.Form = exception if chosen == "exception" else day
    refusal: DomainError | None = None
    if used.is_bound and used.is_valid():
        operation: Any = give_exception if used is exception else set_cut_over
        try:
            operation(
                post=shown.hand.post if shown.hand else new_id(), actor=request.actor, **used.cleaned_data
            )
        except DomainError as error:
            refusal = error
            refuse(used, error)
        else:
            messages.success(request, _("It is entered."))
            return redirect("eoffice:cut-over")
    context = {
        "progress": shown,
        "day_form": day,
        "exception_form": exception,
        "used": used,
        "decides": shown.hand is not None and shown.hand.level >= LEAST_LEVEL,
    }
    status = refusal.status if refusal else 422 if used.errors else 200
    return render(request, "eoffice/cut_over.html", context, status=status)
