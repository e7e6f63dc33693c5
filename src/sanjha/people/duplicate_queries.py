"""Reads of double entries; the lists are for officers who decide."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound
from sanjha.people.dispute_rules import DECIDERS
from sanjha.people.models import Duplicate, DuplicateSearch, Resident, Verdict

MOST = 50


def seen_by(actor: Actor) -> QuerySet[Duplicate]:
    """All pairs for an officer who decides, none for anybody else."""
    if not actor.holds(*DECIDERS):
        return Duplicate.objects.none()
    return Duplicate.objects.select_related("first__address", "second__address")


def waiting(actor: Actor) -> list[Duplicate]:
    """The pairs that wait, the likeliest first; at most 50."""
    return list(seen_by(actor).filter(verdict=Verdict.OPEN).order_by("-score", "id")[:MOST])


def merged(actor: Actor) -> list[Duplicate]:
    """What was merged, the newest first; at most 50."""
    return list(seen_by(actor).filter(verdict=Verdict.SAME).order_by("-decided_at", "id")[:MOST])


def pair(actor: Actor, duplicate_id: UUID) -> Duplicate:
    """One pair. Raises NotFound."""
    return _found(seen_by(actor).filter(pk=duplicate_id).first())


def locked_pair(duplicate_id: UUID) -> Duplicate:
    """The pair and its two residents, locked in the order of their ids. Raises NotFound."""
    found = _found(Duplicate.objects.select_for_update().filter(pk=duplicate_id).first())
    rows = (
        Resident.objects.select_for_update().filter(pk__in=[found.first_id, found.second_id]).order_by("pk")
    )
    found.first, found.second = rows
    return found


def _found(row: Duplicate | None) -> Duplicate:
    if row is None:
        raise NotFound(_("There is no such pair of entries."))
    return row


def last_search(actor: Actor) -> DuplicateSearch | None:
    """The newest search over the whole register, for an officer who decides."""
    return DuplicateSearch.objects.order_by("-started_at").first() if actor.holds(*DECIDERS) else None
