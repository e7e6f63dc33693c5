"""What else an officer may do with a case: let another objection be raised, have the document made again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanjha.identity.contract import Request, officer_required
from sanjha.kernel.errors import DomainError
from sanjha.sewa.operations.permit_objection import permit_objection
from sanjha.sewa.operations.retry_issue import retry_issue
from sanjha.sewa.queries.case import case_of
from sanjha.sewa.web.desk.case_page import case_page
from sanjha.sewa.web.desk.decision_form import Decided


@officer_required
@require_POST
def permit(request: Request, application_id: UUID) -> HttpResponse:
    """Let the officer object once more than the definition allows."""
    reasons = request.POST.get("_reasons", "")[:2000]
    found = case_of(request.actor, application_id)
    try:
        permit_objection(application_id=application_id, reasons=reasons, actor=request.actor)
    except DomainError as error:
        return case_page(request, found, Decided(reasons=reasons), refusal=error)
    messages.success(request, _("One more objection is permitted."))
    return redirect("sewa:case", application_id)


@officer_required
@require_POST
def retry(request: Request, application_id: UUID) -> HttpResponse:
    """Have the document of an approved application made again."""
    found = case_of(request.actor, application_id)
    try:
        retry_issue(application_id=application_id, actor=request.actor)
    except DomainError as error:
        return case_page(request, found, Decided(), refusal=error)
    messages.success(request, _("The document is being made again."))
    return redirect("sewa:case", application_id)
