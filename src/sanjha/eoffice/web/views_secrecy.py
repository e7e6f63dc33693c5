"""Pages about secrecy: clearances by order, and who opened a file."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanjha.eoffice.operations.give_clearance import end_clearance, give_clearance
from sanjha.eoffice.queries import secrecy
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.web.forms_secrecy import ClearanceForm
from sanjha.identity.contract import Request, officer_required
from sanjha.kernel.errors import DomainError
from sanjha.ui.forms import refuse


@officer_required
@require_http_methods(["GET", "POST"])
def clearances(request: Request) -> HttpResponse:
    """The clearances in force, and the form for a new one."""
    shown = secrecy.clearances(request.actor)
    form = ClearanceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            give_clearance(actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The clearance is entered."))
            return redirect("eoffice:clearances")
    status = 422 if form.errors else 200
    return render(request, "eoffice/clearances.html", {"clearances": shown, "form": form}, status=status)


@officer_required
@require_POST
def end(request: Request, clearance_id: UUID) -> HttpResponse:
    """End a clearance."""
    end_clearance(clearance_id=clearance_id, actor=request.actor)
    messages.success(request, _("The clearance has ended."))
    return redirect("eoffice:clearances")


@officer_required
@require_safe
def readings(request: Request, file_id: UUID) -> HttpResponse:
    """Who opened the file, for the desk where it lies."""
    found = secrecy.readings_of(request.actor, file_id)
    file = visible_file(request.actor, file_id)
    return render(request, "eoffice/readings.html", {"file": file, "readings": found})
