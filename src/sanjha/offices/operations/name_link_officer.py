"""Name the officer who acts for a post whenever its holder is on leave."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, DomainError
from sanjha.offices import rules
from sanjha.offices.models import Tenure
from sanjha.offices.operations.give_additional_charge import charge, refuse_without_own_post
from sanjha.offices.operations.join_post import locked_officer, locked_post
from sanjha.offices.queries import chain_of

Capacity = Tenure.Capacity


def name_link_officer(
    *, post_id: UUID, officer_id: UUID, order_number: str, actor: Actor, from_date: date | None = None
) -> Tenure:
    """A standing order: the officer holds the post on the days on which its holder is away and nobody else was named.

    Raises NotPermitted outside the actor's offices, Conflict when the post has a link officer, DomainError when the
    officer is the holder himself or has no post, the post is closed, or a date is wrong.
    """
    from_date = from_date or clock.today()
    with transaction.atomic(durable=True):
        officer = locked_officer(officer_id)
        post = locked_post(post_id)
        rules.check_may_administer(actor, chain_of(post.office_id))
        rules.check_begins(from_date, clock.today())
        standing = Tenure.objects.filter(post=post, to_date__isnull=True)
        if standing.filter(capacity=Capacity.LINK).exists():
            raise Conflict(
                _("This post has a link officer. Relieve that officer first."), code="linked", field="post"
            )
        if standing.filter(officer=officer).exists():
            raise DomainError(
                _("The holder of a post is not its link officer."), code="holder", field="officer"
            )
        refuse_without_own_post(officer)
        return charge(
            post, officer, Capacity.LINK, from_date=from_date, order_number=order_number, actor=actor
        )
