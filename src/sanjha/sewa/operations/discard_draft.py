"""Throw a draft away."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict
from sanjha.sewa.models import Attachment, Draft, OnlinePayment
from sanjha.sewa.queries.access import draft_of


def discard_draft(*, draft_id: UUID, actor: Actor) -> None:
    """Delete what was typed and take its papers off. Raises NotFound for somebody else's or a submitted draft.

    Raises Conflict when its fee is paid: then it can only be submitted.
    """
    throw_away(draft_of(actor, draft_id).pk, actor)


def throw_away(draft_id: UUID, actor: Actor, *, untouched_since: datetime | None = None) -> bool:
    """Discard in a transaction of its own, unless it was saved after `untouched_since`. Whether it was there."""
    with transaction.atomic(durable=True):
        draft = Draft.objects.select_for_update(of=("self",)).filter(pk=draft_id).first()
        if draft is None or (untouched_since is not None and draft.updated_at > untouched_since):
            return False
        if OnlinePayment.objects.filter(case_id=draft.pk, state=OnlinePayment.State.PAID).exists():
            raise Conflict(_("The fee of this form is paid. Submit it."), code="fee-paid")
        papers = list(
            Attachment.objects.select_for_update().filter(case_id=draft.pk, removed_at__isnull=True)
        )
        for paper in papers:
            paper.removed_at = clock.now()
        Attachment.objects.bulk_update(papers, ["removed_at"])
        Draft.objects.filter(pk=draft.pk).delete()
        audit.record(actor, "DRAFT_DISCARDED", stream=draft.pk, rows=papers)
    return True
