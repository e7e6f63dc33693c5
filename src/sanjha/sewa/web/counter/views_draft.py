"""Choose a service and fill in its form."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanjha.identity.contract import Request, holds
from sanjha.kernel.errors import NotFound
from sanjha.sewa.forms.html import parse
from sanjha.sewa.models import Channel
from sanjha.sewa.operations.discard_draft import discard_draft
from sanjha.sewa.operations.preview_draft import preview_draft
from sanjha.sewa.operations.save_draft import save_draft
from sanjha.sewa.queries.access import visible_application
from sanjha.sewa.queries.services import services_offered
from sanjha.sewa.web.counter.keeping import Shown, form_page, kept_or_shown, renewed
from sanjha.sewa.web.counter.screen import screen

at_the_counter = holds("counter_operator")


@at_the_counter
@require_safe
def start(request: Request) -> HttpResponse:
    """Services to begin with, drafts to go on with."""
    text = request.GET.get("q", "")[:100].strip()
    found = services_offered(channel=Channel.COUNTER, text=text)
    return render(request, "sewa/counter/start.html", {**screen(request.actor), "text": text, "found": found})


@at_the_counter
@require_POST
def begin(request: Request, code: str) -> HttpResponse:
    """A new draft of a service."""
    channel = Channel.DOORSTEP if request.POST.get("channel") == Channel.DOORSTEP else Channel.COUNTER
    draft = save_draft(actor=request.actor, data={}, service=code.upper(), channel=channel)
    return redirect("sewa:counter-draft", draft.pk)


@at_the_counter
@require_http_methods(["GET", "POST"])
def fill_in(request: Request, draft_id: UUID) -> HttpResponse:
    """The form. Ctrl+Enter keeps it and goes on to papers and fee when nothing is wrong."""
    if request.method == "GET":
        try:
            preview = preview_draft(draft_id=draft_id, actor=request.actor)
        except NotFound:
            # The address of a draft is that of its application once it was submitted.
            return redirect("sewa:acknowledgement", visible_application(request.actor, draft_id).pk)
        return form_page(request, preview, Shown())
    posted = parse(request.POST.lists())
    if posted.command:
        return renewed(request, draft_id, posted)
    kept = kept_or_shown(request, draft_id)
    if isinstance(kept, HttpResponse):
        return kept
    if "_save" in request.POST:
        return redirect("sewa:counter")
    preview = preview_draft(draft_id=draft_id, actor=request.actor)
    if preview.examined.result.ok:
        return redirect("sewa:counter-papers", draft_id)
    return form_page(request, preview, Shown(errors=preview.examined.result.errors, status=422))


@at_the_counter
@require_POST
def discard(request: Request, draft_id: UUID) -> HttpResponse:
    """Throw the draft away."""
    discard_draft(draft_id=draft_id, actor=request.actor)
    return redirect("sewa:counter")
