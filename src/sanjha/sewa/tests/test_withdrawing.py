"""An applicant may take an application back until it is decided."""

import pytest

from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.models import OutboxEvent
from sanjha.sewa.models import Application, FeeReceipt
from sanjha.sewa.operations.decide_step import decide_step
from sanjha.sewa.operations.withdraw_application import withdraw_application
from sanjha.sewa.tests.factories import make_application, objection_of, open_task
from sanjha.sewa.tests.world import citizen


def withdraw(person, application, reasons="Not needed any more."):
    return withdraw_application(application_id=application.id, reasons=reasons, actor=person.actor)


@pytest.mark.parametrize("at", ["scrutiny", "verification", "decision"])
def test_the_kendra_takes_it_back_for_the_applicant(operator, at):
    application = make_application(operator, at=at)
    task = open_task(application)
    assert withdraw(operator, application).state == Application.State.WITHDRAWN
    task.refresh_from_db()
    assert (task.outcome, task.closed_by) == ("WITHDRAW", operator.actor.person)
    assert FeeReceipt.objects.count() == 1
    assert OutboxEvent.objects.filter(kind="sewa.ApplicationWithdrawn").count() == 1


def test_the_applicant_takes_it_back(operator):
    application = make_application(operator)
    withdraw(citizen(application.applicant), application)
    assert application.decisions.get(kind="WITHDRAW").post_title.hi == "आवेदक"


def test_an_open_objection_ends_with_it(operator):
    application = make_application(operator, at="objected")
    objection = objection_of(application)
    withdraw(operator, application)
    objection.refresh_from_db()
    assert objection.lapsed_at is not None


@pytest.mark.parametrize("at", ["approved", "rejected"])
def test_a_decided_application_stays(operator, at):
    application = make_application(operator, at=at)
    with pytest.raises(Conflict, match="can no longer be withdrawn"):
        withdraw(operator, application)


def test_it_is_withdrawn_once(operator):
    application = make_application(operator)
    withdraw(operator, application)
    with pytest.raises(Conflict, match="Withdrawn"):
        withdraw(operator, application)


def test_others_do_not_take_it_back(operator, other_operator, dealing_hand):
    application = make_application(operator)
    with pytest.raises(NotFound):
        withdraw(other_operator, application)
    with pytest.raises(NotFound):
        withdraw(citizen(), application)
    with pytest.raises(NotPermitted):
        withdraw(dealing_hand, application)
    with pytest.raises(DomainError, match="Write your remarks"):
        withdraw(operator, application, " ")


def test_the_officer_who_comes_too_late_is_told(operator, dealing_hand):
    application = make_application(operator)
    task = open_task(application)
    withdraw(operator, application)
    with pytest.raises(Conflict, match="closed meanwhile"):
        decide_step(task_id=task.id, action="FORWARD", actor=dealing_hand.actor)
