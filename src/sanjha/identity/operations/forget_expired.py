"""Delete what signing in leaves behind: codes, failures, expired browser sessions, the demonstration's messages."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q

from sanjha.identity.models import OneTimeCode, OutgoingSms, PhoneMessage, Throttle
from sanjha.kernel import clock

CODES_KEPT = timedelta(days=2)
MESSAGES_KEPT = timedelta(days=90)


def forget_expired() -> None:
    """Nothing deleted here is sealed by the audit chain: the deeds themselves stay on record there."""
    now = clock.now()
    with transaction.atomic(durable=True):
        OneTimeCode.objects.filter(sent_at__lt=now - CODES_KEPT).delete()
        stale = Q(last_failure_at__isnull=True) | Q(last_failure_at__lt=now - CODES_KEPT)
        Throttle.objects.filter(stale).delete()
        OutgoingSms.objects.filter(queued_at__lt=now - MESSAGES_KEPT).delete()
        PhoneMessage.objects.filter(arrived_at__lt=now - MESSAGES_KEPT).delete()
        Session.objects.filter(expire_date__lt=now).delete()
