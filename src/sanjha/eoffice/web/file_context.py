"""What the page of a file shows."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from sanjha.eoffice.models import Act, File
from sanjha.eoffice.queries.drafts import drafts_of
from sanjha.eoffice.queries.file_page import FilePage, file_page
from sanjha.eoffice.queries.hands import hands_of
from sanjha.eoffice.web.forms import NoteForm, ParkForm, RemarksForm, SendForm
from sanjha.eoffice.web.quick_notes import QUICK_NOTES
from sanjha.eoffice.web.reader import read_by
from sanjha.eoffice.web.views_papers import correspondence_context
from sanjha.eoffice.web.views_tray import tray_context
from sanjha.identity.contract import Request
from sanjha.kernel.errors import DomainError
from sanjha.offices import contract as offices

_CONTROLS = {"body": "id_body", "to_post": "id_to_post", "due_date": "id_due_date", "remarks": "id_remarks"}


def show(
    request: Request,
    file_id: UUID,
    *,
    note: NoteForm | None = None,
    send: SendForm | None = None,
    park: ParkForm | None = None,
    refusal: DomainError | None = None,
) -> HttpResponse:
    """The page with everything that was typed and what stands in the way."""
    page = file_page(request.actor, file_id)
    forms = {
        "note_form": note or _note_form(page),
        "send_form": send or _send_form(page),
        "park_form": park or ParkForm(),
    }
    wrong = any(form.errors for form in forms.values()) or refusal
    context: dict[str, Any] = {
        **tray_context(request),
        **forms,
        "quick_notes": QUICK_NOTES,
        "note_html": forms["note_form"]["html"].value() or "",
        **read_by(request.actor, page.file),
        "return_form": RemarksForm(),
        "page_of": page,
        "file": page.file,
        "refusal": refusal,
        **correspondence_context(request, page.file, page.hand, page.papers),
        "pull_back_at": _pull_back_at(request, page),
        "refusal_lines": [(_CONTROLS.get(refusal.field, "note"), refusal.message)] if refusal else [],
        "writes": page.hand is not None and not page.is_parked and page.file.state == File.State.ACTIVE,
        "may_pull_up": page.hand is None
        and any(hand.may(Act.PULL_UP) for hand in hands_of(request.actor).values()),
        "drafts": drafts_of(page.file),
        "may_draft": page.hand is not None and page.hand.may(Act.DRAFT),
        "may_note": page.hand is not None and page.hand.may(Act.NOTE),
        "may_park": page.hand is not None and page.hand.may(Act.PARK) and not page.hand.prepares_only,
    }
    status = refusal.status if refusal else 422 if wrong else 200
    return render(request, "eoffice/file.html", context, status=status)


def nearby_posts(page: FilePage) -> list[tuple[str, str]]:
    """To whom this file most likely goes: the post above, the one that sent it, and who had it before."""
    if page.hand is None:
        return []
    above = offices.superior_post(post_id=page.hand.post)
    earlier = [movement.to_post for movement in reversed(page.movements)]
    wanted = ([above.id] if above else []) + [post for post in earlier if post != page.hand.post]
    unique = list(dict.fromkeys(wanted))[:6]
    return [
        (str(post.id), f"{post.title} · {post.holder_name or _('vacant')}")
        for post in offices.get_posts(post_ids=unique)
        if post.is_active
    ]


def _note_form(page: FilePage) -> NoteForm:
    language = (translation.get_language() or "en")[:2]
    first = {"language": page.waiting.language if page.waiting else language}
    if page.waiting:
        first |= {"body": page.waiting.text, "html": page.waiting.body}
    return NoteForm(initial=first)


def _send_form(page: FilePage) -> SendForm:
    near = nearby_posts(page)
    first = {"priority": page.now.priority, "due_date": page.now.due_date}
    return SendForm(near=near, initial=first | ({"near": near[0][0]} if near else {}))


def _pull_back_at(request: Request, page: FilePage) -> UUID | None:
    """The desk to which the reader may pull the file back."""
    hands = hands_of(request.actor).values()
    return next((hand.post for hand in hands if page.can_be_pulled_back_by(hand)), None)
