import pytest
from django.urls import reverse

from sanjha.exchange.models import Reading
from sanjha.identity.testing import sign_in_citizen, sign_in_officer
from sanjha.kernel import actors, blobs, clock
from sanjha.kernel.actors import SYSTEM, Holding
from sanjha.kernel.context import request_scope
from sanjha.kernel.ids import new_id
from sanjha.kernel.text import Text
from sanjha.locker.models import Delivery, Document
from sanjha.locker.operations.issue_document import allot_document
from sanjha.locker.operations.log_verification import log_verification
from sanjha.locker.operations.prepare_locker import prepare_locker
from sanjha.locker.queries import StoredRegister
from sanjha.locker.tests.factories import OFFICE, PURPOSE, house_keys, issue_request, issued
from sanjha.locker.verification.verify import verify_text

pytestmark = pytest.mark.django_db
MOBILE = "9876500001"


@pytest.fixture
def resident(monkeypatch):
    """A resident whom the register of people knows by this mobile number."""
    resident = new_id()
    monkeypatch.setattr(
        "sanjha.identity.contract._lookup",
        [lambda _mobile: [(resident, Text("Harpreet Kaur", "ਹਰਪ੍ਰੀਤ ਕੌਰ"))]],
        raising=False,
    )
    monkeypatch.setattr(
        "sanjha.identity.contract.residents_with_mobile", lambda _mobile: [(resident, Text("Harpreet Kaur"))]
    )
    return resident


@pytest.fixture
def citizen(client, resident):
    sign_in_citizen(client, mobile=MOBILE, resident_id=resident)
    return client


@pytest.fixture
def sign_in_as(client, monkeypatch):
    """Sign in as an officer who holds a post of this designation in this office."""

    def sign_in(designation, office=None, office_name="Tehsil Tapa"):
        held = Holding(
            new_id(),
            designation,
            Text(designation.title()),
            office or new_id(),
            "X1",
            "TEHSIL",
            Text(office_name),
            "SUBSTANTIVE",
        )
        monkeypatch.setattr(actors, "_sources", [lambda *, officer_id: [held]])
        sign_in_officer(client)
        return client

    return sign_in


@pytest.fixture
def grants():
    house_keys()
    with request_scope(who=SYSTEM):
        prepare_locker(actor=SYSTEM)


def page(client, document, name="document"):
    return client.get(reverse(f"locker:{name}", args=[document.id]))


def words(response):
    return " ".join(response.content.decode().split())


def test_the_list_shows_one_s_own_documents_newest_first(citizen, resident):
    mine = issued(subject=resident)
    with clock.frozen("2026-11-24"):
        newer = issued(subject=resident)
    other = issued()
    shown = words(citizen.get("/locker/"))
    assert shown.index(newer.number) < shown.index(mine.number)
    assert other.number not in shown
    assert "In force" in shown
    assert "23-11-2026" in shown


def test_the_list_asks_the_store_the_same_however_long_it_is(citizen, resident, django_assert_num_queries):
    issued(subject=resident)
    citizen.get("/locker/")
    with django_assert_num_queries(3):
        citizen.get("/locker/")
    for _number in range(3):
        issued(subject=resident)
    with django_assert_num_queries(3):
        assert citizen.get("/locker/").status_code == 200


def test_an_empty_locker_says_what_will_come(citizen):
    assert "No document has been issued to you yet" in words(citizen.get("/locker/"))


def test_a_document_that_is_still_being_made_is_not_shown(citizen, resident):
    house_keys()
    waiting = allot_document(request=issue_request(subject=resident), actor=SYSTEM, purpose=PURPOSE)
    assert waiting.number not in words(citizen.get("/locker/"))
    assert page(citizen, waiting).status_code == 404
    assert page(citizen, waiting, "file").status_code == 404


def test_the_page_of_a_document_tells_its_life(citizen, resident):
    document = issued(subject=resident)
    log_verification(
        verdict=verify_text(document.number, trust=house_keys().trust, register=StoredRegister())
    )
    shown = words(page(citizen, document))
    for expected in (
        document.number,
        document.uri,
        "Rajwinder Singh Dhaliwal",
        "Put into the locker",
        "31-03-2027",
        "Verified by somebody 1 time",
        "A specimen without legal value",
        f"/v/{document.doc_id}",
    ):
        assert expected in shown, expected
    assert "Hand over at the counter" not in shown
    assert "Revoke this document" not in shown


def test_a_document_whose_time_has_passed_says_so(citizen, resident):
    document = issued(subject=resident)
    with clock.frozen("2027-04-01"):
        sign_in_citizen(citizen, mobile=MOBILE, resident_id=resident)
        assert "Its time has passed" in words(page(citizen, document))


@pytest.mark.parametrize(("query", "kind"), [("", "inline"), ("?download=1", "attachment")])
def test_the_file_is_served_as_it_was_stored(citizen, resident, query, kind):
    document = issued(subject=resident)
    response = citizen.get(reverse("locker:file", args=[document.id]) + query)
    assert response.content == blobs.get(document.file.sha256)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith(kind)
    assert "no-store" in response["Cache-Control"]
    assert not Reading.objects.exists()  # one's own look at one's own document


@pytest.mark.parametrize("name", ["document", "file"])
def test_somebody_else_s_document_is_not_found(citizen, name):
    assert page(citizen, issued(), name).status_code == 404


@pytest.mark.parametrize("name", ["document", "file"])
def test_without_signing_in_nothing_is_shown(client, name):
    response = page(client, issued(), name)
    assert response.status_code == 302
    assert "/login" in response["Location"]
    assert client.get("/locker/").status_code == 302


def test_the_issuing_office_sees_its_document_and_the_look_is_logged(sign_in_as, grants):
    document = issued()
    tehsildar = sign_in_as("tehsildar", OFFICE)
    assert "Revoke this document" in words(page(tehsildar, document))
    assert page(tehsildar, document, "file").status_code == 200
    looks = list(Reading.objects.order_by("at", "id").values_list("operation", "purpose", "case", "subject"))
    assert looks == [
        ("locker.v1/document", "DOCUMENT-DESK", document.number, document.subject),
        ("locker.v1/file", "DOCUMENT-DESK", document.number, document.subject),
    ]


def test_another_office_does_not_see_it(sign_in_as, grants):
    document = issued()
    stranger = sign_in_as("tehsildar")
    assert page(stranger, document).status_code == 404
    assert page(stranger, document, "file").status_code == 404
    assert (
        stranger.post(reverse("locker:revoke", args=[document.id]), {"reason": "I want it gone"}).status_code
        == 404
    )
    assert not Reading.objects.exists()


def test_without_a_grant_nobody_looks(sign_in_as):
    assert page(sign_in_as("tehsildar", OFFICE), issued()).status_code == 403


def test_the_office_revokes_and_a_short_reason_comes_back_as_typed(sign_in_as, grants):
    document = issued()
    tehsildar = sign_in_as("tehsildar", OFFICE)
    address = reverse("locker:revoke", args=[document.id])

    refused = tehsildar.post(address, {"reason": "wrong"})
    assert refused.status_code == 422
    assert "wrong</textarea>" in words(refused)
    assert Document.objects.get().state == "ISSUED"

    done = tehsildar.post(address, {"reason": "Issued on a false declaration"})
    assert (done.status_code, done["Location"]) == (302, reverse("locker:document", args=[document.id]))
    shown = words(page(tehsildar, document))
    assert "This document was revoked" in shown
    assert "Issued on a false declaration" in shown
    assert "Revoke this document" not in shown
    assert tehsildar.get(address).status_code == 302


def test_a_revocation_that_came_too_late_is_explained(sign_in_as, grants):
    document = issued()
    tehsildar = sign_in_as("tehsildar", OFFICE)
    address = reverse("locker:revoke", args=[document.id])
    tehsildar.post(address, {"reason": "Issued on a false declaration"})
    assert tehsildar.post(address, {"reason": "Issued on a false declaration"}).status_code == 422


def test_an_operator_hands_over_once_for_one_press(sign_in_as, grants):
    document = issued()
    operator = sign_in_as("counter_operator", office_name="DC Office, Barnala")
    assert "Hand over at the counter" in words(page(operator, document))
    address = reverse("locker:hand-over", args=[document.id])
    for _press in range(2):
        response = operator.post(address, {"handing": "one-press"})
        assert response.content == blobs.get(document.file.sha256)
    delivery = Delivery.objects.get(channel="COUNTER")
    assert delivery.office_name["en"] == "DC Office, Barnala"
    assert "Handed over at the counter" in words(page(operator, document))
    assert operator.get(address).status_code == 405


def test_a_tehsildar_does_not_hand_over(sign_in_as, grants):
    document = issued()
    response = sign_in_as("tehsildar", OFFICE).post(
        reverse("locker:hand-over", args=[document.id]), {"handing": "x"}
    )
    assert response.status_code == 403
    assert not Delivery.objects.filter(channel="COUNTER").exists()


@pytest.mark.parametrize(
    ("language", "heading"), [("pa", "ਮੇਰੇ ਦਸਤਾਵੇਜ਼"), ("hi", "मेरे दस्तावेज़"), ("en", "My documents")]
)
def test_the_locker_speaks_three_languages(citizen, language, heading, resident):
    issued(subject=resident)
    citizen.cookies["sanjha_language"] = language
    shown = words(citizen.get("/locker/"))
    assert heading in shown
    assert f'lang="{language}"' in shown
