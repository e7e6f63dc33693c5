import re
import subprocess
from io import BytesIO

import pikepdf
import pytest
from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from asn1crypto.core import Integer, ObjectIdentifier, OctetString
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from sanjha.locker.pki import authority
from sanjha.locker.signing import der, pades
from sanjha.locker.signing.classic import NotClassic, read_classic
from sanjha.locker.signing.signer import SoftwareSigner
from sanjha.locker.tests.factories import OFFICE_CODE, house_keys
from sanjha.locker.tests.pages import AT, rendered, sign, signed_page


def pyhanko_status(pdf, root):
    reader = PdfFileReader(BytesIO(pdf))
    (embedded,) = reader.embedded_signatures
    anchor = asn1_x509.Certificate.load(root.public_bytes(Encoding.DER))
    context = ValidationContext(trust_roots=[anchor], moment=AT, allow_fetching=False)
    return embedded, validate_pdf_signature(embedded, signer_validation_context=context)


def the_root():
    return house_keys().trust.roots[0]


def split(pdf):
    """The signed bytes and the signature, cut out by the ByteRange."""
    start, gap_starts, gap_ends, rest = (
        int(n) for n in re.search(rb"/ByteRange\s*\[([\d ]+)\]", pdf)[1].split()
    )
    assert (start, gap_ends + rest) == (0, len(pdf))
    contents = bytes.fromhex(pdf[gap_starts + 1 : gap_ends - 1].decode())
    return pdf[:gap_starts] + pdf[gap_ends:], cms.ContentInfo.load(contents).dump()


@pytest.fixture(scope="module")
def foreign():
    """A PDF whose cross references are compressed, as other programs write it."""
    out = BytesIO()
    with pikepdf.open(BytesIO(rendered())) as file:
        file.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def test_pyhanko_finds_the_signature_whole_valid_and_trusted():
    embedded, status = pyhanko_status(signed_page(), the_root())
    assert (status.intact, status.valid, status.trusted) == (True, True, True)
    assert status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    assert status.bottom_line
    assert embedded.self_reported_timestamp == AT
    assert embedded.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert embedded.sig_object["/Reason"] == "Income Certificate ਆਮਦਨ ਸਰਟੀਫਿਕੇਟ (1)"


def test_pdfsig_finds_the_whole_document_signed(tmp_path):
    (tmp_path / "signed.pdf").write_bytes(signed_page())
    done = subprocess.run(
        ["pdfsig", "-nocert", tmp_path / "signed.pdf"], capture_output=True, text=True, check=False
    )
    assert "Signature is Valid" in done.stdout
    assert "Total document signed" in done.stdout
    assert "ETSI.CAdES.detached" in done.stdout
    assert "Sanjha TEST document signer T255" in done.stdout


def test_openssl_verifies_the_cms_as_cades(tmp_path):
    content, signature = split(signed_page())
    (tmp_path / "content").write_bytes(content)
    (tmp_path / "cms.der").write_bytes(signature)
    (tmp_path / "root.pem").write_bytes(the_root().public_bytes(Encoding.PEM))
    command = [
        *("openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", tmp_path / "cms.der"),
        *(
            "-content",
            tmp_path / "content",
            "-CAfile",
            tmp_path / "root.pem",
            "-purpose",
            "any",
            "-out",
            "/dev/null",
        ),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "CAdES Verification successful" in done.stderr


def test_the_signed_attributes_are_those_of_pades_baseline_b():
    _content, signature = split(signed_page())
    (info,) = cms.ContentInfo.load(signature)["content"]["signer_infos"]
    kinds = [attribute["type"].native for attribute in info["signed_attrs"]]
    assert sorted(kinds) == ["content_type", "message_digest", "signing_certificate_v2"]
    assert "signing_time" not in kinds  # it stands in /M


def test_nothing_of_the_page_is_touched():
    page = rendered()
    signed = signed_page()
    assert signed.startswith(page)
    assert 8192 < len(signed) - len(page) < 11000
    with pikepdf.open(BytesIO(signed)) as file:
        assert len(file.pages) == 1
        (widget,) = file.pages[0].Annots
        assert [float(side) for side in widget.Rect] == [0, 0, 0, 0]
        assert file.Root.AcroForm.SigFlags == 3


def test_an_elliptic_curve_signs_too():
    now = AT
    root = authority.make_root(now=now)
    issuing = authority.make_issuing_authority(root=root, now=now)
    holder = authority.make_qr_signer(authority=issuing, now=now)
    signer = SoftwareSigner(key=holder.key, certificate=holder.certificate, chain=(issuing.certificate,))
    _embedded, status = pyhanko_status(
        sign(
            rendered(),
            signer,
        ),
        root.certificate,
    )
    assert status.intact
    assert status.valid


def test_a_file_of_another_shape_goes_to_pyhanko(foreign):
    with pytest.raises(NotClassic):
        read_classic(foreign)
    embedded, status = pyhanko_status(sign(foreign), the_root())
    assert (status.intact, status.valid, status.trusted) == (True, True, True)
    assert status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    assert embedded.self_reported_timestamp == AT


def test_a_signed_file_is_signed_again_by_the_general_way():
    with pytest.raises(NotClassic):
        read_classic(signed_page())


def test_fast_and_general_way_say_the_same(foreign):
    _embedded, fast = pyhanko_status(signed_page(), the_root())
    _embedded, general = pyhanko_status(sign(foreign), the_root())
    assert fast.signing_cert.dump() == general.signing_cert.dump()
    assert fast.md_algorithm == general.md_algorithm
    assert fast.pkcs7_signature_mechanism == general.pkcs7_signature_mechanism


@pytest.mark.parametrize(
    "harm",
    [
        lambda pdf: pdf.replace(b"xref\n0 ", b"xref\n1 ", 1),
        lambda pdf: pdf.replace(b"startxref", b"startxerf"),
        lambda pdf: pdf.replace(b"/Root", b"/Roof"),
        lambda pdf: pdf.replace(b"/Type/Page/", b"/Type/Pope/"),
        lambda pdf: pdf.replace(b"/Type/Page/", b"/Annots[]/Type/Page/"),
        lambda pdf: pdf.replace(b"trailer\n<<", b"trailer\n<</Encrypt 1 0 R"),
        lambda pdf: pdf.replace(b"trailer\n<<", b"trailer\n<</Prev 1"),
        lambda pdf: b"",
        lambda pdf: pdf[: len(pdf) // 2],
    ],
)
def test_the_fast_way_refuses_what_it_does_not_know(harm):
    with pytest.raises(NotClassic):
        read_classic(harm(rendered()))


def test_one_key_signs_many_files_without_being_read_again(monkeypatch):
    signer = house_keys().for_office(OFFICE_CODE)
    sign(rendered(), signer)
    monkeypatch.setattr(pades, "CmsTemplate", None)
    assert sign(rendered(), signer) == signed_page()


@given(st.integers(0, 2**80))
def test_integers_are_encoded_as_der(number):

    assert der.integer(number) == Integer(number).dump()


@given(st.binary(max_size=70000))
def test_lengths_are_encoded_as_der(content):

    assert der.tlv(der.OCTET_STRING, content) == OctetString(content).dump()


@pytest.mark.parametrize(
    "dotted", ["1.2.840.113549.1.9.16.2.47", "2.16.840.1.101.3.4.2.1", "1.2.840.10045.4.3.2", "2.999.3"]
)
def test_object_identifiers_are_encoded_as_der(dotted):

    assert der.oid(dotted) == ObjectIdentifier(dotted).dump()
