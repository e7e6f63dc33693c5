"""Decisions about double entries without a query: who decides, and what may be merged."""

from django.utils.translation import gettext_lazy as _

from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, DomainError, NotPermitted
from sanjha.kernel.text import normalise
from sanjha.people.aadhaar_numbers import refuse_aadhaar_number
from sanjha.people.dispute_rules import DECIDERS
from sanjha.people.models import Duplicate, Resident, Verdict

SHORTEST_NOTE, LONGEST_NOTE = 10, 500


def check_may_decide(actor: Actor) -> None:
    if not actor.holds(*DECIDERS):
        raise NotPermitted(_("Only the Tehsildar and the Naib Tehsildar decide about double entries."))


def check_waits(pair: Duplicate) -> None:
    if pair.verdict != Verdict.OPEN:
        raise Conflict(_("This has been decided already."), code="decided")


def check_merged(pair: Duplicate) -> None:
    if pair.verdict != Verdict.SAME:
        raise Conflict(_("These entries are not merged."), code="not-merged")


def check_can_merge(kept: Resident, other: Resident, *, stands_for_others: bool, disputed: bool) -> None:
    """Both stand for themselves, nothing stands for the one that goes, and no fact is being disputed."""
    if kept.merged_into_id or other.merged_into_id:
        raise Conflict(_("One of these entries was merged into another meanwhile."), code="merged")
    if stands_for_others:
        raise Conflict(_("Another entry was merged into this one: keep this one."), code="keeps-others")
    if disputed:
        raise Conflict(_("Decide about the disputed fact of this person before."), code="disputed")


def clean_note(typed: str) -> str:
    """Why the officer decides so: 10 to 500 characters."""
    note = normalise(typed, field="note", multiline=True)
    refuse_aadhaar_number(note, field="note")
    if not SHORTEST_NOTE <= len(note) <= LONGEST_NOTE:
        raise DomainError(
            _("Reason: 10 to 500 characters, for example the papers that were compared."),
            code="note",
            field="note",
        )
    return note
