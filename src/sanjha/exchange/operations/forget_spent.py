"""Forget tokens that ran out and the minutes that were counted."""

from datetime import timedelta

from django.db import transaction

from sanjha.exchange.models import AccessToken, GrantMinute
from sanjha.kernel import clock


def forget_spent() -> None:
    """Delete what can decide nothing any more. Not audited: nobody's deed and nobody's fact."""
    with transaction.atomic(durable=True):
        AccessToken.objects.filter(until__lt=clock.now()).delete()
        GrantMinute.objects.filter(minute__lt=clock.now() - timedelta(hours=1)).delete()
