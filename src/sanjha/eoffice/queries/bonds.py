"""What is bound to a file: its open parts, what is attached to it, and how its pages go on."""

from uuid import UUID

from django.db.models import Max

from sanjha.eoffice.models import CorrespondenceItem, File, FileLink, Note
from sanjha.eoffice.rules_life import OPEN_STATES
from sanjha.eoffice.sealing import volume_before


def open_parts(file: File) -> list[str]:
    """The numbers of parts and volumes that are still worked on."""
    return list(
        File.objects.filter(main=file, state__in=OPEN_STATES)
        .order_by("number")
        .values_list("number", flat=True)
    )


def holds_others(file_id: UUID) -> bool:
    """Whether files are attached to this one."""
    return FileLink.objects.filter(to=file_id, kind=FileLink.Kind.ATTACHED, ended_at__isnull=True).exists()


def note_waits(file_id: UUID) -> bool:
    """Whether a note of the file is not sealed yet."""
    return Note.objects.filter(file=file_id, state__in=[Note.State.YELLOW, Note.State.GREEN]).exists()


def next_place(file_id: UUID) -> tuple[int, int]:
    """Serial and first page of the next paper of the correspondence side; a volume goes on after the one before."""
    last = CorrespondenceItem.objects.filter(file=file_id).aggregate(
        serial=Max("serial"), page=Max("page_to")
    )
    if last["serial"]:
        return last["serial"] + 1, last["page"] + 1
    before = volume_before(file_id)
    return next_place(before) if before else (1, 1)
