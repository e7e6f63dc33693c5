"""The applicant is told what happened, in the language chosen, once."""

import pytest

from sanjha.identity.models import OutgoingSms
from sanjha.kernel import clock
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.ids import new_id
from sanjha.kernel.testing import run_waiting
from sanjha.sewa.models import Notice
from sanjha.sewa.operations.close_unanswered import close_unanswered
from sanjha.sewa.operations.tell_applicant import tell_applicant
from sanjha.sewa.tests.factories import answer, bring_to, decide, income_data, make_application, open_papers


def told():
    return list(Notice.objects.order_by("written_at", "id").values_list("event", flat=True))


def test_an_accepted_application_is_told_with_number_and_due_date(operator):
    application = make_application(operator)
    run_waiting()
    notice = Notice.objects.get()
    assert notice.event == "SUBMITTED"
    assert application.number in notice.text
    assert f"{application.due_date:%d-%m-%Y}" in notice.text
    assert "/track/?number=PB%2FBNL" in notice.text
    assert OutgoingSms.objects.get(pk=notice.message).mobile == "9876501234"


def test_it_is_told_in_the_language_of_the_applicant(operator):
    make_application(operator, language="pa")
    run_waiting()
    assert "ਅਰਜ਼ੀ" in Notice.objects.get().text


def test_an_objection_is_told_with_its_reason_and_the_days(operator):
    make_application(operator, at="objected")
    run_waiting()
    notice = Notice.objects.get(event="OBJECTED")
    assert "within 15 days" in notice.text
    assert "proof of identity" in notice.text


def test_a_rejection_is_told_with_reasons_and_the_appeal(operator):
    make_application(operator, at="rejected")
    run_waiting()
    notice = Notice.objects.get(event="REJECTED")
    assert "Sub-Divisional Magistrate within 30 days" in notice.text
    assert "Another ground" in notice.text
    assert len(notice.text) < 600


def test_answering_and_closing_are_told(operator):
    answer(operator, make_application(operator, at="objected"))
    silent = make_application(operator, at="objected")
    with clock.frozen("2026-12-20"):
        close_unanswered(actor=SYSTEM)
        run_waiting()
    assert sorted(told()) == ["CLOSED", "OBJECTED", "OBJECTED", "RESUBMITTED", "SUBMITTED", "SUBMITTED"]
    assert Notice.objects.get(event="CLOSED").application == silent


def test_the_same_happening_is_told_once(operator):
    application = make_application(operator)
    cause = new_id()
    first = tell_applicant(application_id=application.id, event="SUBMITTED", cause=cause)
    second = tell_applicant(application_id=application.id, event="SUBMITTED", cause=cause)
    assert first == second
    assert OutgoingSms.objects.count() == 1


def test_a_notice_whose_message_was_lost_is_sent_again(operator):
    application = make_application(operator)
    cause = new_id()
    tell_applicant(application_id=application.id, event="SUBMITTED", cause=cause)
    Notice.objects.update(message=None)
    assert tell_applicant(application_id=application.id, event="SUBMITTED", cause=cause).message is not None


def test_nothing_is_told_where_the_definition_says_nothing(operator):
    application = make_application(operator)
    assert tell_applicant(application_id=application.id, event="APPROVED", cause=new_id()) is None
    assert not Notice.objects.exists()


@pytest.mark.parametrize("reasons", ["Short and clear reasons of the officer.", "A very long reason. " * 60])
def test_a_long_reason_is_cut_for_the_message(operator, reasons):
    application = make_application(operator, data=income_data())
    bring_to(application, "decision")
    open_papers(application)
    decide(None, application, "REJECT", grounds=["OTHER"], reasons=reasons)
    run_waiting()
    assert len(Notice.objects.get(event="REJECTED").text) < 500
