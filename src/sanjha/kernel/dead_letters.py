"""Events that a consumer could not handle however often it tried: kept, read by a person, mended, handed over again."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import audit, clock, events, inbox
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, DomainError, NotFound
from sanjha.kernel.inbox import Given
from sanjha.kernel.models import DeadLetter, OutboxEvent

STREAM = "kernel.dead-letters"


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

    Who may do so is the caller's to ask. Raises NotFound, Conflict when it is settled already, DomainError when the payload does not fit the event, when
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
    event = Given(letter.event_id, letter.kind, letter.version, given, letter.request_id, letter.happened_at)
    try:
        inbox.handle_once(known[0], event)
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
    """The letter is done with; so is the event in the outbox, when no other letter of it waits.

    Raises Conflict when somebody else was first to say so.
    """
    mended = sorted(
        name for name in given.keys() | letter.payload.keys() if given.get(name) != letter.payload.get(name)
    )
    with transaction.atomic(durable=True):
        held = DeadLetter.objects.select_for_update().get(pk=letter.pk)
        if held.settled_at is not None:
            raise Conflict(_("This event has been handled already."), code="settled")
        held.settled_at = clock.now()
        held.save(update_fields=["settled_at"])
        if not DeadLetter.objects.filter(event_id=held.event_id, settled_at__isnull=True).exists():
            OutboxEvent.objects.filter(pk=held.event_id).update(delivered_at=clock.now(), failed_at=None)
        audit.record(
            actor,
            "EVENT_REPLAYED",
            stream=STREAM,
            rows=[held],
            event=held.event_id,
            kind=held.kind,
            consumer=held.consumer,
            mended=mended,
        )
    return held


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:2000]
