"""A person calls a fact wrong: a ticket with the officer who decides."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import audit, clock, events, numbers
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, NotFound
from sanjha.offices import contract as offices
from sanjha.people import dispute_rules as rules
from sanjha.people import queries
from sanjha.people.events import FactDisputed
from sanjha.people.models import Dispute, Fact

SERIES = "PB/DSP"
NUMBER = "{series}/{number:08d}-{check}"


def dispute_fact(*, fact_id: UUID, actor: Actor, said: str = "", case: str = "") -> Dispute:
    """Open the ticket, `said` being what the person holds for right, in `case`. It goes to the Tehsildar of the present address.

    Raises NotFound for a fact that is not in force, NotPermitted for somebody else's, Conflict while a dispute about
    it is open, DomainError for words that cannot be kept.
    """
    fact = Fact.objects.select_related("resident__address").filter(pk=fact_id).first()
    if fact is None or fact.superseded_at is not None:
        raise NotFound(_("This fact is not in force any more."))
    rules.check_may_dispute(
        actor, is_of_household=queries.visible_to(actor).filter(pk=fact.resident_id).exists()
    )
    words = rules.clean_said(said)
    post = _decider(fact.resident.address.place)
    try:
        return _opened(fact, words, post, actor, case)
    except IntegrityError:
        raise Conflict(
            _("You have called this fact wrong already; the officer decides."), code="open"
        ) from None


def _decider(place: str) -> UUID | None:
    try:
        return offices.responsible_post(designation=rules.DECIDERS[0], place=place).id
    except NotFound:
        return None


def _opened(fact: Fact, said: str, post: UUID | None, actor: Actor, case: str) -> Dispute:
    with transaction.atomic(durable=True):
        now = clock.now()
        dispute = Dispute.objects.create(
            number=numbers.allot(SERIES, template=NUMBER),
            resident_id=fact.resident_id,
            fact=fact,
            fact_name=fact.name,
            said=said,
            post=post,
            opened_at=now,
            opened_by=actor.label,
        )
        events.publish(FactDisputed(dispute.pk, dispute.number, fact.resident_id, fact.name, now))
        audit.record(
            actor,
            "FACT_DISPUTED",
            stream=fact.resident_id,
            rows=[dispute],
            number=dispute.number,
            fact=fact.name,
            case=case,
        )
    return dispute
