"""Events that a consumer could not handle however often it tried: kept, read by a person, mended, handed over again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import actors, audit, clock, context, events, inbox
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, DomainError, NotFound
from sanjha.kernel.models import DeadLetter, OutboxEvent

STREAM = "kernel.dead-letters"


class Given(msgspec.Struct, frozen=True):
    """An event as a consumer gets it; `payload` as the outbox kept it."""

    id: UUID
    kind: str
    version: int
    payload: dict[str, Any]
    request_id: str
    happened_at: datetime


def keep(event: Given, failures: Mapping[str, Exception], attempts: int) -> None:
    """One letter for each consumer that gave up."""
    with transaction.atomic(durable=True):
        for consumer, error in failures.items():
            DeadLetter.objects.get_or_create(
                consumer=consumer,
                event_id=event.id,
                defaults={
                    "kind": event.kind,
                    "version": event.version,
                    "payload": event.payload,
                    "request_id": event.request_id,
                    "happened_at": event.happened_at,
                    "given_up_at": clock.now(),
                    "attempts": attempts,
                    "error": _words(error),
                },
            )


def replay(*, letter_id: UUID, actor: Actor, payload: Mapping[str, Any] | None = None) -> DeadLetter:
    """Hand the letter to its consumer once more, with a mended payload if one is given; settled when that succeeds.

    Raises NotFound, Conflict when it is settled already, DomainError when the payload does not fit the event, when
    nobody handles it any more, or when the consumer fails again; then the letter stays, with the new error.
    """
    letter = DeadLetter.objects.filter(pk=letter_id).first()
    if letter is None:
        raise NotFound(_("There is no such event."))
    if letter.settled_at is not None:
        raise Conflict(_("This event has been handled already."), code="settled")
    known = [entry for entry in events.subscriptions_to(letter.kind) if entry.consumer == letter.consumer]
    if not known:
        raise DomainError(_("Nobody handles this event any more."), code="no-consumer")
    given = letter.payload if payload is None else dict(payload)
    _check(letter.kind, given)
    try:
        with context.request_scope(letter.request_id, actors.SYSTEM):
            inbox.handle_once(known[0], letter.event_id, letter.kind, given)
    except Exception as error:  # whatever it is, the person who replays must read it
        DeadLetter.objects.filter(pk=letter.pk).update(error=_words(error), attempts=letter.attempts + 1)
        raise DomainError(
            _("The consumer fails again: %(why)s") % {"why": _words(error)[:300]}, code="fails-again"
        ) from error
    return _settle(letter, given, actor)


def _check(kind: str, payload: dict[str, Any]) -> None:
    try:
        events.decode(kind, payload)
    except (msgspec.ValidationError, KeyError) as error:
        raise DomainError(
            _("The content does not fit the event: %(why)s") % {"why": str(error)},
            code="not-as-declared",
            field="payload",
        ) from None


def _settle(letter: DeadLetter, given: dict[str, Any], actor: Actor) -> DeadLetter:
    """The letter is done with; so is the event in the outbox, when no other letter of it waits."""
    mended = sorted(
        name for name in given.keys() | letter.payload.keys() if given.get(name) != letter.payload.get(name)
    )
    with transaction.atomic(durable=True):
        letter.settled_at = clock.now()
        letter.save(update_fields=["settled_at"])
        if not DeadLetter.objects.filter(event_id=letter.event_id, settled_at__isnull=True).exists():
            OutboxEvent.objects.filter(pk=letter.event_id).update(delivered_at=clock.now(), failed_at=None)
        audit.record(
            actor,
            "EVENT_REPLAYED",
            stream=STREAM,
            rows=[letter],
            event=letter.event_id,
            kind=letter.kind,
            consumer=letter.consumer,
            mended=mended,
        )
    return letter


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:2000]
