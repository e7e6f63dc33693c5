"""Decisions of the exchange without a database."""

import re
from datetime import date

from django.utils.translation import gettext as _

from sanjha.exchange.models import Grant
from sanjha.kernel.actors import Actor, Kind
from sanjha.kernel.contracts import Operation
from sanjha.kernel.errors import Conflict, DomainError, NotPermitted

ADMINISTRATOR = "office_admin"
PURPOSE = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+")


def check_may_administer(actor: Actor) -> None:
    """Raises NotPermitted unless the system or an administrator acts."""
    if actor.kind is not Kind.SYSTEM and not actor.holds(ADMINISTRATOR):
        raise NotPermitted(_("Only an administrator decides on access to facts."))


def check_can_grant(
    declared: Operation | None, *, purpose: str, legal_basis: str, from_date: date, until_date: date | None
) -> None:
    """Raises DomainError unless the operation yields facts and purpose, legal basis and dates are in order."""
    if declared is None or not declared.facts:
        raise DomainError(
            _("Choose an operation that yields facts of persons."), code="operation", field="operation"
        )
    if not PURPOSE.fullmatch(purpose):
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
    if until_date and until_date < from_date:
        raise DomainError(_("The last day cannot be before the first."), code="dates", field="until_date")


def check_can_end(grant: Grant) -> None:
    """Raises Conflict when somebody has ended the grant already."""
    if grant.ended_at is not None:
        raise Conflict(_("This permission has been ended already."), code="ended")
