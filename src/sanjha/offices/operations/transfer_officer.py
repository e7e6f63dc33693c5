"""Transfer an officer: relieved of every charge and joined to another post in one deed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from sanjha.kernel import clock
from sanjha.kernel.actors import Actor
from sanjha.offices import rules
from sanjha.offices.models import Tenure
from sanjha.offices.operations.join_post import assume, locked_officer, locked_post
from sanjha.offices.operations.relieve_officer import relieve
from sanjha.offices.queries import chain_of


@dataclass(frozen=True)
class Transfer:
    """The tenures that ended and the one that began."""

    relieved: list[Tenure]
    joined: Tenure


def transfer_officer(
    *, officer_id: UUID, to_post: UUID, order_number: str, actor: Actor, on: date | None = None
) -> Transfer:
    """Relieve the officer of all posts and charges and let him assume charge of the new post on the same day.

    No work moves: it stays with the posts that were given up. Access to them ends at once. Raises NotPermitted unless
    the actor administers the offices left and joined, Conflict when the new post is held, DomainError as joining and
    relieving do; then nothing has changed.
    """
    on = on or clock.today()
    with transaction.atomic(durable=True):
        officer = locked_officer(officer_id)
        post = locked_post(to_post, field="to_post")
        held = (
            Tenure.objects.select_for_update(of=("self",)).select_related("post").order_by("from_date", "id")
        )
        leaving = list(held.filter(Q(to_date__isnull=True) | Q(to_date__gt=clock.today()), officer=officer))
        for office in {post.office_id, *(tenure.post.office_id for tenure in leaving)}:
            rules.check_may_administer(actor, chain_of(office))
        for tenure in leaving:
            relieve(tenure, on=on, order_number=order_number, actor=actor)
        joined = assume(post, officer, order_number=order_number, from_date=on, actor=actor)
    return Transfer(leaving, joined)
