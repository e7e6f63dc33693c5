"""Forget tokens that ran out, the minutes that were counted, and events that were kept long enough."""

from datetime import timedelta

from django.db import transaction

from sanjha.exchange.models import AccessToken, GrantMinute, KeptEvent
from sanjha.kernel import clock

EVENT_DAYS = 35
"""For which events are kept for a member to fetch, or to fetch again."""


def forget_spent() -> None:
    """Delete what can decide nothing any more. Not audited: nobody's deed and nobody's fact."""
    now = clock.now()
    with transaction.atomic(durable=True):
        AccessToken.objects.filter(until__lt=now).delete()
        GrantMinute.objects.filter(minute__lt=now - timedelta(hours=1)).delete()
        KeptEvent.objects.filter(kept_at__lt=now - timedelta(days=EVENT_DAYS)).delete()
