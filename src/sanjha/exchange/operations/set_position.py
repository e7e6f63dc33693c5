"""A member, or an administrator for it, says after which event it goes on: earlier ones are given again."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.exchange import outbound_rules
from sanjha.exchange.events import PositionSet
from sanjha.exchange.models import Member, Progress
from sanjha.exchange.operations.ask_events import STREAM
from sanjha.exchange.subscription_queries import first_kept, locked_progress
from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError


def set_position(
    *, subscription_id: UUID, position: int, actor: Actor, as_member: Member | None = None
) -> Progress:
    """The member has the events up to `position` and no later ones; pushing that was given up begins again after it.

    Raises NotFound, also for another member's subscription; DomainError for a position beyond the last event or before the
    first that is still kept; NotPermitted for others than administrators and the member itself.
    """
    with transaction.atomic(durable=True):
        progress = locked_progress(subscription_id)
        outbound_rules.check_may_act_for(progress.subscription.member_id, actor, as_member)
        first = first_kept(progress)
        if not first - 1 <= position <= progress.kept:
            raise DomainError(
                _("Choose a position from %(first)s to %(last)s.")
                % {"first": first - 1, "last": progress.kept},
                code="position",
                field="position",
            )
        before, progress.had = progress.had, position
        progress.attempts, progress.last_error, progress.stopped_at = 0, "", None
        progress.next_try_at = clock.now()
        progress.save(update_fields=["had", "attempts", "last_error", "stopped_at", "next_try_at"])
        audit.record(
            actor,
            "EVENTS_POSITION_SET",
            stream=STREAM,
            subscription=progress.pk,
            before=before,
            position=position,
        )
        events.publish(PositionSet(progress.pk, position, clock.now()))
    return progress
