"""An event as a member gets it: CloudEvents 1.0, structured mode, JSON format."""

from typing import Any

from sanjha.exchange.models import EventSubscription, KeptEvent

ONE, MANY = "application/cloudevents+json", "application/cloudevents-batch+json"


def cloud_event(kept: KeptEvent, subscription: EventSubscription) -> dict[str, Any]:
    """`position` and `subscription` are extension attributes: the place in the order, without gaps from 1."""
    return {
        "specversion": "1.0",
        "id": str(kept.event_id),
        "source": f"/sanjha/{subscription.kind.partition('.')[0]}",
        "type": subscription.kind,
        "time": kept.happened_at.isoformat(),
        "datacontenttype": "application/json",
        "dataversion": str(kept.version),
        "subscription": str(subscription.pk),
        "position": kept.position,
        "data": kept.data,
    }
