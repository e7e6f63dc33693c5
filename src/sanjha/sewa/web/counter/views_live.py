"""What the page of the counter asks in the background: keep what is typed, who was here before."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanjha.identity.contract import Request
from sanjha.kernel import clock
from sanjha.kernel.errors import DomainError, Unavailable
from sanjha.people.contract import Resident
from sanjha.sewa.forms.html import parse
from sanjha.sewa.operations.find_earlier_applicants import find_earlier_applicants
from sanjha.sewa.operations.preview_draft import preview_draft
from sanjha.sewa.queries.drafts import draft_of
from sanjha.sewa.web.counter.keeping import keep
from sanjha.sewa.web.counter.screen import beside
from sanjha.sewa.web.counter.views_draft import at_the_counter


@at_the_counter
@require_POST
def autosave(request: Request, draft_id: UUID) -> HttpResponse:
    """Keep what is typed. Answers with the revision that the page goes on with, and papers and fee as they are now."""
    try:
        draft = keep(request, draft_id, parse(request.POST.lists()))
    except DomainError as error:
        told = {"problem": str(error)}
        if error.code == "draft-submitted":
            told["submitted"] = reverse("sewa:acknowledgement", args=[draft_id])
        return JsonResponse(told, status=error.status)
    return JsonResponse(
        {
            "revision": draft.revision,
            "saved": _("Saved %(time)s") % {"time": f"{clock.now():%H:%M:%S}"},
            **beside_as_html(request, draft_id),
        }
    )


def beside_as_html(request: Request, draft_id: UUID) -> dict[str, str]:
    """Papers and fee, and the receipt, as HTML for the page that is open."""
    shown = beside(request.actor, preview_draft(draft_id=draft_id, actor=request.actor))
    return {
        part: render_to_string(f"sewa/counter/{part}.html", shown, request=request)
        for part in ("aside", "receipt")
    }


@at_the_counter
@require_safe
def earlier(request: Request, draft_id: UUID) -> HttpResponse:
    """People known by this mobile number, to be used again with one key."""
    draft = draft_of(request.actor, draft_id)
    mobile = "".join(request.GET.get("applicant.mobile", "")[:20].split())
    found: list[Resident] = []
    is_silent = False
    if len(mobile) == 10:
        try:
            found = find_earlier_applicants(
                service=draft.service_version.code, mobile=mobile, case=str(draft.pk), actor=request.actor
            )
        except Unavailable:
            is_silent = True
    shown = {"draft": draft, "found": found, "mobile": mobile, "is_silent": is_silent}
    return render(request, "sewa/counter/earlier.html", shown)
