"""Decisions of the exchange without a database."""

import re
from datetime import date

from django.utils.translation import gettext as _

from sanjha.exchange.models import Grant, Member
from sanjha.kernel.actors import Actor, Kind
from sanjha.kernel.contracts import Operation
from sanjha.kernel.errors import Conflict, DomainError, NotPermitted

ADMINISTRATOR = "office_admin"
KEEPER = "system_keeper"
"""Answers for the systems of the department in whose head office the post is."""
PURPOSE = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+")


def check_may_administer(actor: Actor) -> None:
    """Raises NotPermitted unless the system or an administrator acts."""
    if actor.kind is not Kind.SYSTEM and not actor.holds(ADMINISTRATOR):
        raise NotPermitted(_("Only an administrator decides on access to facts."))


def offices_kept_by(actor: Actor) -> set[str]:
    """The codes of the head offices whose systems the actor keeps."""
    return {held.office_code for held in actor.posts.values() if held.designation == KEEPER} - {""}


def check_keeps_systems(actor: Actor) -> None:
    """Raises NotPermitted for whoever keeps no department's systems."""
    if not offices_kept_by(actor):
        raise NotPermitted(_("Only the keeper of a department's systems does this."))


def check_is_other_side(member: Member | None, actor: Actor) -> None:
    """Raises NotPermitted for an administrator who keeps the systems of the member's department too."""
    if member is not None and member.head_office in offices_kept_by(actor):
        raise NotPermitted(
            _("You keep the systems of this department: another administrator answers."), code="own-request"
        )


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
