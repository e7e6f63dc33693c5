"""Begin an application and fill in its form, one section a page."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_POST

from sanjha.identity.contract import Request, citizen_required
from sanjha.kernel.errors import FieldError
from sanjha.sewa import registered
from sanjha.sewa.forms.html import parse
from sanjha.sewa.forms.rows import apply_command
from sanjha.sewa.models import Channel, Draft
from sanjha.sewa.operations.discard_draft import discard_draft
from sanjha.sewa.operations.dispute_registered import dispute_registered
from sanjha.sewa.operations.preview_draft import Preview, preview_draft
from sanjha.sewa.operations.reuse_applicant import reuse_applicant
from sanjha.sewa.operations.save_draft import save_draft
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries.access import draft_of
from sanjha.sewa.queries.drafts import drafts_of
from sanjha.sewa.queries.services import service_offered
from sanjha.sewa.registered import APPLICANT
from sanjha.sewa.web.portal.looking import bound, entries_wrong, preview_or_sent
from sanjha.sewa.web.portal.steps import pages_of


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
        context = {"offered": offered, "begun": begun, "first": first}
        return render(request, "sewa/portal/begin.html", context)
    draft = save_draft(
        actor=request.actor,
        data={},
        service=offered.code,
        channel=Channel.PORTAL,
        language=translation.get_language()[:2],
    )
    reuse_applicant(
        draft_id=draft.pk, resident_id=request.actor.person, revision=draft.revision, actor=request.actor
    )
    return redirect("sewa:my-draft", draft.pk, first)


@citizen_required
@require_http_methods(["GET", "POST"])
def fill_in(request: Request, draft_id: UUID, section: str) -> HttpResponse:
    """One section. What is typed is kept also when it is wrong; the next page comes when this one is right."""
    preview = preview_or_sent(request, draft_id)
    if isinstance(preview, HttpResponse):
        return preview
    if request.method == "GET":
        return _page(request, preview, preview.draft.data, section)
    posted = parse(request.POST.lists())
    data = {**_without(preview, section), **posted.data}
    form = preview.examined.definition.form
    if posted.command:
        return _page(request, preview, apply_command(form, data, posted.command), section)
    save_draft(actor=request.actor, data=data, draft_id=draft_id)
    preview = preview_draft(draft_id=draft_id, actor=request.actor)
    errors = _of_section(preview, section)
    if errors:
        return _page(request, preview, preview.draft.data, section, errors, status=422)
    return redirect(pages_of(preview.draft, form, bound(preview)).after(section))


@citizen_required
@require_POST
def dispute(request: Request, draft_id: UUID) -> HttpResponse:
    """The citizen says that a fact of the register is wrong; what was typed is kept."""
    draft = _kept(request, draft_id)
    dispute_registered(draft_id=draft.pk, fact=request.POST.get("_fact", "")[:20], actor=request.actor)
    return _to_applicant(draft)


@citizen_required
@require_POST
def ask_register(request: Request, draft_id: UUID) -> HttpResponse:
    """The register did not answer before: fill the applicant in now, if it does."""
    draft = _kept(request, draft_id)
    if draft.resident is not None:
        reuse_applicant(
            draft_id=draft.pk, resident_id=draft.resident, revision=draft.revision, actor=request.actor
        )
    return _to_applicant(draft)


def _kept(request: Request, draft_id: UUID) -> Draft:
    draft = draft_of(request.actor, draft_id)
    data = {**draft.data, **parse(request.POST.lists()).data}
    return save_draft(actor=request.actor, data=data, draft_id=draft_id)


def _to_applicant(draft: Draft) -> HttpResponse:
    form = definition_of(draft.service_version).form
    section = next(
        (section for section in form.sections if any(field.id == APPLICANT for field in section.fields)),
        form.sections[0],
    )
    return redirect("sewa:my-draft", draft.pk, section.code)


@citizen_required
@require_http_methods(["GET", "POST"])
def discard(request: Request, draft_id: UUID) -> HttpResponse:
    """Ask once more, then throw the form away."""
    draft = draft_of(request.actor, draft_id)
    if request.method == "GET":
        names = definition_of(draft.service_version).names
        return render(request, "sewa/portal/discard.html", {"draft": draft, "service": names})
    discard_draft(draft_id=draft_id, actor=request.actor)
    return redirect("sewa:my-applications")


def _heads(preview: Preview, code: str) -> set[str]:
    """The fields at the top of one section."""
    form = preview.examined.definition.form
    return {field.id for section in form.sections if section.code == code for field in section.fields}


def _without(preview: Preview, code: str) -> dict[str, Any]:
    """What is kept of the other sections: a table without rows, or a box that is not ticked, sends nothing."""
    heads = _heads(preview, code)
    return {key: value for key, value in preview.draft.data.items() if key not in heads}


def _of_section(preview: Preview, code: str) -> tuple[FieldError, ...]:
    """The errors of the fields that stand in one section."""
    heads = _heads(preview, code)
    return tuple(error for error in entries_wrong(preview) if error.path.partition(".")[0] in heads)


def _from_register(preview: Preview, code: str) -> dict[str, Any]:
    """What the section's page says of the register of residents; nothing where the applicant is not asked."""
    if APPLICANT not in _heads(preview, code):
        return {}
    known = registered.read(preview.draft.registered)
    return {
        "register": known,
        "from_register": known.resident is not None,
        "register_url": reverse("sewa:my-register", args=[preview.draft.pk]),
        "stated": registered.stated(known, channel=preview.draft.channel),
    }


def _page(
    request: Request,
    preview: Preview,
    data: dict[str, Any],
    code: str,
    errors: tuple[FieldError, ...] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    form = bound(preview, data, errors, refresh_url=request.path)
    definition = preview.examined.definition
    pages = pages_of(preview.draft, definition.form, form)
    if not pages.has(code) or code not in {section.code for section in form.sections}:
        return redirect("sewa:my-draft", preview.draft.pk, form.sections[0].code)
    context = {
        "definition": definition,
        "draft": preview.draft,
        "form": form,
        "section": form.section(code),
        **_from_register(preview, code),
        "ways": pages.steps(code),
        "place": pages.place(code),
        "before": pages.before(code),
    }
    return render(request, "sewa/portal/section.html", context, status=status)
