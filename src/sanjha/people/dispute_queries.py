"""Reads of disputed facts; every list is limited to what the actor may see inside the SQL."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound
from sanjha.people.dispute_rules import DECIDERS
from sanjha.people.models import Dispute, Fact, Resident

MOST = 100


def to_decide(actor: Actor) -> QuerySet[Dispute]:
    """The tickets that the officer decides: of the own posts, and those without a post for whoever may decide."""
    if not actor.is_officer:
        return Dispute.objects.none()
    ours = Q(post__in=list(actor.posts))
    if actor.holds(*DECIDERS):
        ours |= Q(post__isnull=True)
    return Dispute.objects.filter(ours)


def open_disputes(actor: Actor) -> list[Dispute]:
    """What waits for the officer, the longest waiting first; at most 100."""
    return list(
        to_decide(actor).filter(outcome="").select_related("resident").order_by("opened_at", "id")[:MOST]
    )


def dispute(actor: Actor, dispute_id: UUID) -> Dispute:
    """One ticket that the officer decides. Raises NotFound, also for another officer's."""
    found = to_decide(actor).select_related("resident__address", "fact").filter(pk=dispute_id).first()
    if found is None:
        raise NotFound(_("There is no such dispute."))
    return found


def disputes_of(resident: Resident) -> list[Dispute]:
    """What a person whom the caller may see has called wrong, the newest first; at most 100."""
    return list(resident.disputes.order_by("-opened_at", "-id")[:MOST])


def open_tickets(resident: Resident) -> dict[str, str]:
    """The numbers of a person's open disputes by the name of the fact."""
    return dict(resident.disputes.filter(outcome="").values_list("fact_name", "number"))


def open_dispute_about(fact_id: UUID) -> Dispute:
    """The open ticket about a fact or one that stood in its place before. Raises NotFound when it was decided meanwhile."""
    fact = Fact.objects.filter(pk=fact_id).values("resident", "name")[:1]
    found = Dispute.objects.filter(
        resident=fact.values("resident"), fact_name=fact.values("name"), outcome=""
    ).first()
    if found is None:
        raise NotFound(_("There is no such dispute."))
    return found
