"""Give one post to an officer for a stated time of its holder's leave."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, DomainError
from sanjha.offices import rules
from sanjha.offices.models import Leave, Tenure
from sanjha.offices.operations.give_additional_charge import charge, refuse_without_own_post
from sanjha.offices.operations.join_post import locked_officer, locked_post
from sanjha.offices.queries import chain_of

Capacity = Tenure.Capacity


def arrange_charge(
    *, post_id: UUID, officer_id: UUID, from_date: date, to_date: date, order_number: str, actor: Actor
) -> Tenure:
    """The officer acts for the post from one day until another, that day excluded, while the holder is on leave.

    It goes before the link officer named for the leave, who keeps the holder's other posts. Raises NotPermitted outside
    the actor's offices, Conflict when another arrangement of the post meets these days, DomainError when the holder's
    leave does not cover them or the officer is the holder.
    """
    with transaction.atomic(durable=True):
        officer = locked_officer(officer_id)
        post = locked_post(post_id)
        rules.check_may_administer(actor, chain_of(post.office_id))
        rules.check_span(from_date, to_date, field="to_date")
        holder = Tenure.objects.filter(post=post, capacity=Capacity.SUBSTANTIVE, to_date__isnull=True).first()
        if holder is None or not _on_leave(holder, from_date, to_date):
            raise DomainError(
                _("The holder's leave does not cover these days. Record the leave first."),
                code="no-leave",
                field="from_date",
            )
        if holder.officer_id == officer.id:
            raise DomainError(_("The holder of the post is on leave."), code="holder", field="officer")
        others = Tenure.objects.filter(post=post, capacity=Capacity.LEAVE_ARRANGEMENT)
        if others.filter(from_date__lt=to_date, to_date__gt=from_date).exists():
            raise Conflict(
                _("Another arrangement covers some of these days."), code="overlap", field="from_date"
            )
        refuse_without_own_post(officer)
        return charge(
            post,
            officer,
            Capacity.LEAVE_ARRANGEMENT,
            from_date=from_date,
            to_date=to_date,
            order_number=order_number,
            actor=actor,
        )


def _on_leave(holder: Tenure, from_date: date, to_date: date) -> bool:
    leaves = Leave.objects.filter(officer=holder.officer_id, from_date__lte=from_date, back_on__gte=to_date)
    return leaves.exists()
