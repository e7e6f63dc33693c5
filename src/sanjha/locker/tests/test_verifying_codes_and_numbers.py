from io import BytesIO

import pytest
from PIL import Image

from sanjha.kernel import blobs, clock
from sanjha.kernel.conf import conf
from sanjha.locker.operations.revoke_document import revoke_document
from sanjha.locker.qr import credential, picture
from sanjha.locker.queries import StoredRegister
from sanjha.locker.tests.factories import OFFICE, PURPOSE, house_keys, issued, officer_of, strangers_keys
from sanjha.locker.tests.pages import picture_of, rendered
from sanjha.locker.verification.pictures import qr_texts
from sanjha.locker.verification.verdict import Outcome, Way, masked
from sanjha.locker.verification.verify import verify_bytes, verify_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(document):
    (text,) = qr_texts(blobs.get(document.file.sha256))
    return text


def verify(text, *, register=True):
    return verify_text(text, trust=house_keys().trust, register=StoredRegister() if register else None)


def codes(findings):
    return {finding.code for finding in findings}


def test_a_code_is_proved_and_shows_what_it_states(document, code):
    verdict = verify(code)
    assert (verdict.outcome, verdict.way) == (Outcome.VALID, Way.QR)
    assert codes(verdict.proved) == {"qr-signed", "qr-agrees", "in-force"}
    assert verdict.qr_fields["name"] == "Harpreet Kaur"
    assert verdict.entry.number == document.number


def test_a_code_is_proved_without_a_network(document, code):
    verdict = verify(code, register=False)
    assert verdict.outcome is Outcome.VALID
    assert codes(verdict.proved) == {"qr-signed"}
    assert verdict.number == document.number
    with clock.frozen("2027-04-01"):
        assert verify(code, register=False).outcome is Outcome.EXPIRED


def test_a_code_of_a_revoked_document_is_refused(document, code):
    revoke_document(
        document_id=document.id, reason="False declaration found", actor=officer_of(OFFICE), purpose=PURPOSE
    )
    assert verify(code).outcome is Outcome.REVOKED


def test_a_changed_code_is_refused(code):
    changed = code[:-3] + ("0" if code[-3] != "0" else "1") + code[-2:]
    assert codes(verify(changed).wrong) & {"qr-false", "not-our-qr"}
    assert not verify(changed).is_valid


def test_a_code_of_a_stranger_is_refused(code):
    stated = credential.verify(code, trust=house_keys().trust).credential
    forged = credential.encode(stated, signer=strangers_keys().for_qr())
    assert (verify(forged).outcome, codes(verify(forged).wrong)) == (Outcome.UNTRUSTED, {"qr-key-unknown"})


def test_a_code_of_ours_that_the_register_does_not_know_is_refused(code):
    stated = credential.verify(code, trust=house_keys().trust).credential
    unknown = credential.encode(
        credential.Credential(stated.issuer, "9999999999", stated.issued_at, "INCER", "PB/X", bytes(16)),
        signer=house_keys().for_qr(),
    )
    assert (verify(unknown).outcome, codes(verify(unknown).wrong)) == (
        Outcome.UNTRUSTED,
        {"qr-not-in-register"},
    )


def test_a_code_of_ours_that_states_something_else_is_refused(document, code):
    stated = credential.verify(code, trust=house_keys().trust).credential
    other = credential.encode(
        credential.Credential(
            stated.issuer, document.doc_id, stated.issued_at, "INCER", document.number, bytes(16)
        ),
        signer=house_keys().for_qr(),
    )
    assert (verify(other).outcome, codes(verify(other).wrong)) == (Outcome.CHANGED, {"qr-differs"})


@pytest.mark.parametrize(
    "spell",
    [
        lambda d: d.number,
        lambda d: f"  {d.number.lower()} ",
        lambda d: d.number.replace("/", " / "),
        lambda d: d.doc_id,
        lambda d: d.uri,
        lambda d: f"{conf.public_url}/v/{d.doc_id}",
        lambda d: f"https://elsewhere.example.in/v/{d.doc_id}/",
    ],
)
def test_a_number_is_found_however_it_is_written(document, spell):
    verdict = verify(spell(document))
    assert (verdict.outcome, verdict.way) == (Outcome.VALID, Way.NUMBER)
    assert codes(verdict.proved) == {"number-known", "in-force"}
    assert verdict.entry.number == document.number


def test_a_number_shows_nothing_of_the_person_but_initials(document):
    answer = verify(document.number).as_json()
    assert answer["document"]["holder"] == "H••••••• K•••"
    assert "Harpreet" not in str(answer)
    assert answer["qr_fields"] == {}


@pytest.mark.parametrize(
    ("number", "finding"),
    [
        ("PB/BNL/INCER/2026/0000001-0", "number-mistyped"),
        ("0000000000", "no-such-number"),
        ("hello", "number-mistyped"),
        ("", "number-mistyped"),
        ("ਸਤਿ", "number-mistyped"),
        ("'; DROP TABLE locker_document; --", "number-mistyped"),
        ("x" * 100_000, "number-mistyped"),
    ],
)
def test_a_number_that_is_none_is_unknown(document, number, finding):
    verdict = verify(number)
    assert verdict.outcome is Outcome.UNKNOWN
    assert finding in codes(verdict.wrong)
    assert not verdict.is_valid


def test_a_mistyped_number_is_told_from_one_that_was_never_given(document):
    wrong_end = document.number[:-1] + ("0" if document.number[-1] != "0" else "1")
    assert codes(verify(wrong_end).wrong) == {"number-mistyped"}


def test_a_number_cannot_be_looked_up_without_a_register(document):
    verdict = verify(document.number, register=False)
    assert (verdict.outcome, codes(verdict.wrong)) == (Outcome.UNKNOWN, {"register-needed"})


def verify_picture(data):
    return verify_bytes(data, trust=house_keys().trust, register=StoredRegister())


def test_a_photograph_of_the_paper_is_read(document, tmp_path):
    page = Image.open(BytesIO(picture_of(blobs.get(document.file.sha256), tmp_path, dots=130))).convert("RGB")
    out = BytesIO()
    page.rotate(-4, expand=True, fillcolor="brown").save(out, "JPEG", quality=70)
    verdict = verify_picture(out.getvalue())
    assert (verdict.outcome, verdict.way) == (Outcome.VALID, Way.PICTURE)
    assert verdict.entry.number == document.number


def test_a_picture_with_codes_of_two_documents_is_refused(document, code):
    other = Image.open(BytesIO(picture.draw(next(iter(qr_texts(blobs.get(issued().file.sha256)))))))
    mine = Image.open(BytesIO(picture.draw(code)))
    sheet = Image.new("L", (mine.width + other.width, max(mine.height, other.height)), 255)
    sheet.paste(mine, (0, 0))
    sheet.paste(other, (mine.width, 0))
    out = BytesIO()
    sheet.save(out, "PNG")
    verdict = verify_picture(out.getvalue())
    assert (verdict.outcome, codes(verdict.wrong)) == (Outcome.CHANGED, {"several-qr"})


def test_a_picture_of_an_acknowledgement_s_address_finds_the_document(document):
    verdict = verify_picture(picture.draw(f"{conf.public_url}/v/{document.doc_id}"))
    assert (verdict.outcome, verdict.way) == (Outcome.VALID, Way.PICTURE)


@pytest.mark.parametrize("text", ["https://example.com", "upi://pay?pa=x"])
def test_a_picture_with_another_kind_of_code_says_so(text):
    assert codes(verify_picture(picture.draw(text)).wrong) == {"no-qr"}


def test_a_picture_without_a_code_says_so(tmp_path):
    assert codes(verify_picture(picture_of(rendered(qr=""), tmp_path)).wrong) == {"no-qr"}


def test_a_picture_that_is_broken_is_unreadable():
    assert verify_picture(b"\x89PNG\r\n\x1a\n" + bytes(50)).outcome is Outcome.UNREADABLE


def test_a_name_is_masked_word_by_word():
    assert masked("Harpreet Kaur") == "H••••••• K•••"
    assert masked("A") == "A"
    assert masked("") == ""
