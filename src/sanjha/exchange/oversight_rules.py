"""Which look-ups stand out, and what may be done about them: decisions without a query."""

from collections.abc import Sequence
from statistics import median

from django.utils.translation import gettext as _

from sanjha.exchange.models import Conspicuous, Finding
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, DomainError, NotPermitted
from sanjha.kernel.text import normalise

OVERSEER = "data_protection_officer"
ALWAYS_FINE = 20
"""People looked up on one day by one officer that never stand out by their number."""
TIMES_PEERS = 3
"""So many times what half of the officers of the same designation look up on a day stands out."""
SHORTEST, LONGEST_QUESTION, LONGEST_ANSWER = 10, 500, 1000


def check_oversees(actor: Actor) -> None:
    if not actor.holds(OVERSEER):
        raise NotPermitted(_("Only the data-protection officer sees this."))


def is_far_more(people: int, others: Sequence[int]) -> bool:
    """Whether so many people on one day are far more than usual: `others` are days of officers of the same designation."""
    return people > max(ALWAYS_FINE, TIMES_PEERS * median(others) if others else 0)


def check_can_ask(row: Conspicuous) -> None:
    if not row.is_open:
        raise Conflict(_("This has been closed already."), code="closed")
    if row.asked_at is not None:
        raise Conflict(_("The officer has been asked already."), code="asked")


def check_can_answer(row: Conspicuous, actor: Actor) -> None:
    if not actor.is_officer or actor.person != row.officer:
        raise NotPermitted(_("Only the officer who looked answers."))
    if not row.waits_for_answer:
        raise Conflict(_("Nothing is asked here any more."), code="answered")


def check_can_close(row: Conspicuous, finding: str, actor: Actor) -> None:
    check_oversees(actor)
    if not row.is_open:
        raise Conflict(_("This has been closed already."), code="closed")
    if actor.person == row.officer:
        raise NotPermitted(_("Nobody closes what concerns the own look-ups."))
    if finding not in Finding.values or not finding:
        raise DomainError(_("Choose a finding."), code="finding", field="finding")


def clean_words(typed: str, *, field: str, longest: int) -> str:
    """A question, an answer or a reason: at least ten characters."""
    words = normalise(typed, field=field, multiline=True)
    if not SHORTEST <= len(words) <= longest:
        raise DomainError(
            _("Write %(shortest)d to %(longest)d characters.") % {"shortest": SHORTEST, "longest": longest},
            code="length",
            field=field,
        )
    return words
