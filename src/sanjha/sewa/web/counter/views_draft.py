"""Choose a service and fill in its form; what is typed is kept at every moment."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanjha.identity.contract import Request, holds
from sanjha.kernel.errors import Conflict, FieldError
from sanjha.people.contract import Resident
from sanjha.sewa.forms.bind import bind
from sanjha.sewa.forms.html import Posted, parse
from sanjha.sewa.forms.rows import apply_command
from sanjha.sewa.models import Channel, Draft
from sanjha.sewa.operations.discard_draft import discard_draft
from sanjha.sewa.operations.find_earlier_applicants import find_earlier_applicants
from sanjha.sewa.operations.preview_draft import Preview, preview_draft
from sanjha.sewa.operations.reuse_applicant import reuse_applicant
from sanjha.sewa.operations.save_draft import save_draft
from sanjha.sewa.queries.drafts import draft_of
from sanjha.sewa.queries.services import services_offered
from sanjha.sewa.routing import finder_for
from sanjha.sewa.web.counter.screen import screen, ways
from sanjha.sewa.web.place_options import place_options
from sanjha.sewa.web.sent import chosen_id, revision_of

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
        return _form(request, preview_draft(draft_id=draft_id, actor=request.actor))
    posted = parse(request.POST.lists())
    if posted.command:
        # Rows and questions change on the page only: what is kept, and its revision, stay as they are.
        return _form(request, preview_draft(draft_id=draft_id, actor=request.actor), posted=posted)
    draft = _keep(request, draft_id, posted)
    preview = preview_draft(draft_id=draft.pk, actor=request.actor)
    if "_save" in request.POST:
        return redirect("sewa:counter")
    if preview.examined.result.ok:
        return redirect("sewa:counter-papers", draft.pk)
    return _form(request, preview, preview.examined.result.errors, status=422)


@at_the_counter
@require_POST
def autosave(request: Request, draft_id: UUID) -> HttpResponse:
    """Keep what is typed, in the background; answers with the revision that the page goes on with."""
    try:
        draft = _keep(request, draft_id, parse(request.POST.lists()))
    except Conflict as error:
        return JsonResponse({"problem": str(error)}, status=409)
    return JsonResponse({"revision": draft.revision, "saved": _("Saved")})


@at_the_counter
@require_safe
def earlier(request: Request, draft_id: UUID) -> HttpResponse:
    """People known by this mobile number, to be used again with one key."""
    draft = draft_of(request.actor, draft_id)
    mobile = request.GET.get("applicant.mobile", "")[:20]
    found: list[Resident] = []
    if len(mobile.strip()) == 10:
        found = find_earlier_applicants(
            service=draft.service_version.code, mobile=mobile, actor=request.actor
        )
    return render(request, "sewa/counter/earlier.html", {"draft": draft, "found": found, "mobile": mobile})


@at_the_counter
@require_POST
def reuse(request: Request, draft_id: UUID) -> HttpResponse:
    """Fill in the applicant from the register; what was typed elsewhere stays."""
    draft = _keep(request, draft_id, parse(request.POST.lists()))
    resident = chosen_id(request, "_resident")
    draft = reuse_applicant(
        draft_id=draft.pk, resident_id=resident, revision=draft.revision, actor=request.actor
    )
    return redirect("sewa:counter-draft", draft.pk)


@at_the_counter
@require_POST
def discard(request: Request, draft_id: UUID) -> HttpResponse:
    """Throw the draft away."""
    discard_draft(draft_id=draft_id, actor=request.actor)
    return redirect("sewa:counter")


def _keep(request: Request, draft_id: UUID, posted: Posted) -> Draft:
    copies = request.POST.get("_copies", "")
    return save_draft(
        actor=request.actor,
        data=posted.data,
        draft_id=draft_id,
        copies=int(copies) if copies.isdecimal() else None,
        revision=revision_of(request),
    )


def _form(
    request: Request,
    preview: Preview,
    errors: tuple[FieldError, ...] = (),
    *,
    posted: Posted | None = None,
    status: int = 200,
) -> HttpResponse:
    examined = preview.examined
    definition, data, context = examined.definition, preview.draft.data, examined.context
    if posted is not None:
        data = apply_command(definition.form, posted.data, posted.command)
        context = replace(context, find_place=finder_for((definition.form, data)))
    form = bind(
        definition.form,
        data,
        context=context,
        errors=errors,
        mode="counter",
        place_options=place_options,
        refresh_url=request.path,
    )
    shown = {
        **screen(request.actor, draft=preview.draft),
        "preview": preview,
        "definition": definition,
        "form": form,
        "ways": ways(preview.draft, 1),
    }
    return render(request, "sewa/counter/form.html", shown, status=status)
