"""What was typed at the counter: read from the page, kept, and never lost when another window was faster."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from sanjha.identity.contract import Request
from sanjha.kernel.errors import Conflict, DomainError, FieldError
from sanjha.kernel.text import LANGUAGES
from sanjha.sewa import registered
from sanjha.sewa.forms.bind import bind
from sanjha.sewa.forms.html import Posted, parse
from sanjha.sewa.forms.rows import apply_command
from sanjha.sewa.models import Draft
from sanjha.sewa.operations.preview_draft import Preview, preview_draft
from sanjha.sewa.operations.save_draft import save_draft
from sanjha.sewa.routing import finder_for
from sanjha.sewa.web.counter.screen import beside, screen, ways
from sanjha.sewa.web.differences import Difference, differences
from sanjha.sewa.web.persons import COUNTER, NOBODY_SOUGHT, Sought, from_register
from sanjha.sewa.web.place_options import place_options
from sanjha.sewa.web.sent import revision_of


@dataclass(frozen=True)
class Shown:
    """The form as the page is to show it: other data than the kept ones, what is wrong, and why nothing was kept."""

    data: dict[str, Any] | None = None
    errors: tuple[FieldError, ...] = ()
    refusal: DomainError | None = None
    differs: list[Difference] = field(default_factory=list)
    sought: Sought = NOBODY_SOUGHT
    status: int = 200


def keep(request: Request, draft_id: UUID, posted: Posted) -> Draft:
    """Keep what was typed. A form that was thrown away in another window comes back with what this one holds.

    Raises Conflict when another window kept something else since this page was made, or when it was submitted.
    """
    copies, language = request.POST.get("_copies", "").strip(), request.POST.get("_language", "")
    return save_draft(
        actor=request.actor,
        data=posted.data,
        draft_id=draft_id,
        service=request.POST.get("_service", "")[:20],
        channel=request.POST.get("_channel", "")[:10],
        copies=int(copies) if copies.isdecimal() and len(copies) < 4 else None,
        language=language if language in LANGUAGES else "",
        revision=revision_of(request),
    )


def kept_or_shown(request: Request, draft_id: UUID) -> Draft | HttpResponse:
    """The draft with what the page sent; or the page again, with everything typed and what stood in the way."""
    posted = parse(request.POST.lists())
    try:
        return keep(request, draft_id, posted)
    except DomainError as error:
        if error.code == "draft-submitted":
            messages.warning(request, str(error))
            return redirect("sewa:acknowledgement", draft_id)
        return _refused(request, draft_id, posted, error)


def _refused(request: Request, draft_id: UUID, posted: Posted, refusal: DomainError) -> Draft | HttpResponse:
    preview = preview_draft(draft_id=draft_id, actor=request.actor)
    differs = differences(preview.examined.definition.form, preview.draft.data, posted.data)
    if isinstance(refusal, Conflict) and not differs:
        return preview.draft
    shown = Shown(data=posted.data, refusal=refusal, differs=differs, status=refusal.status)
    return form_page(request, preview, shown)


def renewed(request: Request, draft_id: UUID, posted: Posted) -> HttpResponse:
    """The page after a row was added or a question renewed others: what is kept, and its revision, stay as they are."""
    preview = preview_draft(draft_id=draft_id, actor=request.actor)
    data = apply_command(preview.examined.definition.form, posted.data, posted.command)
    return form_page(request, preview, Shown(data=data))


def form_page(request: Request, preview: Preview, shown: Shown) -> HttpResponse:
    """The form with its papers and fee beside it."""
    definition, context = preview.examined.definition, preview.examined.context
    data = preview.draft.data if shown.data is None else shown.data
    persons = registered.read(preview.draft.registered)
    form = bind(
        definition.form,
        data,
        context=replace(context, find_place=finder_for((definition.form, data))),
        errors=shown.errors,
        mode="counter",
        place_options=place_options,
        refresh_url=request.path,
        register=from_register(preview, data, COUNTER, shown.sought),
    )
    values = {
        **screen(request.actor, draft=preview.draft),
        **beside(request.actor, preview),
        "form": form,
        "register": persons,
        "stated": registered.stated(persons, channel=preview.draft.channel),
        "ways": ways(preview.draft, 1),
        "refusal": shown.refusal,
        "differs": shown.differs if isinstance(shown.refusal, Conflict) else [],
        "copies_problem": shown.refusal.message if shown.refusal and shown.refusal.field == "copies" else "",
    }
    return render(request, "sewa/counter/form.html", values, status=shown.status)
