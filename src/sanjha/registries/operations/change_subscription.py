"""Change how events are delivered to a subscriber."""

from typing import Any
from uuid import UUID

from django.db import transaction

from sanjha.kernel import audit
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound
from sanjha.registries import rules
from sanjha.registries.models import Subscription


def change_subscription(
    *, subscription_id: UUID, client: str, delivery: str | None, options: dict[str, Any], actor: Actor
) -> Subscription:
    """Only what is said changes; what waits goes on waiting. Raises NotFound, NotPermitted."""
    rules.check_may_keep(actor)
    with transaction.atomic(durable=True):
        found = (
            Subscription.objects.select_for_update()
            .filter(pk=subscription_id, subscriber=client, ended_at__isnull=True)
            .first()
        )
        if found is None:
            raise NotFound("subscription missing")
        found.delivery = delivery or found.delivery
        found.options = found.options | options
        found.save(update_fields=["delivery", "options"])
        audit.record(
            actor, "SUBSCRIPTION_CHANGED", stream=f"room.{found.event_type_id}", rows=[found], client=client
        )
    return found
