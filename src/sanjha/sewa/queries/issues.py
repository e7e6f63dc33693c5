"""Approved applications whose document is not there yet."""

from datetime import timedelta

from django.db.models import Q

from sanjha.kernel import clock
from sanjha.kernel.actors import Actor
from sanjha.sewa.models import Application
from sanjha.sewa.queries.access import applications_seen_by

PATIENCE = timedelta(minutes=10)


def stuck_issues(actor: Actor, *, most: int = 100) -> list[Application]:
    """Those that failed at least once or were approved over ten minutes ago, the oldest first; `.trouble` says why."""
    late = Q(decisions__kind="APPROVE", decisions__decided_at__lt=clock.now() - PATIENCE)
    return list(
        Application.objects.filter(applications_seen_by(actor), state=Application.State.APPROVED)
        .filter(late | Q(trouble__isnull=False, decisions__kind="APPROVE"))
        .select_related("service_version", "trouble")
        .defer("service_version__content")
        .order_by("received_at", "id")[:most]
    )
