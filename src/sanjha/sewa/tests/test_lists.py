"""Every list shows what its reader may see, in few queries."""

from datetime import timedelta
from decimal import Decimal

import pytest

from sanjha.kernel import clock
from sanjha.kernel.actors import ANONYMOUS, SYSTEM
from sanjha.kernel.errors import NotFound
from sanjha.kernel.ids import new_id
from sanjha.sewa.queries.access import visible_application
from sanjha.sewa.queries.applications import applications_of, search
from sanjha.sewa.queries.case import case_of
from sanjha.sewa.queries.counter import counter_day, open_objections, received_on
from sanjha.sewa.queries.history import standing_of, timeline_of
from sanjha.sewa.queries.inbox import done_by, inbox, waiting
from sanjha.sewa.rules import Payment
from sanjha.sewa.tests.factories import (
    answer,
    bring_to,
    decide,
    income_data,
    make_application,
    open_papers,
)
from sanjha.sewa.tests.world import citizen, officer_of


def test_the_tray_holds_the_work_of_ones_posts(operator, dealing_hand, patwari):
    first, second = make_application(operator), make_application(operator)
    bring_to(second, "verification")

    page = inbox(dealing_hand.actor)
    assert [row.number for row in page.rows] == [first.number]
    row = page.rows[0]
    assert row.service.en == "Income certificate"
    assert row.step.en == "Scrutiny"
    assert row.applicant.en == first.data["applicant"]["name_en"]
    assert row.beneficiary == row.applicant
    assert (row.place.en, row.is_late, row.was_answered) == ("Pakho", False, False)
    assert [row.number for row in inbox(patwari.actor).rows] == [second.number]
    for stranger in (operator.actor, citizen().actor, ANONYMOUS):
        assert inbox(stranger).rows == []
    assert (waiting(dealing_hand.actor), waiting(ANONYMOUS)) == (1, 0)


def test_the_most_urgent_comes_first(operator, dealing_hand):
    with clock.advanced(timedelta(days=8)):
        later = make_application(operator)
    sooner = make_application(operator)
    assert [row.number for row in inbox(dealing_hand.actor).rows] == [sooner.number, later.number]
    assert [row.number for row in inbox(dealing_hand.actor, order="-due").rows] == [
        later.number,
        sooner.number,
    ]
    assert [row.number for row in inbox(dealing_hand.actor, order="nonsense").rows] == [
        sooner.number,
        later.number,
    ]
    assert len(inbox(dealing_hand.actor, order="number").rows) == 2


def test_the_tray_is_filtered_and_counted(operator, dealing_hand):
    answered = make_application(operator, at="objected")
    answer(operator, answered)
    make_application(operator, data=income_data("Sukhwinder"))
    with clock.advanced(timedelta(days=10)):
        page = inbox(dealing_hand.actor)
        assert (page.counts.all, page.counts.late, page.counts.answered, page.counts.soon) == (2, 2, 1, 0)
        assert len(inbox(dealing_hand.actor, late=True).rows) == 2
    assert inbox(dealing_hand.actor, late=True).rows == []
    assert [row.number for row in inbox(dealing_hand.actor, answered=True).rows] == [answered.number]
    assert inbox(dealing_hand.actor, answered=True).rows[0].was_answered
    assert len(inbox(dealing_hand.actor, text="sukhw kaur").rows) == 1
    assert len(inbox(dealing_hand.actor, text="ਮਨਪ੍ਰੀਤ").rows) == 2
    assert len(inbox(dealing_hand.actor, text=answered.number.lower()).rows) == 1
    assert inbox(dealing_hand.actor, text="\x00nobody").rows == []
    assert inbox(dealing_hand.actor, service="PER-RESID").rows == []
    assert page.services == [("REV-INCOME", 2)]


def test_what_came_back_is_marked(operator, patwari):
    application = make_application(operator, at="decision")
    decide(None, application, "SEND_BACK", to_step="verification", reasons="Visit again.")
    assert inbox(patwari.actor).rows[0].was_sent_back


def test_pages_of_the_tray(operator, dealing_hand):
    for _each in range(5):
        make_application(operator)
    page = inbox(dealing_hand.actor, size=2, page=2)
    assert (len(page.rows), page.total, page.page, page.pages) == (2, 5, 2, 3)
    assert inbox(dealing_hand.actor, size=2, page=99).page == 3
    assert inbox(dealing_hand.actor, size=0, page=-1).page == 1


def test_a_tray_costs_four_queries_however_full(operator, dealing_hand, django_assert_num_queries):
    make_application(operator)
    with django_assert_num_queries(4):
        inbox(dealing_hand.actor)
    for _each in range(4):
        make_application(operator)
    with django_assert_num_queries(4):
        assert len(inbox(dealing_hand.actor).rows) == 5


def test_done_work_is_remembered(operator, dealing_hand, tehsildar, django_assert_num_queries):
    application = make_application(operator, at="decision")
    with django_assert_num_queries(1):
        done = done_by(dealing_hand.actor)
        assert [(task.application.number, task.decision.kind) for task in done] == [
            (application.number, "FORWARD")
        ]
    assert done_by(tehsildar.actor) == []


def test_who_sees_an_application(operator, other_operator, dealing_hand, patwari, tehsildar, sdm):
    application = make_application(operator)
    supervisor = officer_of("PB-BNL-002/SUPERVISOR")
    for person in (operator, supervisor, dealing_hand, tehsildar, citizen(application.applicant)):
        assert visible_application(person.actor, application.id) == application
    assert visible_application(SYSTEM, application.id) == application
    for person in (other_operator, patwari, sdm, citizen()):
        with pytest.raises(NotFound):
            visible_application(person.actor, application.id)
    with pytest.raises(NotFound):
        visible_application(ANONYMOUS, application.id)
    bring_to(application, "verification")
    assert visible_application(patwari.actor, application.id) == application


def test_a_case_has_everything_in_a_bounded_number_of_queries(
    operator, dealing_hand, tehsildar, django_assert_num_queries
):
    application = make_application(operator, at="decision")
    open_papers(application, tehsildar)
    case_of(tehsildar.actor, application.id)
    with django_assert_num_queries(12):
        case = case_of(tehsildar.actor, application.id)
    assert (case.is_mine, case.speaks_for_applicant) == (True, False)
    assert case.task.step == "decision"
    assert [paper.is_opened for paper in case.papers] == [True, True]
    assert case.papers[0].name.en == "Proof of identity and residence of the beneficiary"
    assert case.reports["verification"]["assessed_income"] == 120000
    assert case.reports["verification"]["office"]["en"].startswith("Patwar Circle")
    assert [entry.label.en for entry in case.timeline] == [
        "Application received",
        "Send for verification",
        "Give the report",
    ]
    assert case.receipt.lines.all()[0].head == "FACILITATION"
    assert case.certificate is None
    assert not case_of(dealing_hand.actor, application.id).is_mine
    assert case_of(operator.actor, application.id).speaks_for_applicant


def test_an_objected_case_shows_what_is_asked(operator):
    application = make_application(operator, at="objected")
    case = case_of(operator.actor, application.id)
    assert case.open_objection.codes == ["IDENTITY_NOT_CLEAR"]
    assert (case.task, case.standing.holder.en) == (None, "Applicant")
    assert case.standing.due_date == case.open_objection.answer_by
    assert case.timeline[-1].grounds[0].en.startswith("The proof of identity")


@pytest.mark.parametrize(
    ("at", "holder", "step", "following"),
    [
        ("scrutiny", "Dealing Hand 1, Tehsil Tapa", "Scrutiny", "Verification on the spot"),
        ("verification", "Patwari, Circle Rura Khurd", "Verification on the spot", "Decision"),
        ("decision", "Tehsildar, Tapa", "Decision", "Income Certificate"),
        ("objected", "Applicant", "Answer of the applicant", "Scrutiny"),
        ("approved", "", "Document being made", "Income Certificate"),
        ("rejected", "", "", ""),
    ],
)
def test_how_an_application_stands(operator, at, holder, step, following):
    standing = standing_of(make_application(operator, at=at))
    assert (standing.holder.en, standing.step.en, standing.next_step.en) == (holder, step, following)


def test_a_standing_is_late_after_the_limit(operator):
    application = make_application(operator)
    assert not standing_of(application).is_late
    with clock.frozen(application.due_date + timedelta(days=1)):
        assert standing_of(application).is_late


def test_the_timeline_speaks_three_languages(operator):
    application = make_application(operator, at="rejected")
    last = timeline_of(application)[-1]
    assert (last.label.pa, last.step.hi) == ("ਰੱਦ ਕਰੋ", "निर्णय")
    assert last.grounds[0].en == "Another ground, as stated."
    assert last.post.en == "Tehsildar, Tapa"


def test_a_kendra_finds_its_cases(operator, other_operator, django_assert_num_queries):
    application = make_application(operator, data=income_data("Sukhwinder"))
    make_application(operator)
    for text in (application.number, application.number.lower(), "sukhwinder", "SUKH kaur", "ਮਨਪ੍ਰੀਤ sukh"):
        assert search(operator.actor, text) == [application], text
    assert len(search(operator.actor, "9876501234")) == 2
    assert search(operator.actor, "  ") == []
    assert search(operator.actor, "%") == []
    assert search(operator.actor, "\x00") == []
    assert search(other_operator.actor, "sukhwinder") == []
    assert search(ANONYMOUS, "sukhwinder") == []
    with django_assert_num_queries(1):
        assert [found.service_version.code for found in search(operator.actor, "kaur")] == ["REV-INCOME"] * 2


def test_a_citizen_sees_his_own(operator, django_assert_num_queries):
    application = make_application(operator)
    make_application(operator)
    someone = citizen(application.applicant).actor
    with django_assert_num_queries(1):
        own = applications_of(someone)
        assert [(each.number, getattr(each, "certificate", None)) for each in own] == [
            (application.number, None)
        ]
    assert applications_of(operator.actor) == []
    assert applications_of(citizen(new_id()).actor) == []


def test_the_counters_day(operator, other_operator, django_assert_max_num_queries):
    neighbour = officer_of("PB-BNL-002/COUNTER-2")
    make_application(operator)
    make_application(operator, copies=2, payment=Payment("CASH", Decimal(150)))
    make_application(neighbour)
    make_application(operator, payment=Payment("ONLINE", Decimal(75), "UPI-1"))
    make_application(other_operator)
    make_application(operator, at="objected")
    with clock.advanced(timedelta(days=1)):
        make_application(operator)

    with django_assert_max_num_queries(4):
        day = counter_day(operator.actor)
    assert (day.received, day.received_mine, day.issued, day.delivered) == (5, 4, 0, 0)
    assert (day.cash, day.cash_mine, day.online) == (Decimal(375), Decimal(300), Decimal(75))
    assert day.waiting_for_applicant == 1
    assert counter_day(ANONYMOUS).received == 0
    assert len(received_on(operator.actor)) == 5
    assert received_on(ANONYMOUS) == []


def test_open_objections_of_a_kendra_and_of_a_citizen(operator, other_operator, django_assert_num_queries):
    first = make_application(operator, at="objected")
    make_application(operator)
    with django_assert_num_queries(1):
        waiting_ones = open_objections(operator.actor)
        assert [each.application.number for each in waiting_ones] == [first.number]
    assert open_objections(other_operator.actor) == []
    assert [each.application for each in open_objections(citizen(first.applicant).actor)] == [first]
    assert open_objections(ANONYMOUS) == []
    answer(operator, first)
    assert open_objections(operator.actor) == []
