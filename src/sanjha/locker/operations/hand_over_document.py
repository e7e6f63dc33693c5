"""Give a document out at a counter, and keep that it was given."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import NotFound
from sanjha.locker import rules
from sanjha.locker.events import DocumentHandedOver
from sanjha.locker.models import Delivery, Document
from sanjha.locker.record import as_json


def hand_over_document(*, document_id: UUID, request_id: str, actor: Actor, purpose: Purpose) -> Delivery:
    """The delivery at the counter; the same `request_id` is registered once (a double click, a printer that jammed).

    Raises NotFound, NotPermitted unless the actor is a counter operator, DomainError when it is not in force.
    """
    with transaction.atomic(durable=True):
        document = Document.objects.select_for_update().filter(pk=document_id).first()
        if document is None:
            raise NotFound(_("There is no such document."))
        held = rules.check_can_hand_over(document, actor)
        delivery, created = Delivery.objects.get_or_create(
            document=document,
            channel=Delivery.Channel.COUNTER,
            request_id=request_id[:80],
            defaults={
                "state": Delivery.State.DELIVERED,
                "at": clock.now(),
                "office": held.office,
                "office_name": as_json(held.office_name),
                "delivered_by": actor.person,
            },
        )
        if created:
            events.publish(
                DocumentHandedOver(
                    document=document.id,
                    number=document.number,
                    source=document.source,
                    source_id=document.source_id,
                    office=held.office,
                    handed_over_at=delivery.at,
                )
            )
            audit.record(
                actor,
                "DOCUMENT_HANDED_OVER",
                stream=document.id,
                rows=[delivery],
                office=held.office_code,
                purpose=purpose.code,
                case=purpose.case,
            )
    return delivery
