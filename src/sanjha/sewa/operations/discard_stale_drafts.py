"""Throw away what nobody goes on with: personal data is not kept without need (DPDP Act 2023, s. 8)."""

from datetime import timedelta

from django.db.models import Exists, OuterRef

from sanjha.kernel import clock
from sanjha.kernel.actors import Actor
from sanjha.sewa.models import Draft, OnlinePayment
from sanjha.sewa.operations.discard_draft import throw_away

KEPT = timedelta(days=90)


def discard_stale_drafts(*, actor: Actor) -> int:
    """Discard the drafts that were not touched for ninety days, paid ones excepted. Returns how many."""
    since = clock.now() - KEPT
    paid = OnlinePayment.objects.filter(case_id=OuterRef("pk"), state=OnlinePayment.State.PAID)
    stale = Draft.objects.filter(~Exists(paid), updated_at__lte=since).order_by("updated_at", "id")
    return sum(
        throw_away(draft, actor, untouched_since=since) for draft in stale.values_list("id", flat=True)
    )
