"""The pages of signing in and of accounts, as a browser without JavaScript sees them."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from sanjha.identity import totp
from sanjha.identity.models import Account, PhoneMessage, SecondFactor, SignIn
from sanjha.identity.testing import sign_in_citizen, sign_in_officer
from sanjha.identity.tests.factories import (
    OTHER_PASSWORD,
    PASSWORD,
    OfficerAccountFactory,
    SecondFactorFactory,
    code_now,
    wrong_code,
)
from sanjha.kernel import clock
from sanjha.kernel.ids import new_id
from sanjha.kernel.testing import run_waiting
from sanjha.kernel.text import Text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning", "family")]

MOBILE = "9876543210"


def words(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def signed_in(account: Account) -> Client:
    client = Client()
    sign_in_officer(client, officer_id=account.officer_id)
    return client


def test_an_officer_signs_in_and_comes_to_the_page_asked_for(client):
    factor = SecondFactorFactory()
    page = client.get("/login/?next=/account/")
    assert 'name="next" value="/account/"' in words(page)
    assert "no-store" in page["Cache-Control"]
    assert not Session.objects.exists()

    first = client.post(
        "/login/", {"username": factor.account.username, "password": PASSWORD, "next": "/account/"}
    )
    assert (first.status_code, first["Location"]) == (302, "/login/code/")
    before = client.cookies["sanjha"].value
    assert client.get("/account/").status_code == 302, "the password alone opens nothing"
    assert 'autocomplete="one-time-code"' in words(client.get("/login/code/"))

    second = client.post("/login/code/", {"code": code_now(factor)})
    assert (second.status_code, second["Location"]) == (302, "/account/")
    assert client.cookies["sanjha"].value != before, "the session is a new one"
    assert client.cookies["sanjha"]["httponly"]
    assert client.cookies["sanjha"]["samesite"] == "Lax"
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_signing_in_never_leads_to_another_site(client, elsewhere):
    factor = SecondFactorFactory()
    client.post("/login/", {"username": factor.account.username, "password": PASSWORD, "next": elsewhere})
    assert client.post("/login/code/", {"code": code_now(factor), "next": elsewhere})["Location"] == "/"


def test_a_wrong_password_keeps_the_user_name_and_not_the_password(client):
    response = client.post("/login/", {"username": "somebody", "password": "wrong-secret"})
    assert response.status_code == 422
    assert "The user name or the password is not right." in words(response)
    assert 'value="somebody"' in words(response)
    assert "wrong-secret" not in words(response)


def test_too_many_tries_are_told_with_their_status(client):
    for _try in range(4):
        client.post("/login/", {"username": "somebody", "password": "wrong"})
    response = client.post("/login/", {"username": "somebody", "password": "wrong"})
    assert response.status_code == 429
    assert "Too many tries. Wait 31 seconds" in words(response)


def test_empty_fields_are_named(client):
    response = client.post("/login/", {"username": "", "password": ""})
    assert response.status_code == 422
    assert "This field is required" in words(response)


def test_the_second_step_needs_the_first_and_forgets_it_after_five_minutes(client):
    factor = SecondFactorFactory()
    assert client.get("/login/code/")["Location"] == "/login/"
    client.post("/login/", {"username": factor.account.username, "password": PASSWORD})
    with clock.frozen("2026-11-23T10:05:01+05:30"):
        response = client.post("/login/code/", {"code": code_now(factor)})
    assert response["Location"] == "/login/"
    assert not SignIn.objects.exists()


def test_a_wrong_code_is_told(client):
    factor = SecondFactorFactory()
    client.post("/login/", {"username": factor.account.username, "password": PASSWORD})
    response = client.post("/login/code/", {"code": wrong_code(factor)})
    assert response.status_code == 422
    assert "This code is not right" in words(response)


def test_the_first_sign_in_shows_the_key_once_and_the_recovery_codes_once(client):
    account = OfficerAccountFactory()
    client.post("/login/", {"username": account.username, "password": PASSWORD, "next": "/account/"})
    page = words(client.get("/login/code/"))
    factor = SecondFactor.objects.get(account=account)
    secret = totp.secret_of(factor)
    assert " ".join(re.findall("....", secret)) in page
    assert "data:image/svg+xml;base64," in page
    assert client.post("/login/code/", {"code": wrong_code(factor)}).status_code == 422

    done = client.post("/login/code/", {"code": code_now(factor)})
    assert len(set(re.findall(r"[A-Z2-9]{5}-[A-Z2-9]{5}", words(done)))) == 8
    assert 'href="/account/"' in words(done)
    client.post("/logout/")
    client.post("/login/", {"username": account.username, "password": PASSWORD})
    assert secret[:4] not in words(client.get("/login/code/"))


def test_a_citizen_signs_in_with_the_code_on_the_phone(client):
    sent = client.post("/login/citizen/", {"mobile": "+91 98765 43210", "next": "/account/"})
    assert (sent.status_code, sent["Location"]) == (302, "/login/citizen/code/")
    run_waiting()
    page = words(client.get("/login/citizen/code/"))
    assert 'autocomplete="one-time-code"' in page
    assert "9876543210</p>" not in page

    inbox = words(client.get(f"/demo/phone/?mobile={MOBILE}"))
    code = re.search(r"[0-9]{6}(?= is your code)", inbox)
    assert code
    assert client.post("/login/citizen/code/", {"code": "12"}).status_code == 422
    done = client.post("/login/citizen/code/", {"code": code[0]})
    assert done["Location"] == "/account/"
    assert Account.objects.get().username == MOBILE


def test_a_citizen_asks_again_too_early_and_is_told(client):
    client.post("/login/citizen/", {"mobile": MOBILE})
    response = client.post("/login/citizen/again/", follow=True)
    assert "A code was sent a moment ago" in words(response)
    with clock.frozen("2026-11-23T10:01:00+05:30"):
        response = client.post("/login/citizen/again/", follow=True)
    assert "A new code is on its way" in words(response)


@pytest.mark.parametrize("page", ["/login/citizen/code/", "/login/citizen/again/"])
def test_without_a_number_there_is_no_code(client, page):
    assert client.post(page, {"code": "123456"})["Location"] == "/login/citizen/"


def test_what_is_no_number_is_told_and_kept(client):
    response = client.post("/login/citizen/", {"mobile": "<b>12"})
    assert response.status_code == 422
    assert "type ten digits" in words(response)
    assert 'value="&lt;b&gt;12"' in words(response)


def test_a_form_without_its_token_is_refused():
    client = Client(enforce_csrf_checks=True)
    for page in ("/login/", "/login/citizen/", "/logout/", "/demo/sign-in/"):
        assert client.post(page, {}).status_code == 403


def test_signing_out(tehsildar):
    client = signed_in(tehsildar)
    assert "Sign out" in words(client.get("/logout/"))
    assert client.post("/logout/")["Location"] == "/"
    assert SignIn.objects.get().end_reason == "SIGNED_OUT"
    assert client.get("/account/").status_code == 302
    assert client.post("/logout/")["Location"] == "/"


def test_the_own_account_lists_the_own_sign_ins(tehsildar, django_assert_num_queries):
    other = signed_in(tehsildar)
    client = signed_in(tehsildar)
    signed_in(OfficerAccountFactory())
    with django_assert_num_queries(5):
        page = words(client.get("/account/"))
    assert "Tehsil Office Tapa" in page
    assert page.count("End it") == 1
    ended = client.post(f"/account/sign-ins/{SignIn.objects.order_by('id').first().id}/end/", follow=True)
    assert "That sign-in has ended." in words(ended)
    assert other.get("/account/").status_code == 302


def test_ending_this_stay_from_the_list_signs_out(tehsildar):
    client = signed_in(tehsildar)
    assert client.post(f"/account/sign-ins/{SignIn.objects.get().id}/end/")["Location"] == "/"
    assert client.get("/account/").status_code == 302


def test_nobody_ends_a_strangers_stay(tehsildar, stranger):
    signed_in(tehsildar)
    theirs = SignIn.objects.get()
    assert signed_in(stranger).post(f"/account/sign-ins/{theirs.id}/end/").status_code == 404
    theirs.refresh_from_db()
    assert theirs.ended_at is None


def test_signing_out_everywhere_else(tehsildar):
    other, client = signed_in(tehsildar), signed_in(tehsildar)
    response = client.post("/account/sign-ins/others/end/", follow=True)
    assert "1 other sign-in has ended." in words(response)
    assert other.get("/account/").status_code == 302


def test_changing_the_password(tehsildar):
    Account.objects.filter(pk=tehsildar.pk).update(must_change_password=True)
    client = signed_in(tehsildar)
    assert client.get("/account/recovery-codes/").status_code == 302
    assert "one-time password" in words(client.get("/account/password/"))
    given = {"old_password": PASSWORD, "new_password": OTHER_PASSWORD, "repeated": OTHER_PASSWORD}
    differ = client.post("/account/password/", {**given, "repeated": "x"})
    assert differ.status_code == 422
    assert "The two new passwords differ" in words(differ)
    short = client.post("/account/password/", {**given, "new_password": "x", "repeated": "x"})
    assert short.status_code == 422
    assert "at least 12 characters" in words(short)
    assert "The password is changed" in words(client.post("/account/password/", given, follow=True))


def test_new_recovery_codes(tehsildar):
    page = words(signed_in(tehsildar).post("/account/recovery-codes/"))
    assert len(set(re.findall(r"[A-Z2-9]{5}-[A-Z2-9]{5}", page))) == 8


def test_a_citizen_chooses_for_whom_to_act(client, family):
    mother, daughter = new_id(), new_id()
    family[MOBILE] = [(mother, Text("Harbans Kaur", "ਹਰਬੰਸ ਕੌਰ")), (daughter, Text("Simran Kaur", "ਸਿਮਰਨ ਕੌਰ"))]
    sign_in_citizen(client, mobile=MOBILE)
    assert "Several people are registered" in words(client.get("/account/"))
    client.post("/account/act-for/", {"resident": str(daughter)})
    assert SignIn.objects.get().resident_id == daughter
    assert f'value="{daughter}" checked' in words(client.get("/account/"))
    assert client.post("/account/act-for/", {"resident": "nonsense"}).status_code == 404
    assert client.post("/account/act-for/", {"resident": str(new_id())}).status_code == 403


def test_the_administrator_finds_locks_and_helps(administrator, tehsildar):
    client = signed_in(administrator)
    assert tehsildar.username in words(client.get("/accounts/?q=tehsil"))
    assert "No account has this name" in words(client.get("/accounts/?q=zzz"))
    address = f"/accounts/{tehsildar.id}/"
    assert "Lock" in words(client.get(address))

    missing = client.post(f"{address}administer/", {"deed": "lock", "reason": ""})
    assert missing.status_code == 422
    locked = client.post(f"{address}administer/", {"deed": "lock", "reason": "on long leave"}, follow=True)
    assert "The account is locked" in words(locked)
    client.post(f"{address}administer/", {"deed": "unlock", "reason": "back from leave"})
    client.post(f"{address}administer/", {"deed": "reset", "reason": "phone lost"})
    shown = client.post(f"{address}administer/", {"deed": "password", "reason": "forgotten"})
    assert re.search(r"(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}", words(shown))
    assert not re.search(r"(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}", words(client.get(address)))
    assert client.post(f"{address}administer/", {"deed": "delete", "reason": "nonsense"}).status_code == 404


def test_administration_is_closed_to_others(client, tehsildar, stranger, administrator):
    for page in ("/accounts/", f"/accounts/{tehsildar.id}/"):
        assert client.get(page).status_code == 302
        assert signed_in(tehsildar).get(page).status_code == 403
    assert signed_in(stranger).get(f"/accounts/{tehsildar.id}/").status_code == 403
    assert signed_in(administrator).get(f"/accounts/{new_id()}/").status_code == 404


PAGES = ["/login/", "/login/citizen/", "/demo/", "/demo/phone/"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["pa", "hi"])
def test_pages_speak_punjabi_and_hindi(client, page, language):
    client.cookies["sanjha_language"] = language
    text = words(client.get(page))
    assert f'lang="{language}"' in text
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", text)
    assert heading
    script = r"[\u0a00-\u0a7f]" if language == "pa" else r"[\u0900-\u097f]"
    assert re.search(script, heading[1]), heading[1]


def test_the_phones_of_the_demonstration(client):
    assert "No messages yet" in words(client.get("/demo/phone/"))
    for number in range(3):
        PhoneMessage.objects.create(
            mobile=MOBILE, text=f"message {number}", language="en", arrived_at=clock.now()
        )
    page = words(client.get("/demo/phone/"))
    assert page.index("message 2") < page.index("message 0")
    assert "No messages yet" in words(client.get("/demo/phone/?mobile=9000000000"))
