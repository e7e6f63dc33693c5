"""Pages for everybody: find a service, see what it takes, follow an application by its number."""

import pytest

from sanjha.sewa.tests.factories import bring_to, make_application, make_draft
from sanjha.sewa.tests.web.visitor import Visitor
from sanjha.sewa.tests.world import citizen

SCRIPT = "<script>alert(1)</script>"


def test_the_home_page_offers_services_and_ways_on(anybody):
    page = anybody.get("/")
    assert page.status == 200
    assert page.has_link("/services/REV-INCOME/")
    assert page.has_link("/verify/")
    assert page.find("//form[@action='/track/']//input[@name='number']")
    assert page.find("//form[@action='/services/']//input[@name='q']")


def test_a_citizen_finds_his_own_things_at_home(operator, home, amarjit):
    make_draft(amarjit, channel="PORTAL", documents=())
    page = home.get("/")
    assert "Yours" in page.words
    assert page.has_link("/my/drafts/")


def test_an_officer_is_led_to_his_own_work(counter, dealing_hand):
    assert counter.get("/").path == "/counter/"
    assert Visitor(dealing_hand).get("/").path == "/desk/"
    assert counter.get("/?all").path == "/"


@pytest.mark.parametrize("text", ["income", "aamdan", "ਆਮਦਨ", "आय", "REV-INCOME"])
def test_a_service_is_found_in_three_scripts(anybody, text):
    page = anybody.get(f"/services/?q={text}")
    assert page.has_link("/services/REV-INCOME/")
    assert page.value("q") == text


def test_a_search_without_result_says_what_to_do(anybody):
    page = anybody.get("/services/?q=passport")
    assert page.status == 200
    assert "No service has these words" in page.words
    assert page.has_link("/services/")


def test_what_a_person_types_stays_harmless(anybody):
    for address in ("/services/", "/track/"):
        page = anybody.get(f"{address}?q={SCRIPT}&number={SCRIPT}")
        assert SCRIPT.lower() not in page.source.lower()
        assert not page.find("//script[contains(., 'alert')]")


def test_a_service_says_what_it_takes_before_anybody_starts(anybody):
    page = anybody.get("/services/rev-income/")
    for words in ("15 working days", "₹ 75.00", "Tehsildar", "Sub-Divisional Magistrate", "Form 16"):
        assert words in page.main()
    assert page.has_link("/apply/REV-INCOME/")


def test_a_service_speaks_punjabi(world):
    page = Visitor(language="pa").get("/services/rev-income/")
    assert page.find("//html/@lang") == ["pa"]
    assert "ਆਮਦਨ ਸਰਟੀਫਿਕੇਟ" in page.main()
    assert "15 ਕੰਮ-ਕਾਜੀ ਦਿਨ" in page.main()


def test_an_unknown_service_is_not_found(anybody):
    assert anybody.get("/services/no-such/").status == 404


def test_the_lists_of_services_need_few_queries(anybody, django_assert_num_queries):
    anybody.get("/services/")
    with django_assert_num_queries(1):
        anybody.get("/services/")
    with django_assert_num_queries(1):
        anybody.get("/")


def test_an_application_is_followed_by_its_number_without_names(operator, anybody):
    application = make_application(operator)
    bring_to(application, "verification")
    page = anybody.get(f"/track/?number={application.number.lower()}")
    assert page.status == 200
    for words in ("Who has it", "Patwari, Circle", "Decision", "23-11-2026", application.number):
        assert words in page.main()
    person = application.data["applicant"]
    for secret in (person["name_en"], person["name_pa"], person["mobile"], "ABC1234567", "Gurdev"):
        assert secret not in page.source


@pytest.mark.parametrize(
    ("number", "status", "words"),
    [
        ("PB/BNL/REV-INCOME/2026/0000001-A", 422, "not the number of an application"),
        ("nonsense", 422, "not the number of an application"),
        ("PB/BNL/REV-INCOME/2026/0999999-J", 422, "not the number"),
    ],
)
def test_a_mistyped_number_is_told_beside_the_field(anybody, number, status, words):
    page = anybody.get(f"/track/?number={number}")
    assert page.status == status
    assert words in page.beside("id_number")
    assert page.value("number") == number.upper()


def test_tracking_asks_for_the_number_first(anybody):
    page = anybody.get("/track/")
    assert page.status == 200
    assert not page.problems()


def test_tracking_needs_few_queries(operator, anybody, django_assert_max_num_queries):
    application = make_application(operator)
    with django_assert_max_num_queries(6):
        anybody.get(f"/track/?number={application.number}")


def test_a_citizen_without_application_sees_the_plain_home(world):
    assert "Yours" not in Visitor(citizen()).get("/").words
