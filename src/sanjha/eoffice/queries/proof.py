"""The page of one printed note, for whoever holds the print."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from sanjha.eoffice import keys, proofs, sealing
from sanjha.eoffice.models import Grading, Note
from sanjha.kernel.errors import NotFound


@dataclass(frozen=True)
class Proof:
    """A sealed note and whether it still is what was sealed, in its place in the file."""

    note: Note
    file_number: str
    faults: list[str]


def proof_of(note_id: UUID, token: str) -> Proof:
    """The note whose print bears the token. Raises NotFound for a wrong token, and for graded files always."""
    note = (
        Note.objects.filter(
            pk=note_id, state=Note.State.SEALED, file__grading=Grading.NORMAL, key__isnull=False
        )
        .select_related("file", "key")
        .first()
    )
    if note is None or not proofs.fits_token(note, token):
        raise NotFound(_("There is no such note, or the address was not printed by this office."))
    before = (
        Note.objects.filter(file=note.file_id, number__lte=note.number)
        .select_related("key")
        .order_by("number")
    )
    return Proof(note, note.file.number, sealing.faults(list(before), keys.fits))
