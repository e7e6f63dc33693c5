"""Enter in a file's access log that somebody opened it."""

from uuid import UUID

from sanjha.eoffice.models import FileReading, Movement, Signatory
from sanjha.eoffice.queries.hands import Hand, hands_of
from sanjha.kernel import clock
from sanjha.kernel.actors import Actor


def log_reading(*, file_id: UUID, actor: Actor, way: str = FileReading.Way.PAGE) -> FileReading | None:
    """One line: who, with which post, when. The row is sealed in the next batch of the audit trail, not by an entry of its own.

    The post is the one where the file lies or that it passed, if the reader acts there, else the reader's first.
    """
    hands = hands_of(actor)
    if not hands:
        return None
    passed = Movement.objects.filter(file=file_id, to_post__in=list(hands)).order_by("-number")
    post = passed.values_list("to_post", flat=True).first()
    return FileReading.objects.create(
        file_id=file_id,
        way=way,
        reader=_reader(hands[post] if post else next(iter(hands.values()))),
        at=clock.now(),
    )


def _reader(hand: Hand) -> Signatory:
    return hand.signatory
