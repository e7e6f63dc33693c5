"""The page of one file: note sheet left, correspondence right."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanjha.eoffice import ledger, markup
from sanjha.eoffice.operations.log_reading import log_reading
from sanjha.eoffice.operations.read_file import read_file
from sanjha.eoffice.operations.write_note import discard_note, write_note
from sanjha.eoffice.web.file_context import show
from sanjha.eoffice.web.forms import NoteForm
from sanjha.identity.contract import Request, officer_required
from sanjha.kernel.errors import DomainError


@officer_required
@require_safe
def file(request: Request, file_id: UUID) -> HttpResponse:
    """The file. Opened by its holder it counts as read."""
    page = show(request, file_id)
    if page.status_code == 200:
        log_reading(file_id=file_id, actor=request.actor)
        read_file(file_id=file_id, actor=request.actor)
    return page


@officer_required
@require_POST
def keep(request: Request, file_id: UUID) -> HttpResponse:
    """Keep the note: yellow, or green when `confirm` was pressed."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return show(request, file_id, note=form)
    confirmed = "confirm" in request.POST
    try:
        write_note(
            file_id=file_id,
            post=ledger.open_movement(file_id).to_post,
            body=body_of(form),
            language=form.cleaned_data["language"],
            actor=request.actor,
            confirmed=confirmed,
        )
    except DomainError as error:
        return show(request, file_id, note=form, refusal=error)
    messages.success(request, _("The note is confirmed.") if confirmed else _("The note is kept."))
    return redirect("eoffice:file", file_id=file_id)


@officer_required
@require_POST
def discard(request: Request, file_id: UUID) -> HttpResponse:
    """Throw the waiting note away."""
    try:
        discard_note(file_id=file_id, post=ledger.open_movement(file_id).to_post, actor=request.actor)
    except DomainError as error:
        return show(request, file_id, refusal=error)
    messages.success(request, _("The note was discarded."))
    return redirect("eoffice:file", file_id=file_id)


def body_of(form: NoteForm) -> str:
    """What was written, as HTML of a note."""
    return form.cleaned_data["html"] or markup.from_plain(form.cleaned_data["body"])
