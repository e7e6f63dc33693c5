import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sanjha.exchange.models import Reading
from sanjha.identity.testing import sign_in_citizen, sign_in_officer
from sanjha.kernel import actors, blobs
from sanjha.kernel.actors import SYSTEM, Holding
from sanjha.kernel.context import request_scope
from sanjha.kernel.ids import new_id
from sanjha.kernel.text import Text
from sanjha.locker.http import endpoints
from sanjha.locker.models import VerificationLog
from sanjha.locker.operations.prepare_locker import prepare_locker
from sanjha.locker.tests.factories import OFFICE, house_keys, issued
from sanjha.locker.verification.evidence import collect

pytestmark = pytest.mark.django_db
VERIFY = "/api/v1/locker/verify"


@pytest.fixture(autouse=True)
def read_here(monkeypatch):
    monkeypatch.setattr(endpoints, "collect_apart", collect)


def test_a_file_is_verified_and_answered_in_json(client, document):
    pdf = blobs.get(document.file.sha256)
    answer = client.post(VERIFY, {"file": SimpleUploadedFile("c.pdf", pdf)}).json()
    assert (answer["outcome"], answer["way"], answer["register_asked"]) == ("VALID", "PDF", True)
    assert answer["document"]["number"] == document.number
    assert answer["document"]["holder"] == "H••••••• K•••"
    assert answer["specimen"] is True
    assert {"code": "unchanged", "message": "The file is as it was signed, to the last byte."} in answer[
        "proved"
    ]
    assert VerificationLog.objects.get().document == document


def test_a_changed_file_is_a_finding_not_an_error(client, document):
    pdf = blobs.get(document.file.sha256)
    response = client.post(VERIFY, {"file": SimpleUploadedFile("c.pdf", pdf + b"x")})
    assert response.status_code == 200
    assert response.json()["outcome"] == "CHANGED"
    assert "content-added" in [finding["code"] for finding in response.json()["wrong"]]


def test_a_number_is_verified(client, document):
    assert client.post(VERIFY, {"text": document.number}).json()["outcome"] == "VALID"
    assert client.post(VERIFY, {"text": "PB/NOTHING"}).json()["outcome"] == "UNKNOWN"


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_to_verify_is_refused(client, text):
    response = client.post(VERIFY, {"text": text})
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["errors"][0]["path"] == "file"


@pytest.mark.parametrize("text", ["\x00", "x" * 7000, "PB1:" + "A" * 5900, "'\"><script>", "ਸਤਿ\u202e"])
def test_odd_texts_never_break_it(client, text):
    assert client.post(VERIFY, {"text": text}).status_code in {200, 422}


def test_too_large_a_body_is_refused_before_it_is_parsed(client):
    response = client.post(VERIFY, data=bytes(10**8), content_type="multipart/form-data; boundary=x")
    assert response.status_code == 413
    assert client.post(
        VERIFY, data=b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH="many"
    ).status_code in {400, 413, 422}


def test_too_many_questions_are_refused(client):
    for _number in range(20):
        client.post(VERIFY, {"text": "0000000000"})
    assert client.post(VERIFY, {"text": "0000000000"}).status_code == 429


def address(document):
    return f"/api/v1/locker/documents/{document.id}"


def test_a_citizen_reads_an_own_document_and_no_other(client, monkeypatch):
    resident = new_id()
    monkeypatch.setattr(
        "sanjha.identity.contract.residents_with_mobile", lambda _mobile: [(resident, Text("Harpreet Kaur"))]
    )
    mine, other = issued(subject=resident), issued()
    sign_in_citizen(client, resident_id=resident)
    answer = client.get(address(mine)).json()
    assert (answer["number"], answer["state"], answer["sha256"]) == (mine.number, "ISSUED", mine.file.sha256)
    assert answer["title"]["pa"] == "ਆਮਦਨ ਸਰਟੀਫਿਕੇਟ"
    assert answer["verify_url"].endswith(f"/v/{mine.doc_id}")
    assert client.get(address(other)).status_code == 404
    assert not Reading.objects.exists()


def test_an_officer_of_the_office_reads_it_and_the_look_is_logged(client, document, monkeypatch):
    house_keys()
    with request_scope(who=SYSTEM):
        prepare_locker(actor=SYSTEM)
    held = Holding(
        new_id(), "tehsildar", Text("Tehsildar"), OFFICE, "T255", "TEHSIL", Text("Tehsil Tapa"), "SUBSTANTIVE"
    )
    monkeypatch.setattr(actors, "_sources", [lambda *, officer_id: [held]])
    sign_in_officer(client)
    assert client.get(address(document)).json()["number"] == document.number
    assert Reading.objects.get().subject == document.subject


def test_without_signing_in_it_is_refused(client, document):
    response = client.get(address(document))
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"
