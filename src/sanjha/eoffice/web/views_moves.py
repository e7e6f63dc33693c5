"""Sending, returning, parking and taking back, from the page of a file."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanjha.eoffice import ledger
from sanjha.eoffice.operations.park_file import park_file, take_up
from sanjha.eoffice.operations.pull_back import pull_back
from sanjha.eoffice.operations.pull_up import pull_up
from sanjha.eoffice.operations.send_file import Way, return_file, send_file
from sanjha.eoffice.queries.file_page import file_page
from sanjha.eoffice.queries.hands import hands_of
from sanjha.eoffice.web.file_context import nearby_posts, show
from sanjha.eoffice.web.forms import NoteForm, ParkForm, RemarksForm, SendForm
from sanjha.eoffice.web.views_file import body_of
from sanjha.identity.contract import Request, officer_required
from sanjha.kernel.errors import DomainError
from sanjha.kernel.ids import new_id


@officer_required
@require_POST
def send(request: Request, file_id: UUID) -> HttpResponse:
    """Sign and send: the note typed on the page goes with it."""
    note = NoteForm(request.POST)
    form = SendForm(request.POST, near=nearby_posts(file_page(request.actor, file_id)))
    if not (form.is_valid() and note.is_valid()):
        return show(request, file_id, note=note, send=form)
    given = form.cleaned_data
    try:
        movement = send_file(
            file_id=file_id,
            post=ledger.open_movement(file_id).to_post,
            to_post=given["to_post"],
            actor=request.actor,
            way=Way(
                remarks=given["remarks"],
                priority=given["priority"],
                due_date=given["due_date"],
                body=body_of(note),
                language=note.cleaned_data["language"],
            ),
        )
    except DomainError as error:
        return show(request, file_id, note=note, send=form, refusal=error)
    messages.success(request, _("Signed and sent to %(post)s.") % {"post": movement.to_title})
    return redirect("eoffice:tray")


@officer_required
@require_POST
def give_back(request: Request, file_id: UUID) -> HttpResponse:
    """Return the file to whoever sent it, with the note typed on the page."""
    note, form = NoteForm(request.POST), RemarksForm(request.POST)
    if not (form.is_valid() and note.is_valid()):
        return show(request, file_id, note=note)
    try:
        movement = return_file(
            file_id=file_id,
            post=ledger.open_movement(file_id).to_post,
            actor=request.actor,
            way=Way(
                remarks=form.cleaned_data["remarks"],
                body=body_of(note),
                language=note.cleaned_data["language"],
            ),
        )
    except DomainError as error:
        return show(request, file_id, note=note, refusal=error)
    messages.success(request, _("Returned to %(post)s.") % {"post": movement.to_title})
    return redirect("eoffice:tray")


@officer_required
@require_POST
def park(request: Request, file_id: UUID) -> HttpResponse:
    """Put the file aside."""
    form = ParkForm(request.POST)
    if not form.is_valid():
        return show(request, file_id, park=form)
    return _done(
        request,
        file_id,
        lambda: park_file(
            file_id=file_id,
            post=ledger.open_movement(file_id).to_post,
            actor=request.actor,
            **form.cleaned_data,
        ),
        _("The file is parked."),
        "eoffice:tray",
    )


@officer_required
@require_POST
def wake(request: Request, file_id: UUID) -> HttpResponse:
    """Take a parked file up again."""
    return _done(
        request,
        file_id,
        lambda: take_up(file_id=file_id, post=ledger.open_movement(file_id).to_post, actor=request.actor),
        _("The file is in the inbox again."),
    )


@officer_required
@require_POST
def take_back(request: Request, file_id: UUID) -> HttpResponse:
    """Pull back what was sent and not yet read."""
    sender = ledger.open_movement(file_id).from_post
    return _done(
        request,
        file_id,
        lambda: pull_back(file_id=file_id, post=sender or new_id(), actor=request.actor),
        _("The file is with you again."),
    )


@officer_required
@require_POST
def take_from_below(request: Request, file_id: UUID) -> HttpResponse:
    """Pull a file up from a post below."""
    form = RemarksForm(request.POST)
    if not form.is_valid():
        return show(request, file_id)
    own = next(iter(hands_of(request.actor)), None)
    return _done(
        request,
        file_id,
        lambda: pull_up(
            file_id=file_id,
            post=own or new_id(),
            remarks=form.cleaned_data["remarks"],
            actor=request.actor,
        ),
        _("The file is with you now."),
    )


def _done(
    request: Request, file_id: UUID, deed: Callable[[], Any], told: str, onward: str = "eoffice:file"
) -> HttpResponse:
    try:
        deed()
    except DomainError as error:
        return show(request, file_id, refusal=error)
    messages.success(request, told)
    return redirect(onward, file_id=file_id) if onward == "eoffice:file" else redirect(onward)
