"""The administrator's pages of permissions."""

from datetime import date

import pytest
from django.test import Client

from sanjha.exchange.models import Grant
from sanjha.exchange.tests.declared import NAME
from sanjha.exchange.tests.factories import make_grant
from sanjha.identity.testing import sign_in_citizen, sign_in_officer
from sanjha.kernel import clock
from sanjha.kernel.ids import new_id

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("person_operation")]
PAGE = "/exchange/grants/"
TYPED = {
    "consumer": "sewa",
    "operation": NAME,
    "purpose": "REV-INCOME",
    "legal_basis": "Right to Service Act 2018, section 3",
    "from_date": "01-11-2026",
    "until_date": "",
}


def text_of(response):
    return " ".join(response.content.decode().split())


def test_permissions_are_listed_in_words(as_admin):
    make_grant(consumer="sewa")
    shown = text_of(as_admin.get(PAGE))
    for words in (
        "Sewa Kendras and applications",
        "REV-INCOME",
        NAME,
        "Name, Mobile number",
        "In force",
        "01-01-2026",
    ):
        assert words in shown


def test_permissions_that_are_over_are_shown_on_demand(as_admin):
    ended = make_grant(ended_at=clock.now(), ended_by="SYSTEM:-")
    run_out = make_grant(until_date=date(2026, 1, 31))
    open_one = make_grant(purpose="REV-CASTE", until_date=date(2099, 1, 1))
    future = make_grant(purpose="REV-RURAL", from_date=date(2099, 1, 1))
    listed = {row["grant"] for row in as_admin.get(PAGE).context["grants"]}
    assert listed == {open_one, future}
    response = as_admin.get(PAGE, {"ended": "1"})
    assert {row["grant"] for row in response.context["grants"]} == {open_one, future, ended, run_out}
    for words in ("Ended", "Run out", "Not yet", "In force"):
        assert words in text_of(response)


def test_permissions_of_one_service_are_shown(as_admin):
    make_grant(consumer="sewa")
    locker = make_grant(consumer="locker")
    listed = as_admin.get(PAGE, {"consumer": "locker"}).context["grants"]
    assert [row["grant"] for row in listed] == [locker]
    assert "No permission fits" in text_of(as_admin.get(PAGE, {"consumer": "nobody"}))


def test_a_permission_is_given(as_admin, office_admin):
    assert as_admin.get(f"{PAGE}new/").status_code == 200
    response = as_admin.post(f"{PAGE}new/", TYPED, follow=True)
    assert response.redirect_chain == [(PAGE, 302)]
    assert "The permission is given." in text_of(response)
    grant = Grant.objects.get()
    assert (grant.consumer, grant.from_date, grant.granted_by) == (
        "sewa",
        date(2026, 11, 1),
        office_admin.label,
    )


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"purpose": "income"}, "Type the purpose as a code"),
        ({"until_date": "31-10-2026"}, "The last day cannot be before the first."),
        ({"from_date": "31-02-2026"}, "day"),
        ({"operation": "nobody.v1/knows"}, "operation"),
        ({"consumer": "nobody"}, "consumer"),
        ({"legal_basis": ""}, "legal_basis"),
        ({"legal_basis": "x" * 301}, "legal_basis"),
        ({"legal_basis": "Act\x00"}, "cannot be printed"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(as_admin, changed, words):
    response = as_admin.post(f"{PAGE}new/", TYPED | changed)
    assert response.status_code == 422
    assert words in text_of(response)
    assert "Right to Service Act 2018, section 3" in text_of(response) or "legal_basis" in changed
    assert not Grant.objects.exists()


def test_a_permission_is_ended_after_a_question(as_admin, office_admin):
    grant = make_grant(consumer="sewa")
    question = text_of(as_admin.get(f"{PAGE}{grant.id}/end/"))
    assert f"Sewa Kendras and applications may call {NAME} for REV-INCOME." in question
    response = as_admin.post(f"{PAGE}{grant.id}/end/", follow=True)
    assert "The permission is ended." in text_of(response)
    grant.refresh_from_db()
    assert grant.ended_by == office_admin.label


def test_a_second_end_is_told(as_admin):
    grant = make_grant(ended_at=clock.now(), ended_by="SYSTEM:-")
    assert "has been ended already" in text_of(as_admin.post(f"{PAGE}{grant.id}/end/", follow=True))


def test_a_permission_that_is_not_there(as_admin):
    assert as_admin.get(f"{PAGE}{new_id()}/end/").status_code == 404
    assert as_admin.post(f"{PAGE}{new_id()}/end/").status_code == 404


def pages_of(grant):
    return [
        ("get", PAGE),
        ("get", f"{PAGE}new/"),
        ("post", f"{PAGE}new/"),
        ("post", f"{PAGE}{grant.id}/end/"),
    ]


def test_nobody_else_comes_in():
    grant = make_grant()
    visitor, officer, resident = Client(), Client(), Client()
    sign_in_officer(officer, officer_id=new_id())
    sign_in_citizen(resident, resident_id=new_id())
    for verb, page in pages_of(grant):
        assert getattr(visitor, verb)(page).status_code == 302
        assert getattr(officer, verb)(page).status_code == 403
        assert getattr(resident, verb)(page).status_code == 403
    assert Grant.objects.get().ended_at is None


def test_the_list_takes_few_statements(as_admin, django_assert_max_num_queries):
    for number in range(40):
        make_grant(purpose=f"REV-P{number}")
    as_admin.get(PAGE)
    with django_assert_max_num_queries(5):
        as_admin.get(PAGE)
