"""Set the day from which a department opens no paper files, and give exceptions by order."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import rules, rules_life, rules_secrecy
from sanjha.eoffice.models import Act, CutOver, CutOverException
from sanjha.eoffice.queries.hands import Hand, hand_at
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError, NotPermitted
from sanjha.offices import contract as offices

LEAST_LEVEL = 60
"""From which level of the desk a department's day is set: a Joint Secretary or above (to be confirmed by the department)."""


def set_cut_over(*, post: UUID, from_date: date, order_number: str, actor: Actor) -> CutOver:
    """Set or move the day of the own department. A day that has come is not moved: paper is let in by exception alone."""
    hand = _decides(actor, post)
    number = rules_secrecy.order_of(order_number)
    department = offices.office(office_id=hand.office).department
    today = clock.today()
    if from_date < today:
        raise DomainError(_("Choose today or a later day."), code="date-passed", field="from_date")
    with transaction.atomic(durable=True):
        known = CutOver.objects.select_for_update().filter(department=department).first()
        if known is not None and known.from_date <= today:
            raise DomainError(
                _("The day has come already. Give an exception by order."), code="has-come", field="from_date"
            )
        made = known or CutOver(department=department)
        made.from_date, made.order_number = from_date, number
        made.set_by, made.set_at = hand.signatory, clock.now()
        made.save()
        audit.record(actor, "CUT_OVER_SET", stream=f"eoffice.cut-over/{department}", rows=[made])
    return made


def give_exception(
    *,
    post: UUID,
    branch: str,
    reason: str,
    order_number: str,
    from_date: date,
    to_date: date,
    actor: Actor,
) -> CutOverException:
    """Let a branch of the own department open paper files for a time, by order."""
    hand = _decides(actor, post)
    number = rules_secrecy.order_of(order_number)
    reason = rules_life.reason_of(reason)
    if to_date < from_date:
        raise DomainError(_("The last day comes before the first."), code="order", field="to_date")
    department = offices.office(office_id=hand.office).department
    cut_over = CutOver.objects.filter(department=department).first()
    if cut_over is None:
        raise DomainError(_("The department has set no day yet."), code="no-day")
    with transaction.atomic(durable=True):
        made = CutOverException.objects.create(
            cut_over=cut_over,
            branch=branch.strip(),
            reason=reason,
            order_number=number,
            from_date=from_date,
            to_date=to_date,
            given_by=hand.signatory,
            given_at=clock.now(),
        )
        audit.record(actor, "CUT_OVER_EXCEPTION", stream=f"eoffice.cut-over/{department}", rows=[made])
    return made


def _decides(actor: Actor, post: UUID) -> Hand:
    hand = hand_at(actor, post)
    rules.check_signs(hand.prepares_only)
    if hand.level < LEAST_LEVEL or not hand.may(Act.OVERSEE):
        raise NotPermitted(
            _("A Joint Secretary or an officer above sets the day for the department."), code="not-your-power"
        )
    return hand
