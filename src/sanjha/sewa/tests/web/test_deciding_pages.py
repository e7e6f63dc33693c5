"""Decisions on the page of a case: taken once, refused with words, nothing written is lost."""

import pytest

from sanjha.kernel import clock
from sanjha.offices import contract as offices
from sanjha.sewa.models import Decision, IssueTrouble
from sanjha.sewa.tests.factories import REASONS, answer, decide, make_application, open_task
from sanjha.sewa.tests.web.visitor import Visitor
from sanjha.sewa.tests.world import holder_of


def address(application):
    return f"/desk/cases/{application.pk}/"


def open_case(person, application):
    visitor = Visitor(person)
    return visitor, visitor.get(address(application))


def test_a_step_is_passed_on(operator, dealing_hand):
    application = make_application(operator)
    desk, page = open_case(dealing_hand, application)
    page = desk.send(page, "decide", {"_action": "FORWARD", "_reasons": "Complete."})
    assert page.path == "/desk/"
    assert open_task(application).step == "verification"


def test_pressing_twice_decides_once_and_says_so(operator, dealing_hand):
    application = make_application(operator)
    desk, page = open_case(dealing_hand, application)
    desk.send(page, "decide", {"_action": "FORWARD"})
    again = desk.send(page, "decide", {"_action": "FORWARD"})
    assert again.status == 409
    assert "has already decided this on 23-11-2026 at 10:00" in again.main()
    assert Decision.objects.filter(kind="FORWARD").count() == 1


def test_whoever_is_later_sees_who_was_faster_and_loses_no_words(operator, dealing_hand):
    application = make_application(operator)
    desk, page = open_case(dealing_hand, application)
    decide(dealing_hand, application, "OBJECT", objections=["IDENTITY_NOT_CLEAR"])
    page = desk.send(page, "decide", {"_action": "FORWARD", "_reasons": "All is well."})
    assert page.status == 409
    assert "Somebody was faster." in page.main()
    assert "Waiting for the applicant" in page.main()


@pytest.mark.parametrize(
    ("step", "values", "words", "beside"),
    [
        ("scrutiny", {"_action": "OBJECT"}, "Choose what has to be mended", None),
        ("scrutiny", {"_action": ""}, "not a decision that this step offers", None),
        ("scrutiny", {"_action": "NO_SUCH"}, "not a decision that this step offers", None),
        ("decision", {"_action": "REJECT", "_reasons": REASONS}, "Choose the ground", None),
        (
            "decision",
            {"_action": "REJECT", "_grounds": "OTHER", "_reasons": "No."},
            "at least 20",
            "id_reasons",
        ),
        ("decision", {"_action": "REJECT", "_grounds": "OTHER", "_reasons": REASONS}, "Open every doc", None),
        (
            "decision",
            {"_action": "SEND_BACK", "_to_step": "verification"},
            "Write your remarks",
            "id_reasons",
        ),
    ],
)
def test_a_refused_decision_keeps_what_was_written(
    operator, tehsildar, dealing_hand, step, values, words, beside
):
    application = make_application(operator, at=step)
    person = tehsildar if step == "decision" else dealing_hand
    desk, page = open_case(person, application)
    page = desk.send(page, "decide", values)
    assert page.status == 422
    assert any(words in problem for problem in page.problems())
    if beside:
        assert words in page.beside(beside)
    assert page.value("_reasons") == values.get("_reasons", "")
    assert page.find(f"//input[@value='{values['_action']}'][@checked]") or values["_action"] in (
        "",
        "NO_SUCH",
    )
    if "_grounds" in values:
        assert page.find("//input[@id='id_ground-OTHER'][@checked]")
    assert open_task(application).step == step


def test_an_objection_is_raised_with_its_codes(operator, dealing_hand):
    application = make_application(operator)
    desk, page = open_case(dealing_hand, application)
    desk.send(
        page,
        "decide",
        {"_action": "OBJECT", "_objections": ["IDENTITY_NOT_CLEAR", "ADDRESS_DIFFERS"], "_reasons": "Both."},
    )
    application.refresh_from_db()
    assert application.state == "WITH_CITIZEN"
    page = desk.get(address(application))
    assert "waits for the applicant" in page.main()
    assert len(page.find("//*[contains(@class, 'objected')]")) == 0
    assert not page.find("//form[@id='decide']")


def test_a_rejection_after_all_papers_were_seen(operator, tehsildar):
    application = make_application(operator, at="decision")
    desk, page = open_case(tehsildar, application)
    for paper in page.find("//ul[@class='papers']//a/@href"):
        assert desk.status(paper) == 200
    page = desk.get(address(application))
    assert "all seen" in page.main()
    desk.send(page, "decide", {"_action": "REJECT", "_grounds": "OTHER", "_reasons": REASONS})
    application.refresh_from_db()
    assert application.state == "REJECTED"


def test_the_page_says_in_which_language_reasons_are_read(operator, tehsildar):
    application = make_application(operator, at="decision", language="pa")
    _desk, page = open_case(tehsildar, application)
    assert "Write it in Punjabi" in page.main()


def test_a_superior_permits_one_more_objection(operator, dealing_hand, tehsildar):
    application = make_application(operator, at="objected")
    answer(operator, application)
    naib = holder_of(offices.superior_post(post_id=dealing_hand.post).id)
    superior, page = open_case(naib, application)
    page = superior.send(page, "permit", {"_reasons": ""})
    assert page.status == 422
    page = superior.send(page, "permit", {"_reasons": "The scan was of somebody else."})
    assert "One more objection is permitted." in page.main()
    assert Decision.objects.filter(kind="PERMIT_OBJECTION").exists()
    assert not page.find("//form[@id='permit']")
    for person in (dealing_hand, tehsildar):
        _desk, page = open_case(person, application)
        assert not page.find("//form[@id='permit']")


def test_nobody_but_the_superior_permits_it(operator, dealing_hand):
    application = make_application(operator, at="objected")
    answer(operator, application)
    page = Visitor(dealing_hand).post(f"{address(application)}permit-objection/", {"_reasons": "Please."})
    assert page.status == 403
    assert not Decision.objects.filter(kind="PERMIT_OBJECTION").exists()


def test_a_late_document_is_made_again_by_whoever_approved(operator, dealing_hand, tehsildar):
    application = make_application(operator, at="approved")
    IssueTrouble.objects.create(
        application=application, attempts=2, last_error="Unavailable: no key", last_tried_at=clock.now()
    )
    approver, page = open_case(tehsildar, application)
    assert "Unavailable: no key" in page.main()
    assert "2 attempts" in page.main()
    page = approver.send(page, "make-again")
    assert "The document is being made again." in page.main()
    _desk, page = open_case(dealing_hand, application)
    assert not page.find("//form[@id='make-again']")
    assert Visitor(dealing_hand).status(f"{address(application)}make-again/", "post") == 403
