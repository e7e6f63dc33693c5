"""Accept a letter that came from another office on this system; it is diarised from its own bytes, nothing is scanned again."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice.models import Act, InsideLetter, Receipt
from sanjha.eoffice.queries.dispatching import inside_letter_for
from sanjha.eoffice.queries.hands import hand_at
from sanjha.eoffice.rules import check_acts
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict

Diarise = Callable[[InsideLetter, UUID, Actor], Receipt]
_diarist: list[Diarise] = []


def diarised_by(diarise: Diarise) -> Diarise:
    """The registry's own act names itself: it diarises a letter at a post.

    It does so in a transaction of its own before the letter is marked as accepted; asked again for the same letter, it
    gives the same receipt.
    """
    _diarist[:] = [diarise]
    return diarise


def accept_letter(*, letter_id: UUID, post: UUID, actor: Actor) -> InsideLetter:
    """Take the letter over at the desk of `post`, and diarise it where dak is diarised.

    Raises NotFound, NotPermitted without the power to diarise, Conflict when somebody was faster.
    """
    letter = inside_letter_for(actor, letter_id)
    hand = hand_at(actor, post)
    check_acts(hand.acts, Act.DIARISE)
    _check_waits(letter)
    receipt = _diarist[0](letter, post, actor) if _diarist else None
    with transaction.atomic(durable=True):
        letter = (
            InsideLetter.objects.select_for_update(of=("self",))
            .select_related("dispatch__issue__draft")
            .get(pk=letter_id)
        )
        _check_waits(letter)
        letter.accepted_at, letter.accepted_by = clock.now(), hand.signatory
        letter.receipt = receipt
        letter.save()
        audit.record(
            actor,
            "INSIDE_LETTER_ACCEPTED",
            stream=letter.dispatch.issue.file_id,
            rows=[letter, *([letter.receipt] if letter.receipt else [])],
        )
    return letter


def _check_waits(letter: InsideLetter) -> None:
    if letter.accepted_at is not None:
        raise Conflict(_("This letter was accepted already."), code="accepted-already")
