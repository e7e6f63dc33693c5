"""Decisions on members and on what consumers ask for, without a database."""

import re
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from sanjha.exchange import offered, rules
from sanjha.exchange.models import AccessRequest, Member
from sanjha.kernel.actors import Actor
from sanjha.kernel.contracts import Operation
from sanjha.kernel.errors import Conflict, DomainError, NotPermitted

CODE = re.compile(r"[A-Z][A-Z0-9-]{1,19}")
SUBSYSTEM = re.compile(r"[A-Z][A-Z0-9-]{1,23}")
MOST_PER_MINUTE = 6000


def check_can_register(*, code: str, subsystem: str) -> None:
    """Raises DomainError unless both codes are capital letters, digits and hyphens: they stand in addresses."""
    for name, value, form in (("code", code, CODE), ("subsystem", subsystem, SUBSYSTEM)):
        if not form.fullmatch(value):
            raise DomainError(
                _("Type the code in capital letters, digits and hyphens, for example AGRI."),
                code="code",
                field=name,
            )


def check_has_reason(reason: str) -> None:
    """Raises DomainError without a reason."""
    if not reason.strip():
        raise DomainError(_("Write the reason."), code="reason", field="reason")


def check_can_suspend(member: Member) -> None:
    """Raises Conflict when the member is suspended already."""
    if not member.is_active:
        raise Conflict(_("This member is suspended already."), code="suspended")


def check_can_resume(member: Member) -> None:
    """Raises Conflict when the member is active."""
    if member.is_active:
        raise Conflict(_("This member is active already."), code="active")


def check_can_ask(
    declared: Operation | None,
    *,
    for_member: bool,
    purpose: str,
    legal_basis: str,
    facts: Sequence[str],
    from_date: date,
    until_date: date,
    per_minute: int,
) -> None:
    """Raises DomainError, naming the field, for an operation that is not offered, and for facts that it does not yield."""
    rules.check_can_grant(
        declared, purpose=purpose, legal_basis=legal_basis, from_date=from_date, until_date=until_date
    )
    if declared is None or (for_member and declared.name not in offered.offered()):
        raise DomainError(
            _("This operation is not offered to members."), code="not-offered", field="operation"
        )
    if not facts:
        raise DomainError(_("Choose at least one fact."), code="facts", field="facts")
    beyond = sorted(set(facts) - set(declared.facts))
    if beyond:
        raise DomainError(
            _("The operation %(operation)s does not yield %(facts)s.")
            % {"operation": declared.name, "facts": ", ".join(beyond)},
            code="over-asking",
            field="facts",
        )
    if not 1 <= per_minute <= MOST_PER_MINUTE:
        raise DomainError(
            _("Choose between 1 and %(most)s calls a minute.") % {"most": MOST_PER_MINUTE},
            code="per-minute",
            field="per_minute",
        )


def check_can_decide(asked: AccessRequest, actor: Actor) -> None:
    """Raises NotPermitted for whoever asked, Conflict when the request has been answered already."""
    if asked.asked_by == actor.label:
        raise NotPermitted(_("Somebody else must answer what you asked for yourself."), code="own-request")
    if asked.state != AccessRequest.State.ASKED:
        raise Conflict(_("This request has been answered already."), code="answered")
