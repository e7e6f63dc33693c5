"""Decisions about graded papers. Values in, a refusal or nothing out."""

from collections.abc import Iterable
from typing import Protocol

from django.utils.translation import gettext as _

from sanjha.eoffice.models import Act, Grading
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError, NotPermitted
from sanjha.kernel.text import normalise

ADMINISTRATORS = frozenset({"office_admin"})
"""They map posts and accounts, and read no file of their office."""


class AtDesk(Protocol):
    """Somebody at a desk, as far as a power goes."""

    def may(self, act: Act) -> bool: ...


def check_gives_clearance(actor: Actor, hands: Iterable[AtDesk]) -> None:
    """By order, the records officer or an administrator enters clearances."""
    if not (actor.holds(*ADMINISTRATORS) or any(hand.may(Act.RECORD) for hand in hands)):
        raise NotPermitted(
            _("The records officer or the administrator enters clearances, by order."), code="not-your-power"
        )


def order_of(number: str) -> str:
    """The number of the order in good form. Raises DomainError without one."""
    number = normalise(number, field="order_number")
    if not 3 <= len(number) <= 80:
        raise DomainError(_("Give the number of the order."), code="missing", field="order_number")
    return number


def check_grading(grading: int) -> None:
    if grading not in Grading.values:
        raise DomainError(_("Choose the grading."), code="grading", field="grading")


def check_regrades(clearance: int, before: int, after: int) -> None:
    """Whoever regrades is cleared for what it was and for what it becomes: else the file would be out of his own sight."""
    if clearance < max(before, after):
        raise NotPermitted(_("You are not cleared for this grading."), code="not-cleared")
    if before == after:
        raise DomainError(_("The file has this grading already."), code="same-grading", field="grading")


def check_graded(grading: int) -> None:
    if grading == Grading.NORMAL:
        raise DomainError(
            _("The list is for graded files; others are open to the branch."), code="not-graded"
        )
