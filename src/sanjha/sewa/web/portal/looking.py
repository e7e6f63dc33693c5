"""A citizen's draft as its pages show it; one that was sent leads to its application."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from sanjha.identity.contract import Request
from sanjha.kernel.errors import FieldError, Message, NotFound
from sanjha.sewa.forms.bind import bind
from sanjha.sewa.forms.views import FormView
from sanjha.sewa.operations.preview_draft import Preview, preview_draft
from sanjha.sewa.queries.access import visible_application
from sanjha.sewa.routing import finder_for
from sanjha.sewa.web.persons import HOME, NOBODY_SOUGHT, Sought, from_register
from sanjha.sewa.web.place_options import place_options
from sanjha.sewa.web.portal.steps import Pages, pages_of

_PAPER = "documents."


def preview_or_sent(request: Request, draft_id: UUID) -> Preview | HttpResponse:
    """The draft with what follows from it; if it was sent in the meantime, the way to its application."""
    try:
        return preview_draft(draft_id=draft_id, actor=request.actor)
    except NotFound:
        return redirect("sewa:my-application", visible_application(request.actor, draft_id).pk)


def bound(
    preview: Preview,
    data: dict[str, Any] | None = None,
    errors: tuple[FieldError, ...] = (),
    *,
    refresh_url: str = "",
    sought: Sought = NOBODY_SOUGHT,
) -> FormView:
    """The form with the kept data, or with other data and what is wrong with them."""
    definition = preview.examined.definition
    shown = preview.draft.data if data is None else data
    context = replace(preview.examined.context, find_place=finder_for((definition.form, shown)))
    return bind(
        definition.form,
        shown,
        context=context,
        errors=errors,
        mode="citizen",
        place_options=place_options,
        refresh_url=refresh_url,
        register=from_register(preview, shown, HOME, sought),
    )


def papers_missing(preview: Preview) -> dict[str, Message]:
    """What is told of each paper that is not there, by its code."""
    return {
        error.path.removeprefix(_PAPER): error.message
        for error in preview.examined.missing
        if error.path.startswith(_PAPER)
    }


def entries_wrong(preview: Preview) -> tuple[FieldError, ...]:
    """What is wrong in the form itself: by the definition, and by what the register of residents knows."""
    others = (error for error in preview.examined.missing if not error.path.startswith(_PAPER))
    return (*preview.examined.result.errors, *others)


def pages_with(preview: Preview) -> Pages:
    return pages_of(preview.draft, preview.examined.definition.form, bound(preview))
