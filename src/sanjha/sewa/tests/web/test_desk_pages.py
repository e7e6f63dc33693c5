"""The officer's tray: what waits, the most urgent first; filters that can be kept as a bookmark."""

from datetime import timedelta
from urllib.parse import quote

import pytest

from sanjha.kernel import clock
from sanjha.sewa.tests.factories import answer, decide, income_data, make_application
from sanjha.sewa.tests.web.visitor import Visitor
from sanjha.sewa.tests.world import citizen


def numbers(page):
    return [link.text_content() for link in page.find("//tbody//th/a")]


def test_the_most_urgent_stands_first(operator, dealing_hand):
    with clock.advanced(timedelta(days=4)):
        later = make_application(operator)
    sooner = make_application(operator)
    desk = Visitor(dealing_hand)
    page = desk.get("/desk/")
    assert numbers(page) == [sooner.number, later.number]
    assert page.find("//th[@aria-sort]") == []
    turned = desk.get("/desk/?sort=-due")
    assert numbers(turned) == [later.number, sooner.number]
    assert turned.find("//th[@aria-sort='descending']")


def test_the_tray_is_filtered(operator, dealing_hand):
    late = make_application(operator, data=income_data("Lateko"))
    objected = make_application(operator)
    decide(dealing_hand, objected, "OBJECT", objections=["IDENTITY_NOT_CLEAR"])
    with clock.advanced(timedelta(days=5)):
        answer(operator, objected)
        desk = Visitor(dealing_hand)
        assert numbers(desk.get("/desk/?late")) == [late.number]
        assert numbers(desk.get("/desk/?answered")) == [objected.number]
        assert numbers(desk.get("/desk/?q=lateko")) == [late.number]
        nothing = desk.get("/desk/?q=nobody")
        assert numbers(nothing) == []
        assert "Nothing fits" in nothing.main()
        assert nothing.value("q") == "nobody"
        assert numbers(desk.get("/desk/?sort=nonsense&page=x&service=REV-INCOME")) != []


def test_an_empty_tray_says_so(dealing_hand):
    page = Visitor(dealing_hand).get("/desk/")
    assert "The tray is empty" in page.main()


def test_other_pages_keep_the_filters(operator, dealing_hand, monkeypatch):
    monkeypatch.setattr("sanjha.sewa.queries.inbox.inbox.__kwdefaults__", {"size": 1} | DEFAULTS)
    first, second = make_application(operator), make_application(operator)
    desk = Visitor(dealing_hand)
    page = desk.get("/desk/?q=kaur&sort=number")
    assert numbers(page) == [first.number]
    following = next(iter(page.find("//a[@rel='next']/@href")))
    assert "q=kaur" in following
    assert "sort=number" in following
    page = desk.get(f"/desk/{following}")
    assert numbers(page) == [second.number]
    assert page.find("//a[@rel='prev']")


DEFAULTS = {"service": "", "late": False, "answered": False, "text": "", "order": "due", "page": 1}


def test_after_a_decision_the_next_case_is_one_key_away(operator, dealing_hand):
    first, second = make_application(operator), make_application(operator)
    desk = Visitor(dealing_hand)
    case = desk.get(f"/desk/cases/{first.pk}/")
    assert second.number in case.find("//a[@data-key='Alt+N']")[0].text_content()
    page = desk.send(case, "decide", {"_action": "FORWARD"})
    assert page.path == "/desk/"
    assert f"{first.number}: Send for verification. Recorded." in page.main()
    assert page.find("//a[@data-key='Alt+N']/@href") == [f"/desk/cases/{second.pk}/"]


def test_what_was_done_is_listed(operator, dealing_hand):
    application = make_application(operator, at="verification")
    page = Visitor(dealing_hand).get("/desk/done/")
    assert numbers(page) == [application.number]
    assert "Forwarded" in page.main()
    assert "Nothing yet" in Visitor(operator).get("/desk/done/").main()


def test_the_tray_needs_the_same_queries_however_full_it_is(
    operator, dealing_hand, django_assert_num_queries
):
    desk = Visitor(dealing_hand)
    make_application(operator)
    desk.get("/desk/")
    with django_assert_num_queries(10):
        desk.get("/desk/")
    for _number in range(4):
        make_application(operator)
    with django_assert_num_queries(10):
        desk.get("/desk/")


def test_what_was_done_needs_few_queries(operator, dealing_hand, django_assert_num_queries):
    for _number in range(3):
        make_application(operator, at="verification")
    desk = Visitor(dealing_hand)
    desk.get("/desk/done/")
    with django_assert_num_queries(4):
        desk.get("/desk/done/")


@pytest.mark.parametrize("address", ["/desk/", "/desk/done/"])
def test_only_officers_have_a_desk(world, address):
    assert Visitor(citizen()).status(address) in (302, 403)
    page = Visitor().get(address)
    assert page.path.startswith("/login/")
    assert f"next={quote(address, safe='')}" in page.response.redirect_chain[0][0]


def test_an_approved_case_without_document_is_shown_to_its_office(operator, tehsildar):
    application = make_application(operator, at="approved")
    with clock.advanced(timedelta(days=1)):
        page = Visitor(tehsildar).get("/desk/")
    assert "Approved, but the document is late" in page.main()
    assert page.has_link(f"/desk/cases/{application.pk}/")
