"""Correct a fact that its person called wrong."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound
from sanjha.people import dispute_rules as rules
from sanjha.people.models import Dispute, Source
from sanjha.people.operations.record_resident import record_resident


def correct_disputed_fact(*, dispute_id: UUID, changes: Mapping[str, Any], actor: Actor) -> Dispute:
    """Record the right fact as an officer's correction under the ticket's number; that closes the ticket too.

    `changes` are fields of the disputed fact ("born_on", "address-house" ...); others are left alone. Raises NotFound,
    NotPermitted for another officer's ticket, Conflict when it is decided, DomainError as `record_resident` does or
    when nothing changes.
    """
    dispute = Dispute.objects.select_related("resident__address").filter(pk=dispute_id).first()
    if dispute is None:
        raise NotFound(_("There is no such dispute."))
    rules.check_may_decide(actor, dispute)
    rules.check_open(dispute)
    before = rules.data_of(dispute.resident)
    after = rules.with_changes(before, dispute.fact_name, changes)
    rules.check_changes(before, after)
    # The ticket's id is the request's: pressing twice corrects once.
    record_resident(
        data=after, source=Source.CORRECTION, request_id=dispute.pk, actor=actor, case=dispute.number
    )
    dispute.refresh_from_db()
    return dispute
