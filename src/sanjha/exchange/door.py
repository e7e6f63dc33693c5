"""The door of this unit: no fact leaves without a grant, and every reading is kept.

A call is let through by a grant that this process knows, and its reading waits (`kernel.unwritten`). One statement then
writes all readings that wait and confirms their grants in the store: a grant that was ended meanwhile stops whatever came
of the facts.
"""

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from datetime import date, datetime
from uuid import UUID

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.exchange import kept_readings, known_grants
from sanjha.exchange.carried import is_carried
from sanjha.exchange.events import FactsRead
from sanjha.exchange.models import Reading
from sanjha.kernel import audit, clock, context, events, unwritten
from sanjha.kernel.actors import Actor
from sanjha.kernel.contracts import Operation, Purpose
from sanjha.kernel.errors import DomainError, NotPermitted
from sanjha.kernel.ids import new_id


class Claim(msgspec.Struct):
    """Somebody was let through: the grant that was believed, and for what."""

    key: known_grants.Key
    day: date
    case: str
    actor: Actor


class Given(msgspec.Struct):
    """Facts of these subjects were given out under that claim."""

    claim: Claim
    subjects: list[UUID]
    readings: list[UUID]
    at: datetime
    facts: Sequence[str]
    reader: str
    posts: list[UUID]
    request_id: str


Entry = Claim | Given


class Admitted:
    """One call that was let through."""

    def __init__(self, door: "LocalDoor", operation: Operation, claim: Claim) -> None:
        self._door, self._operation, self._claim = door, operation, claim

    def log(self, subjects: Iterable[UUID]) -> None:
        """One reading for each person whose facts were given out, at this moment."""
        whose = list(dict.fromkeys(subjects))
        if not whose:
            return
        # Who reads is looked up now: when it is written, a transaction may be open.
        reader, only = context.actor(), context.given_only(self._operation.name)
        unwritten.note(
            self._door,
            Given(
                self._claim,
                whose,
                [new_id() for _person in whose],
                clock.now(),
                self._operation.facts if only is None else only,
                reader.label,
                list(reader.posts),
                context.request_id(),
            ),
        )


class LocalDoor:
    """Grants and readings in this unit's own store."""

    table = Reading._meta.db_table

    def admit(self, operation: Operation, consumer: str, purpose: Purpose) -> Admitted:
        """Raises NotPermitted without a grant in force for consumer, operation and purpose; the refusal is audited.

        A grant that is only known is confirmed before anything that came of this leaves, or is kept.
        """
        claim = Claim((consumer, operation.name, purpose.code), clock.today(), purpose.case, context.actor())
        if not known_grants.is_granted(claim.key, claim.day):
            self.audit([claim])
            raise self.refusal([claim])
        unwritten.note(self, claim)
        return Admitted(self, operation, claim)

    def write(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Keep the readings and confirm the grants, all or nothing; gives the entries whose grant is in force no more."""
        given = [entry for entry in entries if isinstance(entry, Given)]
        told = [_as_told(entry) for entry in given]
        carried = bool(told) and is_carried()
        with transaction.atomic() if carried else nullcontext():
            ended = kept_readings.keep({(claim.key, claim.day) for claim in map(_claim_of, entries)}, told)
            if carried and not ended:
                for read in told:
                    events.publish(read)
        if ended:
            known_grants.forget()
        return [entry for entry in entries if (_claim_of(entry).key, _claim_of(entry).day) in ended]

    def audit(self, refused: Sequence[Entry]) -> None:
        """One entry for each call that was refused, as soon as that is known."""
        calls = {id(claim): claim for claim in map(_claim_of, refused)}.values()
        for claim in calls:
            str(claim.actor.label)  # looked up before the transaction is open
        with transaction.atomic(durable=True):
            for claim in calls:
                consumer, operation, purpose = claim.key
                audit.record(
                    claim.actor,
                    "READING_REFUSED",
                    stream="exchange.refusals",
                    operation=operation,
                    consumer=consumer,
                    purpose=purpose,
                    case=claim.case,
                )

    def refusal(self, refused: Sequence[Entry]) -> DomainError:
        consumer, operation, purpose = _claim_of(refused[0]).key
        return NotPermitted(
            _("%(consumer)s has no grant to call %(operation)s for the purpose %(purpose)s.")
            % {"consumer": consumer, "operation": operation, "purpose": purpose},
            code="no-grant",
        )


def _claim_of(entry: Entry) -> Claim:
    return entry if isinstance(entry, Claim) else entry.claim


def _as_told(given: Given) -> FactsRead:
    consumer, operation, purpose = given.claim.key
    return FactsRead(
        readings=given.readings,
        subjects=given.subjects,
        at=given.at,
        operation=operation,
        facts=list(given.facts),
        consumer=consumer,
        purpose=purpose,
        case=given.claim.case,
        reader=given.reader,
        posts=given.posts,
        request_id=given.request_id,
    )
