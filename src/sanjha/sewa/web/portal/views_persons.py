"""Whoever a citizen's form asks about: filled in from the register, called wrong, or somebody else after all."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from sanjha.identity.contract import Request, citizen_required
from sanjha.kernel.errors import Conflict, DomainError, NotFound, Unavailable
from sanjha.sewa import registered
from sanjha.sewa.forms.controls import html_id
from sanjha.sewa.forms.html import parse
from sanjha.sewa.models import Draft
from sanjha.sewa.operations.dispute_registered import dispute_registered
from sanjha.sewa.operations.list_household import list_household
from sanjha.sewa.operations.preview_draft import preview_draft
from sanjha.sewa.operations.release_resident import release_resident
from sanjha.sewa.operations.reuse_resident import reuse_resident
from sanjha.sewa.operations.save_draft import save_draft
from sanjha.sewa.queries.access import draft_of
from sanjha.sewa.registered import APPLICANT
from sanjha.sewa.web.persons import SILENT, Sought, candidates, fact_sent
from sanjha.sewa.web.portal.sections import section_of, section_page, without
from sanjha.sewa.web.sent import chosen_id


@citizen_required
@require_POST
def seek(request: Request, draft_id: UUID, part: str) -> HttpResponse:
    """Those who are registered with the citizen's own number; what was typed is kept."""
    draft = _kept(request, draft_id, part)
    preview = preview_draft(draft_id=draft.pk, actor=request.actor)
    try:
        found = list_household(draft_id=draft.pk, part=part, actor=request.actor)
        sought = Sought(part, found=candidates(found, ()))
    except Unavailable:
        sought = Sought(part, problem=SILENT)
    return section_page(request, preview, preview.draft.data, section_of(draft, part), sought=sought)


@citizen_required
@require_POST
def fill(request: Request, draft_id: UUID, part: str) -> HttpResponse:
    """Fill a part of the form in from the register; what was typed elsewhere stays."""
    draft = _kept(request, draft_id, part)
    try:
        reuse_resident(
            draft_id=draft.pk,
            resident_id=chosen_id(request, "_resident"),
            revision=draft.revision,
            part=part,
            actor=request.actor,
        )
    except (Conflict, NotFound):
        raise
    except DomainError as error:
        told = SILENT if isinstance(error, Unavailable) else error.message
        preview = preview_draft(draft_id=draft.pk, actor=request.actor)
        code, sought = section_of(draft, part), Sought(part, problem=told)
        return section_page(request, preview, preview.draft.data, code, sought=sought, status=error.status)
    return _to(draft, part)


@citizen_required
@require_POST
def release(request: Request, draft_id: UUID, part: str) -> HttpResponse:
    """Somebody else is meant: what the register gave of this person goes."""
    draft = _kept(request, draft_id, part)
    release_resident(draft_id=draft.pk, role=part, actor=request.actor)
    return _to(draft, part)


@citizen_required
@require_POST
def dispute(request: Request, draft_id: UUID) -> HttpResponse:
    """The citizen says that a fact of the register is wrong; what was typed is kept."""
    role, fact = fact_sent(request)
    part = registered.part_of(role)
    draft = _kept(request, draft_id, part)
    dispute_registered(draft_id=draft.pk, role=role, fact=fact, actor=request.actor)
    return _to(draft, part)


@citizen_required
@require_POST
def ask_register(request: Request, draft_id: UUID) -> HttpResponse:
    """The register did not answer before: fill the applicant in now, if it does."""
    draft = _kept(request, draft_id, APPLICANT)
    if draft.resident is not None:
        reuse_resident(
            draft_id=draft.pk, resident_id=draft.resident, revision=draft.revision, actor=request.actor
        )
    return _to(draft, APPLICANT)


def _kept(request: Request, draft_id: UUID, part: str) -> Draft:
    """The draft with what was typed in the section in which the part stands."""
    draft = draft_of(request.actor, draft_id)
    data = {**without(draft, section_of(draft, part)), **parse(request.POST.lists()).data}
    return save_draft(actor=request.actor, data=data, draft_id=draft_id)


def _to(draft: Draft, part: str) -> HttpResponse:
    place = "" if part == APPLICANT else f"#{html_id(part)}"
    return redirect(f"{reverse('sewa:my-draft', args=[draft.pk, section_of(draft, part)])}{place}")
