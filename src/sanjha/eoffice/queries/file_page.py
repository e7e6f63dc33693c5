"""One file as its page shows it: note sheet, correspondence, where it was, and what the reader may do with it."""

from dataclasses import dataclass
from uuid import UUID

from sanjha.eoffice.models import CorrespondenceItem, File, Movement, Note
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.hands import Hand, hands_of
from sanjha.eoffice.queries.papers import papers_of
from sanjha.eoffice.sealing import head_of
from sanjha.kernel.actors import Actor


@dataclass(frozen=True)
class FilePage:
    """`hand` is the reader at the desk that holds the file, None for anybody else; `waiting` the note not sealed yet."""

    file: File
    notes: list[Note]
    waiting: Note | None
    papers: list[CorrespondenceItem]
    movements: list[Movement]
    hand: Hand | None
    next_number: int

    @property
    def now(self) -> Movement:
        return self.movements[-1]

    @property
    def is_parked(self) -> bool:
        return self.now.kind == Movement.Kind.PARKED

    def can_be_pulled_back_by(self, hand: Hand) -> bool:
        return (
            self.now.kind in {Movement.Kind.SENT, Movement.Kind.RETURNED}
            and self.now.from_post == hand.post
            and self.now.read_at is None
            and not hand.prepares_only
        )


def file_page(actor: Actor, file_id: UUID) -> FilePage:
    """The file with all that lies on it. The note that waits is shown to the desk that holds the file alone.

    Raises NotFound for a file that the actor may not see.
    """
    file = visible_file(actor, file_id)
    movements = list(file.movements.order_by("number"))
    hand = hands_of(actor).get(movements[-1].to_post)
    notes = list(Note.objects.filter(file=file).exclude(state=Note.State.DISCARDED).order_by("number"))
    sealed = [note for note in notes if note.state == Note.State.SEALED]
    last = sealed[-1].number if sealed else head_of(file.pk)[0] if file.kind == File.Kind.VOLUME else 0
    return FilePage(
        file=file,
        notes=sealed,
        waiting=next((note for note in notes if note.state != Note.State.SEALED and hand), None),
        papers=papers_of(file.pk),
        movements=movements,
        hand=hand,
        next_number=(last or 0) + 1,
    )
