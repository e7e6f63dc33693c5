"""Begin an application and fill in its form, one section a page."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_http_methods

from sanjha.identity.contract import Request, citizen_required
from sanjha.sewa.forms.html import parse
from sanjha.sewa.forms.rows import apply_command
from sanjha.sewa.models import Channel
from sanjha.sewa.operations.discard_draft import discard_draft
from sanjha.sewa.operations.preview_draft import preview_draft
from sanjha.sewa.operations.reuse_resident import reuse_resident
from sanjha.sewa.operations.save_draft import save_draft
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries.access import draft_of
from sanjha.sewa.queries.drafts import drafts_of
from sanjha.sewa.queries.services import service_offered
from sanjha.sewa.web.portal.looking import bound, preview_or_sent
from sanjha.sewa.web.portal.sections import of_section, section_page, without
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
    reuse_resident(
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
        return section_page(request, preview, preview.draft.data, section)
    posted = parse(request.POST.lists())
    data = {**without(preview.draft, section), **posted.data}
    form = preview.examined.definition.form
    if posted.command:
        return section_page(request, preview, apply_command(form, data, posted.command), section)
    save_draft(actor=request.actor, data=data, draft_id=draft_id)
    preview = preview_draft(draft_id=draft_id, actor=request.actor)
    errors = of_section(preview, section)
    if errors:
        return section_page(request, preview, preview.draft.data, section, errors, status=422)
    return redirect(pages_of(preview.draft, form, bound(preview)).after(section))


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
