"""Files as they are met at a desk: genuine, revoked, and changed in every way that we could think of."""

import re
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from sanjha.kernel import blobs, clock
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.conf import conf
from sanjha.locker.models import Document, SignerCertificate
from sanjha.locker.operations.issue_document import make_page
from sanjha.locker.operations.register_certificate import withdraw_certificate
from sanjha.locker.operations.revoke_document import revoke_document
from sanjha.locker.pki.trust import Trust
from sanjha.locker.qr import picture
from sanjha.locker.queries import StoredRegister
from sanjha.locker.rendering.compiler import Page, compiler
from sanjha.locker.signing.pades import SignatureFacts, sign_pdf
from sanjha.locker.tests.factories import (
    CERTIFICATE,
    OFFICE,
    PURPOSE,
    house_keys,
    income_data,
    issued,
    officer_of,
    strangers_keys,
)
from sanjha.locker.tests.pages import AT, DOC, rendered, sign
from sanjha.locker.verification.pictures import qr_texts
from sanjha.locker.verification.verdict import Outcome, RegisterState
from sanjha.locker.verification.verify import LARGEST_FILE, verify_bytes

pytestmark = pytest.mark.django_db


def verify(pdf, *, register=True, trust=None):
    return verify_bytes(
        pdf, trust=trust or house_keys().trust, register=StoredRegister() if register else None
    )


def codes(findings):
    return {finding.code for finding in findings}


@pytest.fixture
def document():
    return issued()


@pytest.fixture
def pdf(document):
    return blobs.get(document.file.sha256)


def test_a_genuine_file_is_valid_and_says_what_is_proved(document, pdf):
    verdict = verify(pdf)
    assert verdict.outcome is Outcome.VALID
    assert verdict.wrong == ()
    assert codes(verdict.proved) == {"unchanged", "signed-by", "as-issued", "qr-of-file", "in-force"}
    assert codes(verdict.notes) == {"specimen"}
    assert verdict.entry.number == document.number
    assert verdict.signer == "Sanjha TEST document signer T255"
    assert verdict.signed_at == document.issued_at
    assert verdict.specimen


def test_without_a_register_the_signature_still_speaks_and_the_gap_is_named(document, pdf):
    verdict = verify(pdf, register=False)
    assert (verdict.outcome, verdict.register) == (Outcome.VALID, RegisterState.UNREACHABLE)
    assert codes(verdict.proved) == {"unchanged", "signed-by"}
    assert codes(verdict.notes) == {"qr-names", "specimen"}
    assert verdict.number == document.number
    assert "could not be asked" in str(verdict.headline)
    assert verdict.entry is None


def test_without_a_register_the_code_on_the_page_tells_when_its_time_has_passed(pdf):
    with clock.frozen("2027-03-31T23:59:00+05:30"):
        assert verify(pdf, register=False).outcome is Outcome.VALID
    with clock.frozen("2027-04-01T00:00:00+05:30"):
        verdict = verify(pdf, register=False)
    assert verdict.outcome is Outcome.EXPIRED
    assert "31-03-2027" in str(verdict.wrong[0].message)


def test_a_revoked_document_is_refused_with_the_reason(document, pdf):
    officer = officer_of(OFFICE)
    revoke_document(
        document_id=document.id, reason="Issued on a false declaration", actor=officer, purpose=PURPOSE
    )
    verdict = verify(pdf)
    assert verdict.outcome is Outcome.REVOKED
    assert "23-11-2026" in str(verdict.wrong[0].message)
    assert "false declaration" in str(verdict.wrong[0].message)
    assert "unchanged" in codes(verdict.proved)
    assert "in-force" not in codes(verdict.proved)


def test_a_replaced_document_names_the_newer_one(document, pdf):
    newer = issued(subject=document.subject)
    revoke_document(
        document_id=document.id,
        reason="The name was corrected",
        actor=officer_of(OFFICE),
        purpose=PURPOSE,
        replaced_by=newer.id,
    )
    verdict = verify(pdf)
    assert verdict.outcome is Outcome.SUPERSEDED
    assert newer.number in str(verdict.wrong[0].message)


@pytest.mark.parametrize(
    ("today", "outcome"),
    [("2027-03-31", Outcome.VALID), ("2027-04-01", Outcome.EXPIRED), ("2026-11-22", Outcome.NOT_YET_VALID)],
)
def test_the_day_decides_whether_it_is_in_force(pdf, today, outcome):
    with clock.frozen(today):
        assert verify(pdf).outcome is outcome


def test_a_certificate_that_has_run_out_since_does_not_harm_what_it_signed():
    pdf = blobs.get(issued(valid_to=None).file.sha256)
    with clock.frozen("2032-01-01"):
        assert verify(pdf).outcome is Outcome.VALID


# --- changes -------------------------------------------------------------------------------------------------------


def append_update(pdf, body=b"9999 0 obj\n<</Note(added)>>\nendobj\n"):
    """An incremental update by hand, as a person with a text editor would append one."""
    previous = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    size = int(re.findall(rb"/Size (\d+)", pdf)[-1])
    root = re.findall(rb"/Root (\d+ 0 R)", pdf)[-1]
    offset = len(pdf)
    table = b"xref\n9999 1\n%010d 00000 n \n" % offset
    trailer = b"trailer\n<</Size %d/Root %b/Prev %d>>\n" % (max(size, 10000), root, previous)
    return pdf + body + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (offset + len(body))


def with_pikepdf(pdf, change):
    """A change by a library that writes the whole file anew."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as file:
        change(file)
        file.save(out)
    return out.getvalue()


def add_page_in_update(pdf):
    """One more page, in an incremental update that keeps the signed bytes as they are."""
    size = int(re.findall(rb"/Size (\d+)", pdf)[-1])
    pages_number, pages = re.search(rb"\n(\d+) 0 obj\n(<</Type/Pages.*?>>)\nendobj", pdf).groups()
    kid = re.search(rb"/Kids\[(\d+) 0 R\]", pages)[1]
    page = b"%d 0 obj\n<</Type/Page/MediaBox[0 0 595 842]/Parent %b 0 R>>\nendobj\n" % (size, pages_number)
    changed = b"%b 0 obj\n<</Type/Pages/Count 2/Kids[%b 0 R %d 0 R]>>\nendobj\n" % (pages_number, kid, size)
    previous = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    root = re.findall(rb"/Root (\d+ 0 R)", pdf)[-1]
    start = len(pdf)
    table = b"xref\n%b 1\n%010d 00000 n \n%d 1\n%010d 00000 n \n" % (
        pages_number,
        start + len(page),
        size,
        start,
    )
    trailer = b"trailer\n<</Size %d/Root %b/Prev %d>>\n" % (size + 1, root, previous)
    end = b"startxref\n%d\n%%%%EOF\n" % (start + len(page) + len(changed))
    return pdf + page + changed + table + trailer + end


def paste_code(pdf, code):
    """Another document's QR code drawn over the page, in an incremental update."""
    image = Image.open(BytesIO(picture.draw(code))).convert("L")
    size = int(re.findall(rb"/Size (\d+)", pdf)[-1])
    page_number, page = re.findall(rb"\n(\d+) 0 obj\n(<</Type/Page/.*?>>)\nendobj", pdf)[-1]
    raw = image.tobytes()
    drawn = (
        b"%d 0 obj\n<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Length %d>>\nstream\n%b\nendstream\nendobj\n"
        % (
            size,
            image.width,
            image.height,
            len(raw),
            raw,
        )
    )
    content = b"q 105 0 0 105 50 60 cm /Glued Do Q"
    stream = b"%d 0 obj\n<</Length %d>>\nstream\n%b\nendstream\nendobj\n" % (size + 1, len(content), content)
    contents = re.search(rb"/Contents (\d+ 0 R)", page)[1]
    resources = re.search(rb"/Resources (\d+) 0 R", page)[1]
    old = re.search(rb"\n" + resources + rb" 0 obj\n(<<.*?>>)\nendobj", pdf, re.DOTALL)[1]
    merged = old[:-2].replace(b"/XObject<<", b"/XObject<</Glued %d 0 R" % size) + b">>"
    assert b"/Glued" in merged
    changed = b"%b 0 obj\n%b\nendobj\n" % (
        page_number,
        page.replace(b"/Contents " + contents, b"/Contents[%b %d 0 R]" % (contents, size + 1)),
    )
    resource = b"%b 0 obj\n%b\nendobj\n" % (resources, merged)
    previous = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    root = re.findall(rb"/Root (\d+ 0 R)", pdf)[-1]
    table, offset = b"xref\n", len(pdf)
    for number, part in (
        (b"%d" % size, drawn),
        (b"%d" % (size + 1), stream),
        (page_number, changed),
        (resources, resource),
    ):
        table += b"%b 1\n%010d 00000 n \n" % (number, offset)
        offset += len(part)
    trailer = b"trailer\n<</Size %d/Root %b/Prev %d>>\n" % (size + 2, root, previous)
    return pdf + drawn + stream + changed + resource + table + trailer + b"startxref\n%d\n%%%%EOF\n" % offset


def the_code_of(pdf):
    (code,) = qr_texts(pdf)
    return code


def flip(pdf, place):
    changed = bytearray(pdf)
    changed[place] ^= 1
    return bytes(changed)


def gap_of(pdf):
    _start, gap_starts, gap_ends, _rest = (
        int(n) for n in re.findall(rb"/ByteRange\[([\d ]+)\]", pdf)[-1].split()
    )
    return gap_starts, gap_ends


def rewrite_contents(pdf, change):
    starts, ends = gap_of(pdf)
    return pdf[: starts + 1] + change(pdf[starts + 1 : ends - 1]) + pdf[ends - 1 :]


ALTERATIONS = {
    "a byte of the page": (lambda pdf: flip(pdf, 5000), {"bytes-changed"}),
    "a byte of a font": (lambda pdf: flip(pdf, 20000), {"bytes-changed"}),
    "the number in the file's title": (
        lambda pdf: pdf.replace(b"INCER/2026/0000001", b"INCER/2026/0000009"),
        {"bytes-changed"},
    ),
    "a date in the signature": (lambda pdf: pdf.replace(b"/M(D:2026", b"/M(D:2025"), {"bytes-changed"}),
    "two bytes swapped": (
        lambda pdf: pdf[:7000] + pdf[7001:7002] + pdf[7000:7001] + pdf[7002:],
        {"bytes-changed"},
    ),
    "the last line end cut off": (lambda pdf: pdf[:-1], {"cut-short"}),
    "the last page of bytes cut off": (lambda pdf: pdf[:-100], {"cut-short"}),
    "a blank at the end": (lambda pdf: pdf + b" ", {"content-added", "original-known"}),
    "a line at the end": (lambda pdf: pdf + b"% harmless\n", {"content-added", "original-known"}),
    "an incremental update": (append_update, {"content-added", "original-known"}),
    "a page added in an update": (add_page_in_update, {"pages-added", "original-known"}),
    "something hidden behind the signature": (
        lambda pdf: rewrite_contents(pdf, lambda digits: digits[:-40] + b"ab" * 20),
        {"gap-changed", "not-in-register"},
    ),
    "the hexadecimal digits half in capitals": (
        lambda pdf: rewrite_contents(pdf, lambda digits: digits[:200].upper() + digits[200:]),
        {"gap-changed"},
    ),
    "the signature emptied": (
        lambda pdf: rewrite_contents(pdf, lambda digits: b"0" * len(digits)),
        {"signature-damaged"},
    ),
    "a digit of the signature": (
        lambda pdf: rewrite_contents(pdf, lambda digits: digits[:5700] + b"00" + digits[5702:]),
        set(),
    ),
    "the byte range widened": (
        lambda pdf: re.sub(rb"/ByteRange\[0 \d{10}", b"/ByteRange[0 0000000100", pdf),
        set(),
    ),
    "the byte range moved": (lambda pdf: pdf.replace(b"/ByteRange[0 ", b"/ByteRange[5 "), set()),
    "the signature's kind": (lambda pdf: pdf.replace(b"ETSI.CAdES.detached", b"ETSI.XAdES.detached"), set()),
    "the file's first bytes": (lambda pdf: b"%QDF" + pdf[4:], set()),
    "the table of cross references": (lambda pdf: pdf.replace(b"\nxref\n", b"\nxerf\n"), set()),
    "the pointer to the page": (lambda pdf: pdf.replace(b"/Kids[", b"/Kins["), set()),
}


@pytest.mark.parametrize("name", ALTERATIONS)
@pytest.mark.parametrize("register", [True, False])
def test_an_alteration_is_found_and_named(name, register, pdf):
    alter, expected = ALTERATIONS[name]
    altered = alter(pdf)
    assert altered != pdf
    verdict = verify(altered, register=register)
    assert verdict.outcome is Outcome.CHANGED, verdict
    if not register:
        expected = expected - {"original-known", "not-in-register"}
    assert expected - {"not-in-register"} <= codes(verdict.wrong) | codes(verdict.notes)
    assert "in-force" not in codes(verdict.proved)


def test_a_file_with_something_added_names_the_original(document, pdf):
    verdict = verify(append_update(pdf))
    assert document.number in str(verdict.notes[0].message)
    assert verdict.entry.number == document.number


def test_a_file_written_anew_by_a_program_has_lost_its_signature(pdf):
    def drop_form(file):
        del file.Root.AcroForm
        del file.pages[0].Annots

    assert verify(with_pikepdf(pdf, lambda _file: None)).outcome is Outcome.CHANGED
    assert verify(with_pikepdf(pdf, lambda file: file.add_blank_page())).outcome is Outcome.CHANGED
    assert verify(with_pikepdf(pdf, drop_form)).outcome is Outcome.UNSIGNED


def test_another_citizen_s_code_pasted_over_the_page_is_named(pdf):
    other = issued(qr_fields={"name": "Somebody Else"})
    glued = paste_code(pdf, the_code_of(blobs.get(other.file.sha256)))
    verdict = verify(glued)
    assert verdict.outcome is Outcome.CHANGED
    assert {"content-added", "qr-of-another"} <= codes(verdict.wrong)
    assert "original-known" in codes(verdict.notes)
    assert other.number in " ".join(str(finding.message) for finding in verdict.wrong)
    assert codes(verify(glued, register=False).wrong) >= {"content-added", "several-qr"}


def test_a_page_that_an_office_signed_with_another_s_code_is_refused():
    """Even a genuine office key cannot put one citizen's code on another's page: the register knows the hash."""
    other = blobs.get(issued().file.sha256)
    document = Document.objects.select_related("contents").get(pk=issued().pk)
    page = Page(
        data=document.contents.data,
        doc={**DOC, "number": document.number},
        qr=picture.draw(the_code_of(other)),
    )
    pdf = compiler(conf.catalogue).compile(CERTIFICATE, page, at=AT)
    signed = sign_pdf(pdf, signer=house_keys().for_office("T255"), facts=SignatureFacts(AT))
    document.file.sha256 = blobs.put(signed)
    document.file.save()
    verdict = verify(signed)
    assert verdict.outcome is Outcome.CHANGED
    assert codes(verdict.wrong) == {"qr-of-another"}


def test_a_code_that_states_other_data_than_the_register_is_refused(document, pdf):
    document.file.data_sha256 = "00" * 32
    document.file.save()
    verdict = verify(pdf)
    assert verdict.outcome is Outcome.CHANGED
    assert codes(verdict.wrong) == {"qr-differs"}


def test_a_signature_of_another_authority_with_the_same_names_is_not_believed():
    pdf = sign(rendered(), strangers_keys().for_office("T255"))
    for register in (True, False):
        verdict = verify(pdf, register=register)
        assert verdict.outcome is Outcome.UNTRUSTED
        assert "unknown-authority" in codes(verdict.wrong)
        assert "Sanjha TEST issuing authority" in str(verdict.wrong[0].message)
        assert "in-force" not in codes(verdict.proved)


def test_a_signature_of_ours_under_a_file_that_was_never_issued_is_not_believed():
    verdict = verify(sign(rendered()))
    assert verdict.outcome is Outcome.UNTRUSTED
    assert codes(verdict.wrong) == {"not-in-register"}


def test_a_signature_made_after_the_certificate_ran_out_is_not_believed():
    verdict = verify(sign(rendered(), at=AT.replace(year=2035)), register=False)
    assert verdict.outcome is Outcome.UNTRUSTED
    assert codes(verdict.wrong) == {"certificate-not-in-force"}


def test_a_certificate_withdrawn_before_the_signature_is_not_believed(document, pdf):
    entry = SignerCertificate.objects.get(usage="DOCUMENT")
    with clock.frozen("2026-11-20"):
        withdraw_certificate(fingerprint=entry.fingerprint, reason="Key lost", actor=SYSTEM)
    assert codes(verify(pdf).wrong) == {"signer-withdrawn"}


def test_a_certificate_withdrawn_later_leaves_what_it_signed(document, pdf):
    entry = SignerCertificate.objects.get(usage="DOCUMENT")
    with clock.frozen("2026-12-20"):
        withdraw_certificate(fingerprint=entry.fingerprint, reason="Office closed", actor=SYSTEM)
        assert verify(pdf).outcome is Outcome.VALID


def test_without_any_trust_nothing_is_believed(pdf):
    assert verify(pdf, register=False, trust=Trust()).outcome is Outcome.UNTRUSTED


def test_a_file_without_a_signature_proves_nothing_but_says_whose_code_it_bears(document, pdf):
    unsigned = pdf[: pdf.index(b"%%EOF") + 6]
    verdict = verify(unsigned)
    assert verdict.outcome is Outcome.UNSIGNED
    assert codes(verdict.wrong) == {"no-signature"}
    assert document.number in str(verdict.notes[0].message)
    assert verdict.proved == ()


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", b"%PDF-1.7\n", b"PK\x03\x04" + bytes(200), "ਸਤਿ ਸ੍ਰੀ ਅਕਾਲ".encode(), bytes(100_000)],
)
def test_what_is_no_document_is_unreadable(data):
    verdict = verify(data)
    assert verdict.outcome is Outcome.UNREADABLE
    assert verdict.wrong


def test_a_file_of_more_than_ten_megabytes_is_not_even_opened():
    verdict = verify(bytes(LARGEST_FILE + 1))
    assert (verdict.outcome, codes(verdict.wrong)) == (Outcome.UNREADABLE, {"too-large"})


@pytest.fixture(scope="module")
def one_pdf():
    """A signed file made without the store, for the properties."""
    document = Document(
        number="PB/BNL/INCER/2026/0000001-K",
        doc_id="0123456789",
        issuer_id="in.gov",
        doctype="INCER",
        office_code="T255",
        title={"en": "Income Certificate", "pa": ""},
        valid_from=date(2026, 11, 23),
    )
    contents = type(
        "Contents",
        (),
        {
            "data": income_data(),
            "template": CERTIFICATE,
            "signatory": DOC["signatory"],
            "qr_fields": {"name": "H"},
        },
    )
    with clock.frozen(AT):
        return make_page(document, contents, house_keys()).pdf


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_changed_byte_anywhere_passes(one_pdf, data):
    place = data.draw(st.integers(0, len(one_pdf) - 1))
    value = data.draw(st.integers(0, 255).filter(lambda value: value != one_pdf[place]))
    changed = one_pdf[:place] + bytes([value]) + one_pdf[place + 1 :]
    assert verify(changed, register=False).outcome in {Outcome.CHANGED, Outcome.UNSIGNED}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(size=st.integers(1, 4000), rest=st.binary(max_size=200))
def test_no_shortened_and_no_lengthened_file_passes(one_pdf, size, rest):
    assert verify(one_pdf[:-size] + rest, register=False).outcome is not Outcome.VALID
    if rest:
        assert verify(one_pdf + rest, register=False).outcome is not Outcome.VALID
