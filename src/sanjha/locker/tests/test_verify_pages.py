import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sanjha.kernel import clock
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.conf import conf
from sanjha.locker.models import VerificationCount, VerificationLog
from sanjha.locker.operations.log_verification import MOST_A_MINUTE, forget_counts
from sanjha.locker.operations.withdraw_certificate import withdraw_certificate
from sanjha.locker.pki.certificates import fingerprint
from sanjha.locker.qr import picture
from sanjha.locker.tests.factories import house_keys, strangers_keys
from sanjha.locker.tests.pages import rendered, sign
from sanjha.locker.verification.evidence import collect
from sanjha.locker.verification.pictures import qr_texts
from sanjha.locker.web import verify as page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def read_here(monkeypatch):
    """Files are read in this process: the child has tests of its own, and takes two seconds to start."""
    monkeypatch.setattr(page, "collect_apart", collect)


def send(client, *, file=None, name="certificate.pdf", text=""):
    data = {"text": text}
    if file is not None:
        data["file"] = SimpleUploadedFile(name, file)
    return client.post("/verify/", data)


def words(response):
    return " ".join(response.content.decode().split())


def test_the_page_is_open_to_everybody_and_offers_file_and_number(client):
    response = client.get("/verify/")
    assert response.status_code == 200
    assert 'type="file"' in words(response)
    assert 'name="text"' in words(response)
    assert 'enctype="multipart/form-data"' in words(response)


def test_a_genuine_pdf_is_shown_as_valid_with_signer_and_masked_holder(client, document, pdf):
    shown = words(send(client, file=pdf))
    for expected in (
        "This document is genuine and in force.",
        "SPECIMEN",
        document.number,
        "H••••••• K•••",
        "Sanjha TEST document signer T255",
        "to the last byte",
        "23-11-2026",
    ):
        assert expected in shown, expected
    assert "Harpreet" not in shown
    assert VerificationLog.objects.get().outcome == "VALID"


def test_a_changed_pdf_is_refused_and_says_what_is_wrong(client, pdf):
    shown = words(send(client, file=pdf[:5000] + b"X" + pdf[5001:]))
    assert "This document was changed. Do not accept it." in shown
    assert "changed after signing" in shown
    assert "in force" not in shown
    assert 'class="verdict danger"' in shown


def test_a_pdf_of_a_stranger_is_refused_by_name(client):
    shown = words(send(client, file=sign(rendered(), strangers_keys().for_office("T255"))))
    assert "not issued by an office of the state" in shown
    assert "Sanjha TEST issuing authority" in shown


def test_a_photograph_shows_what_the_code_states_for_comparing(client, document, pdf):
    (code,) = qr_texts(pdf)
    shown = words(send(client, file=picture.draw(code), name="photo.png"))
    assert "What the QR code states" in shown
    assert "Harpreet Kaur" in shown
    assert "ਹਰਪ੍ਰੀਤ ਕੌਰ" in shown
    assert "Compare it with the paper" in shown


def test_a_scanned_text_is_verified(client, document, pdf):
    (code,) = qr_texts(pdf)
    shown = words(send(client, text=code))
    assert "The QR code is genuine, and its document is in force." in shown
    assert "genuine and in force" not in shown
    assert VerificationLog.objects.get().way == "QR"


def test_a_number_is_verified_and_the_page_says_that_it_proves_little(client, document):
    shown = words(send(client, text=document.number))
    assert "A number alone proves nothing about the paper" in shown
    assert "The register has this document, and it is in force." in shown
    assert "genuine" not in shown
    assert document.number in shown
    assert VerificationLog.objects.get().document == document


@pytest.mark.parametrize("ending", ["", "/"])
def test_the_printed_address_leads_to_the_register(client, document, ending):
    response = client.get(f"/v/{document.doc_id}{ending}")
    assert response.status_code == 200
    assert document.number in words(response)
    assert reverse("locker:by-id", args=[document.doc_id]) == f"/v/{document.doc_id}"


def test_an_address_that_was_never_printed_is_not_found_kindly(client):
    response = client.get("/v/0000000000")
    assert response.status_code == 404
    assert "The register has no such document." in words(response)
    assert client.get("/v/12345").status_code == 404


def test_an_empty_form_asks_for_one_of_both(client):
    response = send(client)
    assert response.status_code == 422
    assert "Choose a file, or type the number" in words(response)
    assert not VerificationLog.objects.exists()


def test_what_was_typed_stays_when_it_was_wrong(client):
    response = send(client, text="PB/BNL/INCER/2026/0000001-0")
    assert response.status_code == 404
    assert 'value="PB/BNL/INCER/2026/0000001-0"' in words(response)
    assert "typing mistake" in words(response)


def test_html_in_a_number_is_shown_as_text(client):
    response = send(client, text="<script>alert(1)</script>")
    assert "<script>alert(1)" not in response.content.decode()
    assert "&lt;script&gt;alert(1)" in response.content.decode()


@pytest.mark.parametrize("file", [b"", b"hello", b"PK\x03\x04zip", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_document_is_answered_not_refused(client, file):
    response = send(client, file=file, name="odd.bin")
    assert response.status_code == 200
    assert "This cannot be read as a document." in words(response)


def test_a_body_of_fifty_megabytes_is_refused_before_it_is_parsed(client):
    response = client.post(
        "/verify/", data=bytes(50 * 1024 * 1024), content_type="multipart/form-data; boundary=x"
    )
    assert response.status_code == 413
    assert "larger than 10 MB" in words(response)


def test_a_file_just_over_the_limit_is_named(client):
    response = send(client, file=bytes(10 * 1024 * 1024 + 1))
    assert "larger than 10 MB" in words(response)


def test_a_form_from_elsewhere_is_refused():
    assert Client(enforce_csrf_checks=True).post("/verify/", {"text": "x"}).status_code == 403


def test_too_many_questions_in_a_minute_are_refused_and_the_next_minute_is_free(client):
    for _number in range(MOST_A_MINUTE):
        assert client.get("/v/0000000000").status_code == 404
    assert client.get("/v/0000000000").status_code == 429
    assert client.get("/v/0000000000", REMOTE_ADDR="10.0.0.9").status_code == 404
    with clock.frozen("2026-11-23T10:01:00+05:30"):
        assert client.get("/v/0000000000").status_code == 404


def test_an_ipv6_network_counts_as_one(client):
    for number in range(MOST_A_MINUTE):
        client.get("/v/0000000000", REMOTE_ADDR=f"2001:db8::{number + 1:x}")
    assert client.get("/v/0000000000", REMOTE_ADDR="2001:db8::ffff").status_code == 429
    assert client.get("/v/0000000000", REMOTE_ADDR="2001:db8:0:1::1").status_code == 404


def test_behind_a_proxy_of_ours_the_client_counts_not_the_proxy(client, monkeypatch):
    monkeypatch.setenv("SANJHA_PROXIES", "1")
    for _number in range(MOST_A_MINUTE + 1):
        last = client.get("/v/0000000000", headers={"X-Forwarded-For": "6.6.6.6, 203.0.113.7"})
    assert last.status_code == 429
    assert client.get("/v/0000000000", headers={"X-Forwarded-For": "203.0.113.8"}).status_code == 404


def test_no_address_is_kept_and_the_counts_are_forgotten(client):
    client.get("/v/0000000000", REMOTE_ADDR="203.0.113.7")
    row = VerificationCount.objects.get()
    assert len(row.key) == 64
    assert set(row.key) <= set("0123456789abcdef")
    assert forget_counts() == 0
    with clock.frozen("2026-11-23T11:30:00+05:30"):
        assert forget_counts() == 1


def test_the_keys_are_published_for_verifiers_without_a_network(client):
    house_keys()
    response = client.get("/.well-known/sanjha-keys.json")
    (key,) = response.json()["keys"]
    assert key["crv"] == "P-256"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "max-age" in response["Cache-Control"]


def test_a_withdrawn_key_is_published_no_more(client, document):
    certificate = house_keys().for_qr().certificate
    withdraw_certificate(fingerprint=fingerprint(certificate), reason="Key lost", actor=SYSTEM)
    assert client.get("/.well-known/sanjha-keys.json").json() == {"keys": []}


@pytest.mark.parametrize(
    ("language", "heading"),
    [("pa", "ਦਸਤਾਵੇਜ਼ ਦੀ ਤਸਦੀਕ ਕਰੋ"), ("hi", "दस्तावेज़ सत्यापित करें"), ("en", "Verify a document")],
)
def test_verification_speaks_three_languages(client, language, heading):
    client.cookies["sanjha_language"] = language
    assert heading in words(client.get("/verify/"))


def test_nothing_on_the_page_needs_a_script_or_another_host(client, pdf):
    for shown in (words(client.get("/verify/")), words(send(client, file=pdf))):
        assert "onclick" not in shown
        assert "style=" not in shown
        assert "http://" not in shown.replace(conf.public_url, "")
