"""Letters of offices: what was approved stays, byte for byte, under number, date and signature."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import msgspec
import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanjha.kernel import blobs, clock
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.conf import conf
from sanjha.kernel.errors import DomainError, Unavailable
from sanjha.kernel.ids import new_id
from sanjha.kernel.text import Text
from sanjha.locker.contract import LetterRequest, LetterToFile, Signatory
from sanjha.locker.models import Document
from sanjha.locker.operations.file_signed_letter import file_signed_letter
from sanjha.locker.operations.sign_approved_letter import sign_approved_letter
from sanjha.locker.queries import StoredRegister
from sanjha.locker.rendering.compiler import Page, compiler
from sanjha.locker.signing.letters import NotALetter, places_of
from sanjha.locker.tests import factories
from sanjha.locker.verification.evidence import collect
from sanjha.locker.verification.verdict import Outcome
from sanjha.locker.verification.verify import verify_bytes

FORMS = "letter do_letter office_memo id_note order notification circular press_note".split()
WHO = Signatory(
    name=Text("Harjit Kaur", "ਹਰਜੀਤ ਕੌਰ"),
    post=Text("Under Secretary", "ਅਧੀਨ ਸਕੱਤਰ"),
    office=Text("Department of Revenue", "ਮਾਲ ਵਿਭਾਗ"),
    place=Text("Chandigarh", "ਚੰਡੀਗੜ੍ਹ"),
)
NUMBER = "A-11011/1/2026-REV-HQ/1"


@pytest.fixture(autouse=True)
def keys(keys_home):
    """The office's key is made before anybody signs."""
    return factories.house_keys()


def approved(form="letter", language="en", words="The circles are merged."):
    plain = msgspec.to_builtins(WHO)
    data = {
        "language": language,
        "file_number": "A-11011/1/2026-REV-HQ",
        "subject": "Reorganisation",
        "addressees": [{"name": "Deputy Commissioner", "designation": "", "address": "Gurdaspur"}],
        "copies": [],
        "signatory": plain,
        "address": {"en": "Chandigarh"},
        "body": [{"kind": "p", "runs": [{"text": words}]}],
    }
    return compiler(conf.catalogue).compile(f"_letters/{form}.typ", Page(data=data, doc={}), at=clock.now())


def request(pdf, **changes):
    asked = LetterRequest(
        pdf=pdf,
        office_code=factories.OFFICE_CODE,
        number=NUMBER,
        dated=date(2026, 11, 23),
        signed_at=clock.now(),
        language="en",
        signatory=WHO,
    )
    return msgspec.structs.replace(asked, **changes)


def texts_of(pdf):
    with pikepdf.open(BytesIO(pdf)) as file:
        return {str(field.T): str(field.V) for field in file.Root.AcroForm.Fields if field.FT == "/Tx"}


def printed(pdf):
    """What is drawn on each page, its size, and the places of its links: all but the fields that signing fills."""
    with pikepdf.open(BytesIO(pdf)) as file:
        return [
            (
                page.Contents.read_bytes(),
                [float(edge) for edge in page.mediabox],
                [str(note.A.URI) for note in page.get("/Annots", ()) if "/A" in note],
            )
            for page in file.pages
        ]


@pytest.mark.parametrize("language", ["en", "pa", "hi"])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_reserves_number_date_and_signature(form, language):
    assert set(places_of(approved(form, language))) == {"number", "date", "signature"}


def test_a_signed_letter_begins_with_the_approved_bytes_and_is_covered_whole():
    pdf = approved()
    signed = sign_approved_letter(letter=request(pdf))
    assert signed[: len(pdf)] == pdf
    (signature,) = collect(signed, factories.house_keys().trust, clock.now()).signatures
    assert signature.intact
    assert signature.valid
    assert signature.covers_file
    assert signature.trusted
    assert texts_of(signed) == {"number": NUMBER, "date": "23-11-2026"}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.text(alphabet="abc ਕਖਗ अआइ 0123", min_size=1, max_size=400),
    number=st.text(alphabet="A1/ਮ-(I)", min_size=1, max_size=100),
    form=st.sampled_from(FORMS),
    language=st.sampled_from(["en", "pa", "hi"]),
)
def test_whatever_it_says_the_approved_bytes_stay(words, number, form, language):
    pdf = approved(form, language, words)
    signed = sign_approved_letter(letter=request(pdf, number=number, language=language))
    assert signed.startswith(pdf)
    assert len(signed) > len(pdf)
    assert printed(signed) == printed(pdf)


def test_one_changed_byte_of_the_approved_part_breaks_the_signature():
    pdf = approved()
    signed = bytearray(sign_approved_letter(letter=request(pdf)))
    signed[len(pdf) // 2] ^= 1
    evidence = collect(bytes(signed), factories.house_keys().trust, clock.now())
    assert not any(signature.intact for signature in evidence.signatures)


def test_a_file_without_reserved_fields_is_not_signed():
    data = {"lines": ["x"], "width": 100, "height": 20, "size": 9, "centred": False}
    pdf = compiler(conf.catalogue).compile("_letters/stamp.typ", Page(data=data, doc={}), at=clock.now())
    with pytest.raises(NotALetter):
        places_of(pdf)
    for bad in (pdf, b"not a PDF"):
        with pytest.raises(DomainError, match="reserves no place"):
            sign_approved_letter(letter=request(bad))


def test_an_office_without_a_key_and_a_production_site_with_a_test_key_sign_nothing(monkeypatch):
    with pytest.raises(Unavailable, match="no document-signer"):
        sign_approved_letter(letter=request(approved(), office_code="NOWHERE"))
    monkeypatch.setattr("sanjha.locker.operations.sign_approved_letter.conf", replace(conf, production=True))
    with pytest.raises(Unavailable, match="production"):
        sign_approved_letter(letter=request(approved()))


def to_file(pdf, **changes):
    letter = LetterToFile(
        source="eoffice",
        source_id=new_id(),
        pdf=pdf,
        number="I/1/2026",
        title=Text("Order", "ਹੁਕਮ"),
        subject=new_id(),
        office=factories.OFFICE,
        office_code=factories.OFFICE_CODE,
        dated=date(2026, 11, 23),
        signed_at=clock.now(),
        signatory=WHO,
    )
    return msgspec.structs.replace(letter, **changes)


def test_a_letter_goes_into_the_locker_as_it_was_signed_and_is_verified_there(db):
    signed = sign_approved_letter(letter=request(approved("order")))
    letter = to_file(signed)
    document = file_signed_letter(letter=letter, actor=SYSTEM, purpose=factories.PURPOSE)
    assert blobs.get(document.file.sha256) == signed
    assert document.deliveries.get().channel == "LOCKER"
    again = file_signed_letter(letter=letter, actor=SYSTEM, purpose=factories.PURPOSE)
    assert (again, Document.objects.count()) == (document, 1)
    verdict = verify_bytes(signed, trust=factories.house_keys().trust, register=StoredRegister())
    assert verdict.outcome is Outcome.VALID


def test_only_what_the_office_has_signed_is_filed(db):
    signed = sign_approved_letter(letter=request(approved()))
    for bad in (approved(), signed + b"\n% more", signed.replace(b"/Type", b"/Typo", 1)):
        with pytest.raises(DomainError, match="intact signature"):
            file_signed_letter(letter=to_file(bad), actor=SYSTEM, purpose=factories.PURPOSE)
    other = sign_approved_letter(letter=request(approved(), office_code="T256"))
    with pytest.raises(DomainError, match="intact signature"):
        file_signed_letter(letter=to_file(other), actor=SYSTEM, purpose=factories.PURPOSE)
    assert not Document.objects.exists()
