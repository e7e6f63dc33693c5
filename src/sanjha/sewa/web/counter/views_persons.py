"""Whoever a form asks about is looked for in the register of residents, filled in, called wrong or taken back."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from sanjha.identity.contract import Request
from sanjha.kernel.errors import Conflict, DomainError, NotFound, Unavailable
from sanjha.sewa import registered
from sanjha.sewa.forms.controls import html_id
from sanjha.sewa.models import Draft
from sanjha.sewa.operations.dispute_registered import dispute_registered
from sanjha.sewa.operations.find_earlier_applicants import find_earlier_applicants
from sanjha.sewa.operations.preview_draft import preview_draft
from sanjha.sewa.operations.release_resident import release_resident
from sanjha.sewa.operations.reuse_resident import reuse_resident
from sanjha.sewa.registered import APPLICANT
from sanjha.sewa.web.counter.keeping import Shown, form_page, kept_or_shown
from sanjha.sewa.web.counter.views_draft import at_the_counter
from sanjha.sewa.web.persons import SILENT, Sought, candidates, fact_sent, taken_for, words_name
from sanjha.sewa.web.sent import chosen_id


@at_the_counter
@require_POST
def seek(request: Request, draft_id: UUID, part: str) -> HttpResponse:
    """The residents who fit the words typed beside a part of the form; what was typed elsewhere stays."""
    kept = kept_or_shown(request, draft_id)
    if isinstance(kept, HttpResponse):
        return kept
    words = request.POST.get(words_name(part), "")[:60].strip()
    preview = preview_draft(draft_id=kept.pk, actor=request.actor)
    taken = taken_for(preview, part)
    try:
        found = find_earlier_applicants(
            service=kept.service_version.code, case=str(kept.pk), actor=request.actor, **_asked_for(words)
        )
    except Unavailable:
        return form_page(request, preview, Shown(sought=Sought(part, words, problem=SILENT)))
    except DomainError as error:
        shown = Shown(sought=Sought(part, words, problem=error.message), status=error.status)
        return form_page(request, preview, shown)
    return form_page(request, preview, Shown(sought=Sought(part, words, candidates(found, taken))))


def _asked_for(words: str) -> dict[str, str]:
    """What the words are: a mobile number, a reference or a name."""
    digits = "".join(words.split())
    if digits.isdecimal():
        return {"mobile": digits}
    return {"reference": words} if "/" in words else {"text": words}


@at_the_counter
@require_POST
def reuse(request: Request, draft_id: UUID, part: str = APPLICANT) -> HttpResponse:
    """Fill in the applicant, or another part of the form, from the register; what was typed elsewhere stays."""
    kept = kept_or_shown(request, draft_id)
    if isinstance(kept, HttpResponse):
        return kept
    try:
        reuse_resident(
            draft_id=kept.pk,
            resident_id=chosen_id(request, "_resident"),
            revision=kept.revision,
            part=part,
            actor=request.actor,
        )
    except (Conflict, NotFound):
        raise
    except DomainError as error:
        told = SILENT if isinstance(error, Unavailable) else error.message
        preview = preview_draft(draft_id=kept.pk, actor=request.actor)
        return form_page(request, preview, Shown(sought=Sought(part, problem=told), status=error.status))
    return _back(kept, part)


@at_the_counter
@require_POST
def release(request: Request, draft_id: UUID, part: str) -> HttpResponse:
    """Somebody else is meant: what the register gave of this person goes, what was typed elsewhere stays."""
    kept = kept_or_shown(request, draft_id)
    if isinstance(kept, HttpResponse):
        return kept
    release_resident(draft_id=kept.pk, role=part, actor=request.actor)
    return _back(kept, part)


@at_the_counter
@require_POST
def dispute(request: Request, draft_id: UUID) -> HttpResponse:
    """The person says that a fact of the register is wrong; what was typed elsewhere stays."""
    kept = kept_or_shown(request, draft_id)
    if isinstance(kept, HttpResponse):
        return kept
    role, fact = fact_sent(request)
    dispute_registered(draft_id=kept.pk, role=role, fact=fact, actor=request.actor)
    return _back(kept, registered.part_of(role))


def _back(draft: Draft, part: str) -> HttpResponse:
    """To the part that was filled in; to the beginning for the applicant, who stands there."""
    place = "" if part == APPLICANT else f"#{html_id(part)}"
    return redirect(f"{reverse('sewa:counter-draft', args=[draft.pk])}{place}")
