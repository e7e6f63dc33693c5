"""Record an officer's leave and who acts meanwhile."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, DomainError
from sanjha.offices import rules
from sanjha.offices.events import LeaveRecorded
from sanjha.offices.models import Leave, Officer, Tenure
from sanjha.offices.operations.join_post import locked_officer
from sanjha.offices.queries import chain_of, in_force


def record_leave(
    *,
    officer_id: UUID,
    from_date: date,
    back_on: date,
    order_number: str,
    actor: Actor,
    link_officer_id: UUID | None = None,
) -> Leave:
    """The officer holds no post from the first day until the day of return; the link officer holds them all.

    Leave may be recorded beforehand. Raises NotPermitted unless the actor administers an office in which the officer
    has a post, Conflict when another leave meets these days, DomainError when the link officer is the officer himself,
    is away on some of the days, or is no longer in service.
    """
    with transaction.atomic(durable=True):
        # Two leaves that name each other's officer lock both in the same order.
        wanted = {officer_id, link_officer_id or officer_id}
        people = {number: locked_officer(number) for number in sorted(wanted, key=str)}
        officer = people[officer_id]
        link = people[link_officer_id] if link_officer_id else None
        check_administers_officer(actor, officer)
        order_number = rules.clean(order_number, "order_number", longest=80)
        rules.check_in_service(officer)
        rules.check_span(from_date, back_on, field="back_on")
        if _meets(officer, from_date, back_on):
            raise Conflict(
                _("Another leave of this officer covers some of these days."),
                code="overlap",
                field="from_date",
            )
        if link is not None:
            _check_link(link, officer, from_date, back_on)
        leave = Leave.objects.create(
            officer=officer,
            link_officer=link,
            from_date=from_date,
            back_on=back_on,
            order_number=order_number,
        )
        events.publish(LeaveRecorded(leave.id, officer.id, link_officer_id, from_date, back_on))
        audit.record(
            actor, "LEAVE_RECORDED", stream=officer.id, rows=[leave], leave=leave.id, link=link_officer_id
        )
    return leave


def check_administers_officer(actor: Actor, officer: Officer) -> None:
    """Raises NotPermitted unless the actor administers an office in which the officer holds a post today."""
    offices = Tenure.objects.filter(in_force(clock.today()), officer=officer).values_list(
        "post__office", flat=True
    )
    found = list(dict.fromkeys(offices))
    if not found:
        rules.check_administers(actor)
    elif not any(rules.may_administer(actor, chain_of(office)) for office in found):
        rules.check_may_administer(actor, ())


def _meets(officer: Officer, from_date: date, back_on: date) -> bool:
    return Leave.objects.filter(officer=officer, from_date__lt=back_on, back_on__gt=from_date).exists()


def _check_link(link: Officer, officer: Officer, from_date: date, back_on: date) -> None:
    if link.id == officer.id:
        raise DomainError(_("An officer is not his own link officer."), code="same", field="link_officer")
    rules.check_in_service(link, "link_officer")
    if _meets(link, from_date, back_on):
        raise DomainError(
            _("The link officer is on leave on some of these days."), code="link-away", field="link_officer"
        )
