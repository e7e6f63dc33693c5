"""The administrator's pages of members and of requests for access."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client

from sanjha.exchange.models import AccessRequest, Grant, Member
from sanjha.exchange.operations.ask_access import ask_access
from sanjha.exchange.operations.suspend_member import suspend_member
from sanjha.exchange.tests.calling import NAME, System, base64_of
from sanjha.exchange.tests.factories import make_reading
from sanjha.exchange.tests.test_access_requests import wish
from sanjha.identity.testing import sign_in_citizen, sign_in_officer
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.ids import new_id

pytestmark = pytest.mark.django_db
MEMBERS, REQUESTS = "/exchange/members/", "/exchange/requests/"


def typed(**changed):
    return {
        "member_class": "GOV",
        "code": "HEALTH",
        "subsystem": "CARDS",
        "department_en": "Department of Health",
        "department_pa": "ਸਿਹਤ ਵਿਭਾਗ",
        "public_key": base64_of(Ed25519PrivateKey.generate()),
        "contact_name": "Test Engineer",
        "contact_email": "engineer@example.org",
    } | changed


def asked_for(farms, **changed):
    return {
        "consumer": farms.identifier,
        "operation": NAME,
        "facts": ["resident.name"],
        "purpose": "AGRI-SUBSIDY",
        "per_minute": "60",
        "from_date": "01-11-2026",
        "until_date": "31-10-2027",
        "legal_basis": "Test Act, section 2",
    } | changed


def text_of(response):
    return " ".join(response.content.decode().split())


def test_members_are_listed(as_admin, farms):
    shown = text_of(as_admin.get(MEMBERS))
    for words in ("Department of Agriculture", "PB/GOV/AGRI/FARMS", "Test Engineer", "Active"):
        assert words in shown


def test_without_members_the_page_says_what_to_do(as_admin):
    shown = text_of(as_admin.get(MEMBERS))
    assert "No system has joined yet" in shown
    assert "No request waits" in text_of(as_admin.get(REQUESTS))


def test_a_member_is_registered_on_a_page(as_admin):
    assert as_admin.get(f"{MEMBERS}new/").status_code == 200
    response = as_admin.post(f"{MEMBERS}new/", typed(), follow=True)
    member = Member.objects.get()
    assert response.redirect_chain == [(f"{MEMBERS}{member.id}/", 302)]
    shown = text_of(response)
    for words in ("The member is registered.", member.fingerprint, "Nothing yet", "Nothing was asked for"):
        assert words in shown


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"code": "health"}, "capital letters"),
        ({"public_key": "no key"}, "Paste an Ed25519 public key"),
        ({"contact_email": "nobody"}, "contact_email"),
        ({"department_pa": ""}, "department_pa"),
        ({"code": "AGRI", "subsystem": "FARMS"}, "This system is registered already."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(as_admin, farms, changed, words):
    response = as_admin.post(f"{MEMBERS}new/", typed(**changed))
    assert response.status_code == 422
    assert words in text_of(response)
    assert "Department of Health" in text_of(response)
    assert Member.objects.count() == 1


def test_a_member_is_suspended_and_resumes_on_its_page(as_admin, farms):
    page = f"{MEMBERS}{farms.member.id}/"
    assert "Suspend the member" in text_of(as_admin.get(f"{page}suspend/"))
    refused = as_admin.post(f"{page}suspend/", {"reason": ""})
    assert refused.status_code == 422
    shown = text_of(as_admin.post(f"{page}suspend/", {"reason": "Key lost"}, follow=True))
    assert "Suspended because:" in shown
    assert "Key lost" in shown
    assert as_admin.post(f"{page}suspend/", {"reason": "Again"}).status_code == 422
    shown = text_of(as_admin.post(f"{page}resume/", {"reason": "New key"}, follow=True))
    assert "Suspended because:" not in shown
    assert shown.count("Key lost") == 1


def test_a_key_is_changed_on_its_page(as_admin, farms):
    page = f"{MEMBERS}{farms.member.id}/key/"
    assert as_admin.post(page, {"public_key": "no key", "reason": "Yearly"}).status_code == 422
    new = base64_of(Ed25519PrivateKey.generate())
    response = as_admin.post(page, {"public_key": new, "reason": "Yearly"}, follow=True)
    assert "Key changed" in text_of(response)
    assert Member.objects.get().public_key == new


def test_access_is_asked_for_and_another_administrator_agrees(as_admin, farms):
    form = text_of(as_admin.get(f"{REQUESTS}new/", {"consumer": farms.identifier}))
    assert f'value="{farms.identifier}" selected' in form
    response = as_admin.post(f"{REQUESTS}new/", asked_for(farms), follow=True)
    asked = AccessRequest.objects.get()
    assert "You asked for this yourself" in text_of(response)
    page = f"{REQUESTS}{asked.id}/"
    assert "Somebody else must answer" in text_of(as_admin.post(page, follow=True))
    asked.refresh_from_db()
    assert asked.state == "ASKED"
    AccessRequest.objects.update(asked_by="SYSTEM:-")
    assert "Department of Agriculture" in text_of(as_admin.get(REQUESTS))
    assert "The permission is given." in text_of(as_admin.post(page, follow=True))
    assert Grant.objects.get().facts == ["resident.name"]
    shown = text_of(as_admin.get(f"{MEMBERS}{farms.member.id}/"))
    assert "In force" in shown
    assert "Agreed" in shown
    assert "Department of Agriculture" in text_of(as_admin.get("/exchange/grants/"))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"facts": []}, "facts"),
        ({"facts": ["resident.address"]}, "does not yield resident.address"),
        ({"until_date": ""}, "until_date"),
        ({"per_minute": "0"}, "per_minute"),
        ({"consumer": "nobody"}, "consumer"),
    ],
)
def test_a_wish_that_is_not_in_order_is_explained(as_admin, farms, changed, words):
    response = as_admin.post(f"{REQUESTS}new/", asked_for(farms, **changed))
    assert response.status_code == 422
    assert words in text_of(response)
    assert "Test Act, section 2" in text_of(response)
    assert not AccessRequest.objects.exists()


def test_a_request_is_refused_with_a_reason_on_its_page(as_admin, farms):
    asked = ask_access(**wish(farms))
    page = f"{REQUESTS}{asked.id}/refuse/"
    assert as_admin.post(page, {"reason": " "}).status_code == 422
    shown = text_of(as_admin.post(page, {"reason": "Not in the Act"}, follow=True))
    assert "Not in the Act" in shown
    assert "Refused" in shown
    assert "No request waits" in text_of(as_admin.get(REQUESTS))
    assert "AGRI-SUBSIDY" in text_of(as_admin.get(REQUESTS, {"answered": "1"}))
    assert as_admin.post(page, {"reason": "Again"}).status_code == 422


def test_nobody_else_comes_in(farms):
    asked = ask_access(**wish(farms))
    visitor, officer, resident = Client(), Client(), Client()
    sign_in_officer(officer, officer_id=new_id())
    sign_in_citizen(resident, resident_id=new_id())
    member = f"{MEMBERS}{farms.member.id}/"
    pages = [MEMBERS, f"{MEMBERS}new/", member, f"{member}suspend/", f"{member}resume/", f"{member}key/"]
    pages += [REQUESTS, f"{REQUESTS}new/", f"{REQUESTS}{asked.id}/", f"{REQUESTS}{asked.id}/refuse/"]
    for page in pages:
        assert visitor.get(page).status_code == 302
        assert officer.get(page).status_code == 403
        assert resident.get(page).status_code == 403
    assert officer.post(f"{REQUESTS}{asked.id}/").status_code == 403
    assert not Grant.objects.exists()


def test_what_is_not_there(as_admin):
    for page in (f"{MEMBERS}{new_id()}/", f"{MEMBERS}{new_id()}/key/", f"{REQUESTS}{new_id()}/"):
        assert as_admin.get(page).status_code == 404


def test_the_lists_take_few_statements(as_admin, farms, client, django_assert_max_num_queries):
    for number in range(8):
        System(client, code=f"DEPT{number}")
        ask_access(**wish(farms, purpose=f"AGRI-P{number}"))
        farms.granted(purpose=f"AGRI-G{number}")
    for page in (MEMBERS, REQUESTS, f"{MEMBERS}{farms.member.id}/"):
        as_admin.get(page)
        with django_assert_max_num_queries(8):
            as_admin.get(page)


def test_a_citizen_reads_the_department_s_name(as_resident, resident, farms):
    make_reading(subject=resident.person, consumer=farms.identifier, reader=f"SYSTEM:{farms.member.id}")
    suspend_member(member_id=farms.member.id, reason="Test", actor=SYSTEM)
    assert "Department of Agriculture" in text_of(as_resident.get("/my/readings/"))
