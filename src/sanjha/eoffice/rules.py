"""Decisions without a database: values in, a refusal or nothing out."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from sanjha.eoffice.models import Act, File, Movement, Note
from sanjha.kernel.errors import Conflict, DomainError, NotPermitted
from sanjha.kernel.text import normalise

LONGEST_REMARKS = 500
LONGEST_SUBJECT = 300


def check_acts(acts: Collection[str], act: Act) -> None:
    """Raises NotPermitted unless the designation has the power."""
    if act not in acts:
        raise NotPermitted(
            _("The holder of this post may not %(act)s.") % {"act": act.label}, code="not-your-power"
        )


def check_signs(prepares_only: bool) -> None:
    """Personal staff prepare; the officer signs and sends."""
    if prepares_only:
        raise NotPermitted(
            _("Personal staff prepare. The officer signs and sends."), code="staff-never-signs"
        )


def check_active(file: File) -> None:
    """Raises DomainError for a file that is closed or travels inside another."""
    if file.state == File.State.ATTACHED:
        raise DomainError(
            _("This file is attached to another and moves with it. Detach it first."), code="attached"
        )
    if file.state != File.State.ACTIVE:
        raise DomainError(
            _("This file is no longer active (%(state)s). Reopen it first.")
            % {"state": file.get_state_display()},
            code="not-active",
        )


def check_is_with(movement: Movement, post: UUID) -> None:
    """Raises Conflict when the file has gone on meanwhile."""
    if movement.to_post != post:
        raise Conflict(
            _("It is no longer with this post: it is with %(post)s.") % {"post": movement.to_title},
            code="gone-on",
        )


def check_post_takes_files(is_active: bool) -> None:
    """Raises DomainError for a post that was closed."""
    if not is_active:
        raise DomainError(_("This post is closed and takes no files."), code="post-closed", field="to_post")


def check_receiver(movement: Movement, to_post: UUID) -> None:
    """Raises DomainError for the post that has the file already."""
    if to_post == movement.to_post:
        raise DomainError(_("The file is already with this post."), code="already-there", field="to_post")


def check_note_side(sealed: int, waiting: Note | None) -> None:
    """A file does not go on with a blank note side."""
    if sealed == 0 and waiting is None:
        raise DomainError(
            _("The note side is blank. Write what is to be decided, then send."),
            code="blank-note",
            field="body",
        )


def check_unread(movement: Movement, post: UUID) -> None:
    """Pulling back: only whoever sent it, and only while it is unread."""
    if movement.from_post != post:
        raise NotPermitted(_("Only the post that sent it last can pull it back."), code="not-the-sender")
    if movement.read_at is not None:
        raise Conflict(
            _("%(post)s has opened it already. Ask for it to be returned.") % {"post": movement.to_title},
            code="already-read",
        )


def check_returnable(movement: Movement) -> None:
    """There is somebody to return it to."""
    if movement.from_post is None or movement.from_post == movement.to_post:
        raise DomainError(
            _("Nobody sent this file to you: it cannot be returned."), code="nobody-to-return-to"
        )


def check_due(due_date: date | None, today: date) -> None:
    if due_date is not None and due_date < today:
        raise DomainError(_("The due date has passed."), code="date-passed", field="due_date")


def check_wake(wake_on: date | None, today: date) -> None:
    if wake_on is not None and wake_on <= today:
        raise DomainError(_("Choose a day after today."), code="date-passed", field="wake_on")


def remarks_of(text: str) -> str:
    """The remarks in good form. Raises DomainError when too long."""
    text = normalise(text, field="remarks")
    if len(text) > LONGEST_REMARKS:
        raise DomainError(
            _("At most %(most)s letters.") % {"most": LONGEST_REMARKS}, code="too-long", field="remarks"
        )
    return text


def subject_of(text: str) -> str:
    """The subject in good form. Raises DomainError when it is missing or too long."""
    text = normalise(text, field="subject")
    if len(text) < 5:
        raise DomainError(_("Say in a few words what the file is about."), code="missing", field="subject")
    if len(text) > LONGEST_SUBJECT:
        raise DomainError(
            _("At most %(most)s letters.") % {"most": LONGEST_SUBJECT}, code="too-long", field="subject"
        )
    return text


def check_may_write(note: Note, officer: UUID | None, prepares_only: bool) -> None:
    """A yellow note is for everybody at the desk, a green one for its author alone until it is sent."""
    if note.state == Note.State.GREEN and note.author.officer != officer:
        raise NotPermitted(
            _("This note is confirmed by %(name)s, who alone may change it.") % {"name": note.author.name},
            code="not-your-note",
        )
