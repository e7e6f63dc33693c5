"""The applicant is asked once, for everything; the clock stands still; silence ends the case."""

from copy import deepcopy
from datetime import date, timedelta

import pytest

from sanjha.kernel import clock
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.models import OutboxEvent
from sanjha.offices import contract as offices
from sanjha.sewa.models import Application, Attachment, Objection
from sanjha.sewa.operations.answer_objection import answer_objection
from sanjha.sewa.operations.close_unanswered import close_unanswered
from sanjha.sewa.operations.permit_objection import permit_objection
from sanjha.sewa.operations.remove_attachment import remove_attachment
from sanjha.sewa.tests.factories import (
    a_pdf,
    answer,
    attach,
    bring_to,
    decide,
    income_data,
    make_application,
    objection_of,
    open_task,
)
from sanjha.sewa.tests.world import citizen, holder_of


def test_an_objection_gives_the_case_to_the_applicant(operator, dealing_hand):
    application = make_application(operator)
    decide(
        dealing_hand,
        application,
        "OBJECT",
        objections=["IDENTITY_NOT_CLEAR", "NAME_DIFFERS"],
        reasons="Blurred.",
    )

    application.refresh_from_db()
    objection = objection_of(application)
    assert application.state == Application.State.WITH_CITIZEN
    assert open_task(application) is None
    assert (objection.codes, objection.text) == (["IDENTITY_NOT_CLEAR", "NAME_DIFFERS"], "Blurred.")
    assert objection.answer_by == date(2026, 12, 8)
    event = OutboxEvent.objects.get(kind="sewa.ObjectionRaised")
    assert event.payload["officer"] == str(dealing_hand.actor.person)


@pytest.mark.parametrize("codes", [[], ["NOT_IN_THE_LIST"], ["NAME_DIFFERS", "OTHER_THINGS"]])
def test_an_objection_is_coded(operator, dealing_hand, codes):
    application = make_application(operator)
    with pytest.raises(DomainError, match="has to be mended from the list"):
        decide(dealing_hand, application, "OBJECT", objections=codes, reasons="Something is wrong.")


def test_an_answer_returns_it_to_the_step_that_asked(operator, dealing_hand):
    application = make_application(operator, at="objected")
    with clock.advanced(timedelta(days=3)):
        answer(operator, application)
    application.refresh_from_db()
    task = open_task(application)
    assert application.state == Application.State.SUBMITTED
    assert (task.step, task.post, task.number) == ("scrutiny", dealing_hand.post, 2)
    answered = application.objections.get()
    assert (answered.answer, answered.lapsed_at) == ("It is mended.", None)
    deed = application.decisions.get(kind="ANSWER")
    assert deed.office_name.en == "Sewa Kendra, Tapa"
    assert len(deed.details["papers"]) == 1


def test_the_applicants_days_are_not_the_officers(operator):
    application = make_application(operator, at="objected")
    before = application.due_date
    with clock.frozen("2026-12-07T11:00:00+05:30"):
        answer(operator, application)
    application.refresh_from_db()
    assert application.due_date > before
    assert (
        OutboxEvent.objects.get(kind="sewa.ObjectionAnswered").payload["due_date"]
        == application.due_date.isoformat()
    )


def test_a_limit_that_had_run_out_is_not_given_anew(operator, tehsildar):
    application = make_application(operator, at="decision")
    late = application.due_date + timedelta(days=5)
    with clock.frozen(late):
        decide(tehsildar, application, "OBJECT", objections=["PURPOSE_NOT_CLEAR"])
    with clock.frozen(late + timedelta(days=4)):
        answer(operator, application, "For a scholarship.", papers=())
    before = application.due_date
    application.refresh_from_db()
    assert application.due_date == before


def test_the_applicant_answers_in_person(operator):
    application = make_application(operator, at="objected")
    resident = citizen(application.applicant)
    answer(resident, application)
    deed = application.decisions.get(kind="ANSWER")
    assert (deed.post, deed.officer, deed.post_title.en) == (None, None, "Applicant")


@pytest.mark.parametrize("who", ["other_operator", "sdm"])
def test_nobody_else_answers(operator, who, request):
    application = make_application(operator, at="objected")
    stranger = request.getfixturevalue(who).actor
    with pytest.raises(NotFound):
        answer_objection(objection_id=objection_of(application).id, answer="Yes.", actor=stranger)
    with pytest.raises(NotFound):
        answer_objection(objection_id=objection_of(application).id, answer="Yes.", actor=citizen().actor)


def test_the_officer_does_not_answer_himself(operator, dealing_hand):
    application = make_application(operator, at="objected")
    with pytest.raises(NotPermitted, match="Only the applicant"):
        answer_objection(objection_id=objection_of(application).id, answer="Yes.", actor=dealing_hand.actor)


def test_a_paper_that_was_asked_for_has_to_be_handed_in(operator):
    application = make_application(operator, at="objected")
    with pytest.raises(
        DomainError, match="Add what was asked for: Proof of identity and residence"
    ) as refusal:
        answer(operator, application, papers=())
    assert [error.path for error in refusal.value.errors] == ["documents.ID_RESIDENCE"]


def test_an_empty_answer_is_none(operator, dealing_hand):
    application = make_application(operator)
    decide(dealing_hand, application, "OBJECT", objections=["PURPOSE_NOT_CLEAR"])
    with pytest.raises(DomainError, match="Write an answer"):
        answer(operator, application, "  ", papers=())


def test_what_was_objected_to_can_be_mended(operator, dealing_hand):
    data = income_data("Balvir")
    application = make_application(operator, data=data)
    decide(dealing_hand, application, "OBJECT", objections=["FAMILY_INCOMPLETE"])
    mended = deepcopy(data)
    mended["family"][0]["salary"] = 150000
    answer(operator, application, data=mended, papers=())

    application.refresh_from_db()
    assert application.data["total_income"] == 150000
    changed = application.decisions.get(kind="ANSWER").details["changed"]
    assert "family.0.salary" in changed
    assert "total_income" in changed


def test_a_member_may_be_added(operator, dealing_hand):
    data = income_data("Balvir")
    application = make_application(operator, data=data)
    decide(dealing_hand, application, "OBJECT", objections=["FAMILY_INCOMPLETE"])
    mended = deepcopy(data)
    mended["family"].append(
        mended["family"][0] | {"relation": "SON", "age": 20, "salary": 90000, "name_en": "Veer Singh"}
    )
    answer(operator, application, data=mended, papers=())
    application.refresh_from_db()
    assert (len(application.data["family"]), application.data["total_income"]) == (2, 210000)


def test_only_what_was_objected_to_can_be_changed(operator, dealing_hand):
    data = income_data("Balvir")
    application = make_application(operator, data=data)
    decide(dealing_hand, application, "OBJECT", objections=["FAMILY_INCOMPLETE"])
    mended = deepcopy(data)
    mended["purpose"] = "LOAN"
    mended["applicant"]["name_en"] = "Somebody Else"
    with pytest.raises(DomainError, match="Only what was objected to") as refusal:
        answer(operator, application, data=mended, papers=())
    assert {error.path for error in refusal.value.errors} == {"purpose", "applicant.name_en"}
    application.refresh_from_db()
    assert application.data["purpose"] == "SCHOLARSHIP"


def test_a_mended_form_is_checked_as_a_whole(operator, dealing_hand):
    data = income_data("Balvir")
    application = make_application(operator, data=data)
    decide(dealing_hand, application, "OBJECT", objections=["FAMILY_INCOMPLETE"])
    with pytest.raises(DomainError, match="have to be mended"):
        answer(operator, application, data=data | {"family": []}, papers=())


def test_an_answer_does_not_take_another_persons_place(operator, dealing_hand):
    taken, data = income_data("Paramjit"), income_data("Parminder")
    first = make_application(operator, data=taken)
    application = make_application(operator, data=data)
    decide(dealing_hand, application, "OBJECT", objections=["NAME_DIFFERS"])
    mended = deepcopy(data)
    mended["applicant"]["name_en"] = taken["applicant"]["name_en"]
    with pytest.raises(Conflict, match=first.number):
        answer(operator, application, data=mended, papers=())
    application.refresh_from_db()
    assert application.state == Application.State.WITH_CITIZEN


def test_an_objection_is_answered_once(operator):
    application = make_application(operator, at="objected")
    objection = objection_of(application)
    answer(operator, application)
    with pytest.raises(Conflict, match="answered on 23-11-2026"):
        answer_objection(objection_id=objection.id, answer="Again.", actor=operator.actor)


def test_papers_of_an_answer_can_be_taken_off_but_not_those_handed_in_before(operator):
    application = make_application(operator, at="objected")
    new = attach(operator, application.id, "ID_RESIDENCE", a_pdf("new"))
    remove_attachment(attachment_id=new.id, actor=operator.actor)
    old = Attachment.objects.filter(case_id=application.id, objection__isnull=True).first()
    with pytest.raises(NotPermitted, match="stays in it"):
        remove_attachment(attachment_id=old.id, actor=operator.actor)


def test_a_second_objection_needs_the_superiors_permission(operator, dealing_hand, tehsildar):
    application = make_application(operator, at="objected")
    answer(operator, application)
    with pytest.raises(DomainError, match="permission of your superior"):
        decide(dealing_hand, application, "OBJECT", objections=["NAME_DIFFERS"])

    naib = _superior_of(dealing_hand)
    with pytest.raises(NotPermitted, match="Only the officer to whom"):
        permit_objection(application_id=application.id, reasons="New facts.", actor=tehsildar.actor)
    with pytest.raises(DomainError, match="Write your remarks"):
        permit_objection(application_id=application.id, reasons=" ", actor=naib.actor)
    permit_objection(application_id=application.id, reasons="New facts.", actor=naib.actor)
    decide(dealing_hand, application, "OBJECT", objections=["NAME_DIFFERS"])
    answer(operator, application, papers=())
    with pytest.raises(DomainError, match="permission of your superior"):
        decide(dealing_hand, application, "OBJECT", objections=["NAME_DIFFERS"])


def test_a_permission_needs_an_officer_who_has_the_case(operator, dealing_hand):
    application = make_application(operator, at="objected")
    with pytest.raises(NotFound, match="no officer has it now"):
        permit_objection(
            application_id=application.id, reasons="New facts.", actor=_superior_of(dealing_hand).actor
        )


def _superior_of(person):
    return holder_of(offices.superior_post(post_id=person.post).id)


def test_silence_ends_the_case_after_fifteen_days(operator):
    application = make_application(operator, at="objected")
    with clock.frozen("2026-12-08T23:00:00+05:30"):
        assert close_unanswered(actor=SYSTEM) == 0
    with clock.frozen("2026-12-09T00:05:00+05:30"):
        assert close_unanswered(actor=SYSTEM) == 1
        assert close_unanswered(actor=SYSTEM) == 0
        closed_at = clock.now()
    application.refresh_from_db()
    assert (application.state, application.closed_at) == ("CLOSED", closed_at)
    assert Objection.objects.get().lapsed_at == closed_at
    assert OutboxEvent.objects.filter(kind="sewa.ApplicationClosed").count() == 1
    with pytest.raises(Conflict, match="Closed without an answer"):
        answer_objection(objection_id=Objection.objects.get().id, answer="Late.", actor=operator.actor)


def test_an_answered_objection_does_not_end_the_case(operator):
    application = make_application(operator, at="objected")
    answer(operator, application)
    with clock.advanced(timedelta(days=60)):
        assert close_unanswered(actor=SYSTEM) == 0
    bring_to(application, "approved")
    application.refresh_from_db()
    assert application.state == "APPROVED"
