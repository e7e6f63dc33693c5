"""Files that somebody changed: each change is found and named."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanjha.kernel import blobs, clock
from sanjha.kernel.conf import conf
from sanjha.locker.models import Document
from sanjha.locker.operations.issue_document import make_page
from sanjha.locker.qr import picture
from sanjha.locker.rendering.compiler import Page, compiler
from sanjha.locker.signing.pades import SignatureFacts, sign_pdf
from sanjha.locker.tests.alterations import ALTERATIONS, append_update, paste_code, the_code_of, with_pikepdf
from sanjha.locker.tests.factories import (
    CERTIFICATE,
    house_keys,
    income_data,
    issued,
)
from sanjha.locker.tests.pages import AT, DOC
from sanjha.locker.tests.verifying import codes, verify
from sanjha.locker.verification.verdict import Outcome

pytestmark = pytest.mark.django_db


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
