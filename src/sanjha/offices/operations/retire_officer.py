"""An officer leaves the service."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError
from sanjha.offices import rules
from sanjha.offices.models import Officer, Tenure
from sanjha.offices.operations.join_post import locked_officer
from sanjha.offices.operations.record_leave import check_administers_officer
from sanjha.offices.operations.relieve_officer import relieve
from sanjha.offices.queries import chain_of


def retire_officer(*, officer_id: UUID, order_number: str, actor: Actor, on: date | None = None) -> Officer:
    """Relieve the officer of everything and mark him as no longer in service; the row and all tenures stay.

    Raises NotPermitted unless the actor administers every office concerned, NotFound, DomainError as relieving does.
    """
    on = on or clock.today()
    with transaction.atomic(durable=True):
        officer = locked_officer(officer_id)
        check_administers_officer(actor, officer)
        if not officer.is_active:
            raise DomainError(
                _("This officer is no longer in service."), code="not-in-service", field="officer"
            )
        held = (
            Tenure.objects.select_for_update(of=("self",)).select_related("post").order_by("from_date", "id")
        )
        for tenure in held.filter(Q(to_date__isnull=True) | Q(to_date__gt=clock.today()), officer=officer):
            rules.check_may_administer(actor, chain_of(tenure.post.office_id))
            relieve(tenure, on=on, order_number=order_number, actor=actor)
        officer.is_active = False
        officer.save(update_fields=["is_active"])
        audit.record(actor, "OFFICER_RETIRED", stream=officer.id, rows=[officer], on=on)
    return officer
