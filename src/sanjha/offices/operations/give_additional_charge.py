"""Give a vacant post to an officer who keeps his own."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, DomainError
from sanjha.offices import rules
from sanjha.offices.events import ChargeAssumed
from sanjha.offices.models import Officer, Post, Tenure
from sanjha.offices.operations.join_post import locked_officer, locked_post
from sanjha.offices.queries import chain_of

Capacity = Tenure.Capacity


def give_additional_charge(
    *, post_id: UUID, officer_id: UUID, order_number: str, actor: Actor, from_date: date | None = None
) -> Tenure:
    """The officer acts for the post beside his own until somebody joins it or he is relieved of it.

    Raises NotPermitted outside the actor's offices, Conflict when the post has a holder or is in somebody's charge,
    DomainError when the officer has no post of his own, the post is closed, or a date is wrong.
    """
    from_date = from_date or clock.today()
    with transaction.atomic(durable=True):
        officer = locked_officer(officer_id)
        post = locked_post(post_id)
        rules.check_may_administer(actor, chain_of(post.office_id))
        rules.check_begins(from_date, clock.today())
        held = Tenure.objects.filter(
            post=post, to_date__isnull=True, capacity__in=[Capacity.SUBSTANTIVE, Capacity.ADDITIONAL]
        )
        holder = held.select_related("officer").first()
        if holder is not None:
            raise Conflict(
                _("The post is not vacant: %(name)s has it since %(date)s.")
                % {"name": holder.officer.name, "date": f"{holder.from_date:%d-%m-%Y}"},
                code="post-held",
                field="post",
            )
        refuse_without_own_post(officer)
        return charge(
            post, officer, Capacity.ADDITIONAL, from_date=from_date, order_number=order_number, actor=actor
        )


def refuse_without_own_post(officer: Officer) -> None:
    """A charge is given beside a post of one's own."""
    own = Tenure.objects.filter(officer=officer, capacity=Capacity.SUBSTANTIVE, to_date__isnull=True)
    if not own.exists():
        raise DomainError(
            _("This officer has no post. Let the officer join a post first."), code="no-post", field="officer"
        )


def charge(
    post: Post,
    officer: Officer,
    capacity: str,
    *,
    from_date: date,
    order_number: str,
    actor: Actor,
    to_date: date | None = None,
) -> Tenure:
    """A tenure beside the officer's own, inside a transaction that has locked officer and post; announced and audited."""
    order_number = rules.clean(order_number, "order_number", longest=80)
    rules.check_in_service(officer)
    rules.check_post_open(post)
    tenure = Tenure.objects.create(
        post=post,
        officer=officer,
        capacity=capacity,
        from_date=from_date,
        to_date=to_date,
        order_number=order_number,
    )
    events.publish(ChargeAssumed(tenure.id, post.id, officer.id, capacity, from_date))
    audit.record(
        actor,
        "CHARGE_GIVEN",
        stream=post.id,
        rows=[tenure],
        officer=officer.id,
        tenure=tenure.id,
        capacity=capacity,
    )
    return tenure
