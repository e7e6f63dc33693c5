"""The page of one case: everything to decide on, for those whose case it is, harmless whatever others wrote."""

from datetime import timedelta

from sanjha.kernel import clock
from sanjha.kernel.ids import new_id
from sanjha.sewa.tests.factories import (
    a_pdf,
    answer,
    attach,
    income_data,
    make_application,
    open_papers,
    open_task,
)
from sanjha.sewa.tests.web.visitor import Visitor
from sanjha.sewa.tests.world import citizen

SCRIPT = "<script>alert(1)</script>"


def address(application):
    return f"/desk/cases/{application.pk}/"


def open_case(person, application):
    visitor = Visitor(person)
    return visitor, visitor.get(address(application))


def test_the_case_shows_form_papers_and_history(operator, dealing_hand):
    application = make_application(operator)
    _desk, page = open_case(dealing_hand, application)
    for words in (
        application.number,
        application.data["applicant"]["name_en"],
        "₹ 1,20,000",
        "Voter card",
        "2 not seen",
        "Application received",
        "Compare the form with the documents",
    ):
        assert words in page.main()
    assert len(page.find("//ul[@class='papers']//a")) == 2


def test_the_case_is_printed_whole(operator, dealing_hand):
    application = make_application(operator, at="decision")
    page = Visitor(dealing_hand).get(f"{address(application)}print/")
    for words in (application.number, "RPT/412", "Papers", "Scrutiny – Send for verification"):
        assert words in page.words
    assert page.find("//button[@data-print]")


def test_the_days_are_explained(operator, dealing_hand):
    application = make_application(operator)
    with clock.advanced(timedelta(days=3)):
        page = Visitor(dealing_hand).get(f"{address(application)}clock/")
    assert "2 of 15 working days are used." in page.main()
    assert len(page.find("//tbody/tr")) >= 3


def test_a_case_of_another_office_is_not_found(operator, patwari, sdm):
    application = make_application(operator)
    task = open_task(application)
    for person in (patwari, sdm):
        stranger = Visitor(person)
        for place in ("", "print/", "clock/"):
            assert stranger.status(address(application) + place) == 404
        assert stranger.status(f"/desk/tasks/{task.pk}/decide/", "post", {"_action": "FORWARD"}) == 404
    assert open_task(application) == task


def test_a_colleague_sees_the_case_but_does_not_decide(operator, tehsildar):
    application = make_application(operator)
    colleague, page = open_case(tehsildar, application)
    assert page.status == 200
    assert not page.find("//form[@id='decide']")
    assert "Dealing Hand 1, Tehsil Tapa" in page.main()
    page = colleague.post(f"/desk/tasks/{open_task(application).pk}/decide/", {"_action": "FORWARD"})
    assert page.status == 403
    assert "Only the officer who holds the post" in page.main()


def test_citizens_and_visitors_have_no_case_page(operator):
    application = make_application(operator)
    task = open_task(application)
    for visitor in (Visitor(citizen()), Visitor()):
        for place in (address(application), f"/desk/tasks/{task.pk}/decide/"):
            assert visitor.status(place) in (302, 403)
            assert visitor.status(place, "post") in (302, 403, 405)
    page = Visitor().get(address(application))
    assert page.path.startswith("/login/")


def test_a_decision_is_opened_as_its_case(operator, dealing_hand):
    application = make_application(operator)
    task = open_task(application)
    assert Visitor(dealing_hand).get(f"/desk/tasks/{task.pk}/decide/").path == address(application)
    assert Visitor(dealing_hand).status(f"/desk/tasks/{new_id()}/decide/") == 404


def test_markup_of_others_stays_harmless(operator, dealing_hand, patwari):
    application = make_application(operator)
    desk, page = open_case(dealing_hand, application)
    desk.send(page, "decide", {"_action": "OBJECT", "_objections": "IDENTITY_NOT_CLEAR", "_reasons": SCRIPT})
    attach(operator, application.pk, content=a_pdf("another one"), name=f"{SCRIPT}.pdf")
    answer(operator, application, text=SCRIPT, papers=())
    page = desk.get(address(application))
    assert page.status == 200
    assert "alert(1)" in page.main()
    assert not page.find("//script[contains(., 'alert')]")


def test_the_case_needs_a_bounded_number_of_queries(operator, tehsildar, django_assert_max_num_queries):
    application = make_application(operator, at="decision", data=income_data())
    open_papers(application, tehsildar)
    desk = Visitor(tehsildar)
    desk.get(address(application))
    with django_assert_max_num_queries(26):
        desk.get(address(application))
