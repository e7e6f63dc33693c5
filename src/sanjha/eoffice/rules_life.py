"""Decisions about the life of a file beyond noting: parts, attaching, closing. Values in, a refusal or nothing out."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from sanjha.eoffice.models import File, FileClosing, Movement
from sanjha.eoffice.rules import remarks_of
from sanjha.kernel.errors import Conflict, DomainError, NotPermitted

OPEN_STATES = (File.State.ACTIVE, File.State.ATTACHED, File.State.CLOSING)
"""States in which a file is still being worked on."""


def reason_of(text: str, *, field: str = "reason") -> str:
    """The reason in good form. Raises DomainError without one."""
    text = remarks_of(text)
    if len(text) < 3:
        raise DomainError(_("Give the reason."), code="missing", field=field)
    return text


def check_of_branch(file: File, office_code: str) -> None:
    """Only the branch that opened a file opens parts and volumes of it."""
    if file.branch != office_code:
        raise NotPermitted(_("Only the branch that opened the file may do this."), code="not-your-branch")


def check_is_main(file: File) -> None:
    if file.kind != File.Kind.MAIN:
        raise DomainError(_("Parts and volumes are opened of the main file."), code="not-main")


def check_away(movement: Movement, posts: Collection[object]) -> None:
    """A part file is opened while the main file is away; with the file at hand one notes on it."""
    if movement.to_post in posts:
        raise DomainError(_("The main file is with you: write on it."), code="main-at-hand")


def check_part(file: File) -> None:
    if file.kind != File.Kind.PART or file.main is None:
        raise DomainError(_("Only a part file is merged into its main file."), code="not-a-part")


def check_together(child: Movement, parent: Movement) -> None:
    """What is put together lies at one desk."""
    if child.to_post != parent.to_post:
        raise DomainError(
            _("Both files must lie at your desk. The other is with %(post)s.") % {"post": parent.to_title},
            code="not-together",
        )


def check_same_medium(child: File, parent: File) -> None:
    """A paper file cannot lie inside an electronic one, nor the other way round."""
    if child.medium != parent.medium:
        raise DomainError(_("Paper and electronic files cannot travel together."), code="other-medium")


def check_grading_fits(inner: File, outer: File) -> None:
    """A file is graded at least as high as what lies in it."""
    if inner.grading > outer.grading:
        raise DomainError(
            _("The other file is graded %(grading)s only. Raise its grading first.")
            % {"grading": outer.get_grading_display()},
            code="grading-too-low",
        )


def check_nothing_inside(attached: bool) -> None:
    if attached:
        raise DomainError(_("Files are attached to this one. Detach them first."), code="files-attached")


def check_nothing_waits(waiting: bool) -> None:
    if waiting:
        raise DomainError(_("A note waits on the file. Send or discard it first."), code="note-waits")


def check_closable(*, parts: Collection[str], attached: bool, waiting: bool) -> None:
    """No part open, nothing attached, no note that waits (CSMOP 2022, chapter 10)."""
    if parts:
        raise DomainError(
            _("Merge or close first: %(parts)s.") % {"parts": ", ".join(parts)}, code="parts-open"
        )
    check_nothing_inside(attached)
    check_nothing_waits(waiting)


def check_decides(closing: FileClosing, officer: object) -> None:
    """Somebody else than the proposer decides, once."""
    if closing.decision:
        raise Conflict(_("It is decided already."), code="decided")
    if closing.proposed_by.officer == officer:
        raise NotPermitted(_("Somebody else than the proposer decides."), code="own-proposal")


def check_closed(file: File) -> None:
    if file.state not in {File.State.CLOSED, File.State.RECORDED}:
        raise DomainError(_("Only a closed file is reopened."), code="not-closed")
