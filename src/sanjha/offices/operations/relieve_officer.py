"""An officer gives up a post: access ends at once, and every piece of work stays where it is."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound
from sanjha.offices import rules
from sanjha.offices.events import OfficerRelieved
from sanjha.offices.models import Tenure
from sanjha.offices.queries import chain_of

Capacity = Tenure.Capacity


def relieve_officer(
    *, post_id: UUID, officer_id: UUID, order_number: str, actor: Actor, on: date | None = None
) -> Tenure:
    """End the officer's tenure of the post, whatever its capacity, on a day not later than today (default today).

    With the holder go the standing link officer and the leave arrangements of the post. Raises NotPermitted outside the
    actor's offices, NotFound when the officer has no charge of the post, DomainError for a date to come or before joining.
    """
    on = on or clock.today()
    with transaction.atomic(durable=True):
        open_tenures = Tenure.objects.select_for_update(of=("self",)).select_related("post", "officer")
        tenure = open_tenures.filter(post=post_id, officer=officer_id).filter(_open(clock.today())).first()
        if tenure is None:
            raise NotFound(_("This officer has no charge of this post."), field="officer")
        rules.check_may_administer(actor, chain_of(tenure.post.office_id))
        relieve(tenure, on=on, order_number=order_number, actor=actor)
    return tenure


def relieve(tenure: Tenure, *, on: date, order_number: str, actor: Actor) -> None:
    """End a locked tenure inside a transaction, with what hangs on it; announce and audit each end."""
    order_number = rules.clean(order_number, "order_number", longest=80)
    rules.check_ends(on, tenure, clock.today())
    ended = [tenure]
    if tenure.capacity == Capacity.SUBSTANTIVE:
        hanging = Tenure.objects.select_for_update().filter(
            post=tenure.post_id, capacity__in=[Capacity.LINK, Capacity.LEAVE_ARRANGEMENT]
        )
        ended += hanging.filter(_open(on))
    for ending in ended:
        give_up(ending, on=max(on, ending.from_date), order_number=order_number)
    audit.record(
        actor,
        "OFFICER_RELIEVED",
        stream=tenure.post_id,
        rows=ended,
        officer=tenure.officer_id,
        tenure=tenure.id,
    )


def _open(on: date) -> Q:
    """Tenures without an end, and arrangements that would last beyond the day."""
    return Q(to_date__isnull=True) | Q(to_date__gt=on)


def give_up(tenure: Tenure, *, on: date, order_number: str) -> None:
    """Write the end into the row and announce it; the caller audits."""
    tenure.to_date = on
    tenure.relief_order = order_number
    tenure.save(update_fields=["to_date", "relief_order"])
    events.publish(OfficerRelieved(tenure.id, tenure.post_id, tenure.officer_id, tenure.capacity, on))
