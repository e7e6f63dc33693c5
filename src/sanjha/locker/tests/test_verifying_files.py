"""Files as they are met at a desk: genuine, revoked, of a stranger, or no document at all."""

import pytest

from sanjha.kernel import blobs, clock
from sanjha.kernel.actors import SYSTEM
from sanjha.locker.models import SignerCertificate
from sanjha.locker.operations.revoke_document import revoke_document
from sanjha.locker.operations.withdraw_certificate import withdraw_certificate
from sanjha.locker.pki.trust import Trust
from sanjha.locker.tests.factories import (
    OFFICE,
    PURPOSE,
    house_keys,
    issued,
    officer_of,
    strangers_keys,
)
from sanjha.locker.tests.pages import AT, rendered, sign
from sanjha.locker.tests.verifying import codes, verify
from sanjha.locker.verification.verdict import Outcome, RegisterState
from sanjha.locker.verification.verify import LARGEST_FILE

pytestmark = pytest.mark.django_db


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


def test_a_signature_with_a_certificate_that_is_not_for_documents_is_not_believed():
    """The QR key stands under our root, but its certificate is not for signing documents."""
    verdict = verify(sign(rendered(), house_keys().for_qr()), register=False)
    assert verdict.outcome is Outcome.UNTRUSTED
    assert codes(verdict.wrong) == {"certificate-not-in-force"}
