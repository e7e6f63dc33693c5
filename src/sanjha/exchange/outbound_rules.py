"""Decisions on providers and subscriptions, without a database."""

import re
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from sanjha.exchange import member_rules, rules
from sanjha.exchange.models import EventSubscription, Member, Provider
from sanjha.exchange.offered_events import offered_events
from sanjha.exchange.outbound.registered import Offer
from sanjha.kernel.actors import Actor
from sanjha.kernel.contracts import Operation
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted

KEEPS = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
MOST_SECONDS = 20
MOST_PURPOSES = 20

State = Provider.State
_STEPS = {
    State.REFUSED: (State.PROPOSED,),
    State.SUSPENDED: (State.ACTIVE,),
    State.ACTIVE: (State.SUSPENDED,),
    State.ENDED: (State.ACTIVE, State.SUSPENDED),
}


def check_may_act_for(member_id: UUID, actor: Actor, as_member: Member | None) -> None:
    """Raises NotFound for a member that acts for another one, NotPermitted for others than the system and administrators.

    A member's system is asked first: it acts as a system too, and would pass for the house.
    """
    if as_member is None:
        rules.check_may_administer(actor)
    elif as_member.id != member_id:
        raise NotFound(_("There is no such member."))


def check_can_propose(declared: Operation | None, offer: Offer) -> None:
    """Raises DomainError, naming the field, for an operation that is not open to providers and for wrong values."""
    if declared is None or declared.kept_by is None:
        raise DomainError(
            _("No other system may answer this operation."), code="operation", field="operation"
        )
    if not KEEPS.fullmatch(offer.keeps):
        raise DomainError(
            _("Name what the system keeps: small letters, digits and hyphens, for example ration-cards."),
            code="keeps",
            field="keeps",
        )
    if not 1 <= offer.seconds <= MOST_SECONDS:
        raise DomainError(
            _("Choose between 1 and %(most)s seconds.") % {"most": MOST_SECONDS},
            code="seconds",
            field="seconds",
        )
    check_purposes(offer.purposes)
    if not offer.title.en.strip():
        raise DomainError(_("Say in words what the system keeps."), code="title", field="title")
    if not offer.legal_basis.strip():
        raise DomainError(
            _("Name the Act, rule or order that permits the reading."),
            code="legal-basis",
            field="legal_basis",
        )


def check_purposes(purposes: Sequence[str]) -> None:
    """Raises DomainError unless there are some, each in its form."""
    if not 1 <= len(purposes) <= MOST_PURPOSES or not all(map(rules.PURPOSE.fullmatch, purposes)):
        raise DomainError(
            _("Type each purpose as a code in capital letters, for example REV-INCOME."),
            code="purpose",
            field="purposes",
        )


def check_can_agree(provider: Provider, actor: Actor) -> None:
    """Raises NotPermitted for whoever proposed it, Conflict when it has been answered already."""
    _check_other_side(provider.proposed_by, actor)
    if provider.state != State.PROPOSED:
        raise Conflict(_("This request has been answered already."), code="answered")


def check_can_change(provider: Provider, to: State, reason: str, actor: Actor) -> None:
    """Raises DomainError without a reason, Conflict when it is not in a state from which it can go there."""
    member_rules.check_has_reason(reason)
    if provider.state not in _STEPS[to]:
        raise Conflict(_("Somebody else was first: look at its state."), code="state")
    if to == State.REFUSED:
        _check_other_side(provider.proposed_by, actor)


def check_can_subscribe(
    *,
    kind: str,
    fields: Sequence[str],
    purpose: str,
    legal_basis: str,
    from_date: date,
    until_date: date,
) -> None:
    """Raises DomainError, naming the field, for an event that is not offered, and for fields that are not."""
    offered = offered_events()
    if kind not in offered:
        raise DomainError(_("This event is not offered to members."), code="not-offered", field="kind")
    if not fields:
        raise DomainError(_("Choose at least one field."), code="fields", field="fields")
    beyond = sorted(set(fields) - set(offered[kind]))
    if beyond:
        raise DomainError(
            _("The event %(kind)s is not told with %(fields)s.")
            % {"kind": kind, "fields": ", ".join(beyond)},
            code="over-asking",
            field="fields",
        )
    if not rules.PURPOSE.fullmatch(purpose):
        raise DomainError(
            _("Type the purpose as a code in capital letters, for example REV-INCOME."),
            code="purpose",
            field="purpose",
        )
    if not legal_basis.strip():
        raise DomainError(
            _("Name the Act, rule or order that permits the reading."),
            code="legal-basis",
            field="legal_basis",
        )
    if until_date < from_date:
        raise DomainError(_("The last day cannot be before the first."), code="dates", field="until_date")


def check_can_answer(subscription: EventSubscription, actor: Actor) -> None:
    """Raises NotPermitted for whoever asked, Conflict when it has been answered already."""
    _check_other_side(subscription.asked_by, actor)
    if subscription.state != EventSubscription.State.ASKED:
        raise Conflict(_("This request has been answered already."), code="answered")


def check_can_end_subscription(subscription: EventSubscription) -> None:
    """Raises Conflict unless it is agreed."""
    if subscription.state != EventSubscription.State.AGREED:
        raise Conflict(_("Somebody else was first: look at its state."), code="state")


def _check_other_side(asked_by: str, actor: Actor) -> None:
    if asked_by == actor.label:
        raise NotPermitted(_("Somebody else must answer what you asked for yourself."), code="own-request")
