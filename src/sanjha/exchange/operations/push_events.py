"""Push the waiting events of a subscription to the member's address, in their order, one at a time."""

import time
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import connection

from sanjha.exchange import subscription_queries, told
from sanjha.exchange.models import EventSubscription, KeptEvent, Progress
from sanjha.exchange.outgoing import sending
from sanjha.exchange.outgoing.addresses import BadAddress
from sanjha.exchange.outgoing.sending import NoAnswer
from sanjha.kernel import clock, wire
from sanjha.kernel.ids import new_id
from sanjha.kernel.relay import MOST_ATTEMPTS, pause_after

log = structlog.get_logger(__name__)

SECONDS = 10.0
"""For which the member's system may take to accept one event."""
TURN_SECONDS = 20.0
"""For which one job pushes before it lets others work."""
MOST_AT_ONCE = 2
"""Subscriptions that are pushed at the same time: slow members must not hold all workers."""
_WAIT = timedelta(seconds=2)
_CLAIM_FOR = timedelta(seconds=60)

_CLAIM = """
UPDATE exchange_progress SET claimed_until = %(until)s WHERE subscription_id = %(subscription)s
AND claimed_until <= %(now)s AND next_try_at <= %(now)s AND stopped_at IS NULL AND had < kept
AND (SELECT count(*) FROM exchange_progress WHERE claimed_until > %(now)s) < %(most)s
"""


def push_events(*, subscription_id: UUID) -> datetime | None:
    """Push what waits until nothing does, or one event is not accepted; gives when to try again, None for not by itself.

    A member's system accepts an event by any status from 200 to 299. What it does not accept holds up what comes after it: the
    pauses grow, and after MOST_ATTEMPTS tries the subscription stops until a person or the member sets it going. One
    process at a time; whoever dies while pushing leaves a claim that runs out. Not audited: the agreement is.
    """
    if not _claimed(subscription_id):
        is_due = subscription_id in subscription_queries.due()
        return clock.now() + _WAIT if is_due else None
    end = time.monotonic() + TURN_SECONDS
    while time.monotonic() < end:
        subscription = _may_be_pushed(subscription_id)
        progress = Progress.objects.get(pk=subscription_id)
        waiting = subscription_queries.kept_after(subscription_id, progress.had, limit=1)
        if subscription is None or not waiting:
            break
        why = _not_accepted(subscription, waiting[0])
        if why:
            return _put_off(progress, waiting[0], why)
        _advance(progress, waiting[0])
    return _released(subscription_id)


def _claimed(subscription_id: UUID) -> bool:
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            _CLAIM,
            {"until": now + _CLAIM_FOR, "subscription": subscription_id, "now": now, "most": MOST_AT_ONCE},
        )
        return bool(cursor.rowcount)


def _may_be_pushed(subscription_id: UUID) -> EventSubscription | None:
    found = subscription_queries.in_force().select_related("member").filter(pk=subscription_id).first()
    return found if found is not None and found.address and found.member.is_active else None


def _not_accepted(subscription: EventSubscription, kept: KeptEvent) -> str:
    """Why the member's system did not accept the event; empty when it did."""
    fields = {
        "content-type": told.ONE,
        "x-road-id": str(new_id()),
        "x-sanjha-subscription": str(subscription.pk),
    }
    body = wire.encode(told.cloud_event(kept, subscription))
    try:
        answer = sending.post(subscription.address, body, fields, seconds=SECONDS)
    except (BadAddress, NoAnswer) as error:
        return str(error)
    return "" if 200 <= answer.status <= 299 else f"status {answer.status}"


def _advance(progress: Progress, kept: KeptEvent) -> None:
    """Unless the position was set meanwhile: then it goes on from there."""
    now = clock.now()
    Progress.objects.filter(pk=progress.pk, had=progress.had).update(
        had=kept.position, attempts=0, last_error="", last_success_at=now, claimed_until=now + _CLAIM_FOR
    )


def _put_off(progress: Progress, kept: KeptEvent, why: str) -> datetime | None:
    now = clock.now()
    attempts = progress.attempts + 1
    gives_up = attempts >= MOST_ATTEMPTS
    next_try = now + timedelta(seconds=pause_after(attempts))
    Progress.objects.filter(pk=progress.pk, had=progress.had).update(
        attempts=attempts,
        last_error=f"#{kept.position}: {why}"[:500],
        next_try_at=next_try,
        stopped_at=now if gives_up else None,
    )
    Progress.objects.filter(pk=progress.pk).update(claimed_until=now)
    log.warning(
        "event not accepted",
        subscription=str(progress.pk),
        position=kept.position,
        attempts=attempts,
        why=why,
        stopped=gives_up,
    )
    return None if gives_up else next_try


def _released(subscription_id: UUID) -> datetime | None:
    """What was kept after the last look found the claim and went away, so look once more."""
    now = clock.now()
    Progress.objects.filter(pk=subscription_id).update(claimed_until=now)
    if _may_be_pushed(subscription_id) is None:
        return None
    progress = Progress.objects.get(pk=subscription_id)
    return now if subscription_queries.kept_after(subscription_id, progress.had, limit=1) else None
