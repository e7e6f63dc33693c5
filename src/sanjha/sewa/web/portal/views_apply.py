"""Begin an application and fill in its form, one section a page."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_POST

from sanjha.identity.contract import Request, citizen_required
from sanjha.kernel.errors import FieldError
from sanjha.sewa.forms.bind import bind
from sanjha.sewa.forms.html import parse
from sanjha.sewa.forms.rows import apply_command
from sanjha.sewa.forms.views import FormView
from sanjha.sewa.models import Channel
from sanjha.sewa.operations.discard_draft import discard_draft
from sanjha.sewa.operations.preview_draft import Preview, preview_draft
from sanjha.sewa.operations.reuse_applicant import reuse_applicant
from sanjha.sewa.operations.save_draft import save_draft
from sanjha.sewa.queries.drafts import drafts_of
from sanjha.sewa.queries.services import service_offered
from sanjha.sewa.routing import finder_for
from sanjha.sewa.web.place_options import place_options
from sanjha.sewa.web.portal.steps import address_of, after, section_codes, ways


@citizen_required
@require_http_methods(["GET", "POST"])
def begin(request: Request, code: str) -> HttpResponse:
    """Go on with an application that was begun, or begin a new one with what the register knows already."""
    offered = service_offered(code.upper())
    if request.actor.person is None:
        return render(request, "sewa/portal/unknown.html", {"offered": offered})
    begun = [draft for draft in drafts_of(request.actor) if draft.service_version.code == offered.code]
    first = offered.definition.form.sections[0].code
    if request.method == "GET":
        return render(request, "sewa/portal/begin.html", {"offered": offered, "begun": begun, "first": first})
    draft = save_draft(
        actor=request.actor, data={}, service=offered.code, channel=Channel.PORTAL, language=translation.get_language()[:2]
    )
    reuse_applicant(
        draft_id=draft.pk, resident_id=request.actor.person, revision=draft.revision, actor=request.actor
    )
    return redirect("sewa:my-draft", draft.pk, first)


@citizen_required
@require_http_methods(["GET", "POST"])
def fill_in(request: Request, draft_id: UUID, section: str) -> HttpResponse:
    """One section. What is typed is kept also when it is wrong; the next page comes when this one is right."""
    preview = preview_draft(draft_id=draft_id, actor=request.actor)
    if request.method == "GET":
        return _page(request, preview, preview.draft.data, section)
    posted = parse(request.POST.lists())
    data = {**preview.draft.data, **posted.data}
    if posted.command:
        return _page(request, preview, apply_command(preview.examined.definition.form, data, posted.command), section)
    save_draft(actor=request.actor, data=data, draft_id=draft_id)
    preview = preview_draft(draft_id=draft_id, actor=request.actor)
    form = _bound(preview, preview.draft.data, ())
    errors = _of_section(preview, section)
    if errors:
        return _page(request, preview, preview.draft.data, section, errors, status=422)
    return redirect(address_of(preview.draft, after(section_codes(form), section)))


@citizen_required
@require_POST
def discard(request: Request, draft_id: UUID) -> HttpResponse:
    """Throw the form away."""
    discard_draft(draft_id=draft_id, actor=request.actor)
    return redirect("sewa:my-applications")


def _of_section(preview: Preview, code: str) -> tuple[FieldError, ...]:
    """The errors of the fields that stand in one section."""
    form = preview.examined.definition.form
    heads = {field.id for section in form.sections if section.code == code for field in section.fields}
    return tuple(error for error in preview.examined.result.errors if error.path.partition(".")[0] in heads)


def _bound(preview: Preview, data: dict[str, Any], errors: tuple[FieldError, ...]) -> FormView:
    definition = preview.examined.definition
    context = replace(preview.examined.context, find_place=finder_for((definition.form, data)))
    return bind(
        definition.form, data, context=context, errors=errors, mode="citizen", place_options=place_options
    )


def _page(
    request: Request,
    preview: Preview,
    data: dict[str, Any],
    code: str,
    errors: tuple[FieldError, ...] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    form = _bound(preview, data, errors)
    codes = section_codes(form)
    if code not in codes:
        return redirect(address_of(preview.draft, codes[0]))
    definition = preview.examined.definition
    context = {
        "definition": definition,
        "draft": preview.draft,
        "form": form,
        "section": form.section(code),
        "ways": ways(preview.draft, definition.form, codes, code),
    }
    return render(request, "sewa/portal/section.html", context, status=status)
