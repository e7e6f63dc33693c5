"""Forget tokens that ran out, the minutes that were counted, and events that were kept long enough."""

from datetime import timedelta

from django.db import transaction

from sanjha.exchange.models import AccessToken, GrantDay, GrantMinute, KeptEvent
from sanjha.kernel import clock

EVENT_DAYS = 35
"""For which events are kept for a member to fetch, or to fetch again."""
COUNTED_DAYS = 60
"""For which the calls of a day are kept: the pages show thirty."""


def forget_spent() -> None:
    """Delete what can decide nothing any more. Not audited: nobody's deed and nobody's fact."""
    now = clock.now()
    with transaction.atomic(durable=True):
        AccessToken.objects.filter(until__lt=now).delete()
        GrantMinute.objects.filter(minute__lt=now - timedelta(hours=1)).delete()
        GrantDay.objects.filter(day__lt=clock.today() - timedelta(days=COUNTED_DAYS)).delete()
        KeptEvent.objects.filter(kept_at__lt=now - timedelta(days=EVENT_DAYS)).delete()
