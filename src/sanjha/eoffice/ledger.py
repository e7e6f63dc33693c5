"""The movement ledger: the open movement of a file is closed and the next one opened, inside the caller's transaction."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sanjha.eoffice.models import File, FileLink, Movement, Priority, Signatory
from sanjha.kernel import audit
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.errors import NotFound
from sanjha.kernel.text import Text


def lock_file(file_id: UUID) -> tuple[File, Movement]:
    """The file, its row locked, and where it is. Two who press Send together come one after the other."""
    file = File.objects.select_for_update(of=("self",)).get(pk=file_id)
    return file, open_movement(file.pk)


def open_movement(file_id: UUID) -> Movement:
    """Where the file is. Raises NotFound for no file."""
    found = Movement.objects.filter(file=file_id, closed_at__isnull=True).first()
    if found is None:
        raise NotFound("no open movement")
    return found


@dataclass(frozen=True, kw_only=True)
class Stay:
    """The stay that begins: how it came about, at whose desk, sent by whom and when, and what it carries with it.

    Without a `priority` that of the stay before goes on; `after_note` is the number of the note sealed with it, if any.
    """

    kind: Movement.Kind
    to_post: UUID
    to_title: Text
    sender: Signatory
    at: datetime
    remarks: str = ""
    priority: int | None = None
    due_date: date | None = None
    wake_on: date | None = None
    after_note: int = 0
    is_read: bool = False


def move(before: Movement, stay: Stay) -> Movement:
    """Close the open movement and open the next one, which begins where the other ended. Returns the new one."""
    before.closed_at = stay.at
    before.save(update_fields=["closed_at"])
    after = Movement.objects.create(
        file_id=before.file_id,
        receipt_id=before.receipt_id,
        number=before.number + 1,
        kind=stay.kind,
        from_post=before.to_post,
        to_post=stay.to_post,
        to_title=stay.to_title,
        sender=stay.sender,
        remarks=stay.remarks,
        priority=before.priority if stay.priority is None else stay.priority,
        due_date=stay.due_date,
        wake_on=stay.wake_on,
        after_note=stay.after_note or before.after_note,
        sent_at=stay.at,
        read_at=stay.at if stay.is_read else None,
    )
    if after.file_id and after.to_post != after.from_post:
        _carry_along(after)
    return after


def rest(
    before: Movement, kind: Movement.Kind, sender: Signatory, at: datetime, remarks: str = ""
) -> Movement:
    """The next stay at the same desk: closed, attached, detached, merged."""
    return move(
        before,
        Stay(
            kind=kind,
            to_post=before.to_post,
            to_title=before.to_title,
            sender=sender,
            at=at,
            remarks=remarks,
            due_date=before.due_date if kind not in Movement.AT_REST else None,
            is_read=True,
        ),
    )


def _carry_along(outer: Movement) -> None:
    """Files that are attached to this one travel inside it, each with an entry of its own."""
    inside = FileLink.objects.filter(
        to=outer.file_id, kind=FileLink.Kind.ATTACHED, ended_at__isnull=True
    ).values("file")
    for before in Movement.objects.filter(file__in=inside, closed_at__isnull=True):
        after = move(
            before,
            Stay(
                kind=Movement.Kind.ATTACHED,
                to_post=outer.to_post,
                to_title=outer.to_title,
                sender=outer.sender,
                at=outer.sent_at,
            ),
        )
        audit.record(
            SYSTEM, "FILE_CARRIED", stream=before.file_id or "", rows=[before, after], inside=outer.pk
        )


def begin(
    *,
    file: File,
    post: UUID,
    title: Text,
    sender: Signatory,
    at: datetime,
    kind: Movement.Kind = Movement.Kind.OPENED,
) -> Movement:
    """The first movement of a new file: it lies where it was opened, and has been seen."""
    return Movement.objects.create(
        file=file,
        number=1,
        kind=kind,
        from_post=None,
        to_post=post,
        to_title=title,
        sender=sender,
        priority=Priority.ORDINARY,
        sent_at=at,
        read_at=at,
    )
