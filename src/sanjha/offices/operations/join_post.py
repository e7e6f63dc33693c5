"""An officer assumes charge of a vacant post as his own."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, DomainError, NotFound
from sanjha.offices import rules
from sanjha.offices.events import ChargeAssumed
from sanjha.offices.models import Officer, Post, Tenure
from sanjha.offices.operations.relieve_officer import give_up
from sanjha.offices.queries import chain_of

Capacity = Tenure.Capacity


def join_post(
    *, post_id: UUID, officer_id: UUID, order_number: str, actor: Actor, from_date: date | None = None
) -> Tenure:
    """Write the tenure; from this moment the officer acts for the post, and all its work is there.

    An additional charge of the post ends with it. Raises NotPermitted outside the actor's offices, Conflict when
    somebody holds the post, DomainError when the officer has a post of his own, the post is closed, or a date is wrong.
    Two administrators may press the button together: the row locks let the second see that the first was there.
    """
    from_date = from_date or clock.today()
    with transaction.atomic(durable=True):
        officer = locked_officer(officer_id)
        post = locked_post(post_id)
        rules.check_may_administer(actor, chain_of(post.office_id))
        return assume(post, officer, order_number=order_number, from_date=from_date, actor=actor)


def assume(post: Post, officer: Officer, *, order_number: str, from_date: date, actor: Actor) -> Tenure:
    """The substantive tenure, inside a transaction that has locked officer and post. Raises as `join_post` says."""
    order_number = rules.clean(order_number, "order_number", longest=80)
    rules.check_in_service(officer)
    rules.check_post_open(post)
    rules.check_begins(from_date, clock.today())
    _refuse_while_held(post, from_date)
    _refuse_second_post(officer, from_date)
    ended = []
    for charge in Tenure.objects.select_for_update().filter(
        post=post, to_date__isnull=True, capacity=Capacity.ADDITIONAL
    ):
        give_up(charge, on=max(from_date, charge.from_date), order_number=order_number)
        ended.append(charge)
    tenure = Tenure.objects.create(
        post=post,
        officer=officer,
        capacity=Capacity.SUBSTANTIVE,
        from_date=from_date,
        order_number=order_number,
    )
    events.publish(ChargeAssumed(tenure.id, post.id, officer.id, tenure.capacity, from_date))
    audit.record(
        actor, "POST_JOINED", stream=post.id, rows=[tenure, *ended], officer=officer.id, tenure=tenure.id
    )
    return tenure


def _refuse_while_held(post: Post, from_date: date) -> None:
    own = Tenure.objects.filter(post=post, capacity=Capacity.SUBSTANTIVE)
    holder = own.filter(to_date__isnull=True).select_related("officer").first()
    if holder is not None:
        raise Conflict(
            _("%(name)s holds this post since %(date)s. Relieve this officer first.")
            % {"name": holder.officer.name, "date": f"{holder.from_date:%d-%m-%Y}"},
            code="post-held",
            field="post",
        )
    before = own.order_by("-to_date").first()
    if before is not None and before.to_date is not None and from_date < before.to_date:
        raise DomainError(
            _("The post was held until %(date)s.") % {"date": f"{before.to_date:%d-%m-%Y}"},
            code="overlap",
            field="from_date",
        )


def _refuse_second_post(officer: Officer, from_date: date) -> None:
    own = Tenure.objects.filter(officer=officer, capacity=Capacity.SUBSTANTIVE)
    held = own.filter(to_date__isnull=True).select_related("post").first()
    if held is not None:
        raise DomainError(
            _("This officer holds the post %(post)s. Transfer the officer, or give additional charge.")
            % {"post": held.post.title},
            code="has-post",
            field="officer",
        )
    before = own.order_by("-to_date").first()
    if before is not None and before.to_date is not None and from_date < before.to_date:
        raise DomainError(
            _("The officer held another post until %(date)s.") % {"date": f"{before.to_date:%d-%m-%Y}"},
            code="overlap",
            field="from_date",
        )


def locked_officer(officer_id: UUID, *, field: str = "officer") -> Officer:
    """The officer, locked until the transaction ends; officers are locked before posts, so that nobody waits in a ring."""
    try:
        return Officer.objects.select_for_update().get(id=officer_id)
    except Officer.DoesNotExist:
        raise NotFound(_("There is no such officer."), field=field) from None


def locked_post(post_id: UUID, *, field: str = "post") -> Post:
    """The post with its office, the post's row locked until the transaction ends."""
    try:
        return Post.objects.select_for_update(of=("self",)).select_related("office").get(id=post_id)
    except Post.DoesNotExist:
        raise NotFound(_("There is no such post."), field=field) from None
