"""What a file shows by itself: signatures, revisions, pages, QR codes. No judgement, no register, no network."""

import hashlib
import logging
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

import msgspec
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from sanjha.locker.pki.certificates import der
from sanjha.locker.pki.trust import Trust
from sanjha.locker.verification.pictures import qr_texts
from sanjha.locker.verification.raw import raw_signatures

# It writes a whole traceback into the log for every stranger's file that is not believed.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)


class SignatureEvidence(msgspec.Struct, frozen=True, kw_only=True):
    """One signature; `chain` has the fingerprints of its believed path from the root down. `pages_signed` is how many pages the file had then; `signed_size` and `signed_sha256` the file then."""

    intact: bool
    valid: bool
    covers_file: bool
    gap_is_clean: bool
    trusted: bool
    trust_problem: str
    signer: str
    issuer: str
    fingerprint: str
    chain: tuple[str, ...]
    claimed_at: datetime | None
    pages_signed: int
    signed_size: int
    signed_sha256: str


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What the file shows.

    `damaged` counts signatures that stand in the bytes and could not be read as such; `revisions` are the hashes of the
    file as it was at each signature whose digest still fits.
    """

    sha256: str
    size: int
    readable: bool
    gave_up: bool = False
    pages: int = 0
    signatures: tuple[SignatureEvidence, ...] = ()
    damaged: int = 0
    truncated: bool = False
    revisions: tuple[str, ...] = ()
    qr_texts: tuple[str, ...] = ()


def collect(pdf: bytes, trust: Trust, now: datetime) -> Evidence:
    """The evidence in a file. Never raises for the file's sake."""
    raw = raw_signatures(pdf)
    sha256 = hashlib.sha256(pdf).hexdigest()
    truncated = any(not signature.is_complete for signature in raw)
    whole = [signature.signed_size for signature in raw if signature.is_complete and signature.digest_fits]
    revisions = tuple(hashlib.sha256(memoryview(pdf)[:size]).hexdigest() for size in whole)
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        pages = int(reader.root["/Pages"]["/Count"])
        signatures = tuple(_signatures(pdf, reader, trust, now))
    except Exception:  # a file made to hurt raises nearly anything inside a reader: it cannot be read
        marked = b"ETSI.CAdES.detached" in pdf or b"adbe.pkcs7.detached" in pdf
        return Evidence(
            sha256=sha256,
            size=len(pdf),
            readable=False,
            damaged=len(raw) or int(marked),
            truncated=truncated,
            revisions=revisions,
        )
    return Evidence(
        sha256=sha256,
        size=len(pdf),
        readable=True,
        pages=pages,
        signatures=signatures,
        damaged=max(0, len(raw) - len(signatures)),
        truncated=truncated,
        revisions=revisions,
        qr_texts=tuple(_qr_codes(pdf)),
    )


def _qr_codes(pdf: bytes) -> Iterator[str]:
    """What was found until the file stopped making sense."""
    try:
        yield from qr_texts(pdf)
    except Exception:  # as above; what the signatures say stands on its own
        return


def _signatures(
    pdf: bytes, reader: PdfFileReader, trust: Trust, now: datetime
) -> Iterator[SignatureEvidence]:
    clean = {signature.signed_size: signature.gap_is_clean for signature in raw_signatures(pdf)}
    for embedded in reader.embedded_signatures:
        yield _signature(pdf, reader, embedded, trust, now, clean)


def _signature(
    pdf: bytes,
    reader: PdfFileReader,
    embedded: EmbeddedPdfSignature,
    trust: Trust,
    now: datetime,
    clean: dict[int, bool],
) -> SignatureEvidence:
    claimed = embedded.self_reported_timestamp
    status = validate_pdf_signature(
        embedded,
        signer_validation_context=_context(trust, claimed or now),
        key_usage_settings=KeyUsageConstraints(key_usage={"non_repudiation"}),
        skip_diff=True,
    )
    ranges = [int(part) for part in embedded.byte_range]
    signed_size = ranges[2] + ranges[3]
    signer = status.signing_cert
    root = reader.get_historical_root(embedded.signed_revision)
    return SignatureEvidence(
        intact=bool(status.intact),
        valid=bool(status.valid),
        covers_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE and signed_size == len(pdf),
        gap_is_clean=clean.get(signed_size, False),
        trusted=bool(status.trusted),
        trust_problem=getattr(status.trust_problem_indic, "name", ""),
        signer=_name(signer.subject),
        issuer=_name(signer.issuer),
        fingerprint=hashlib.sha256(signer.dump()).hexdigest(),
        chain=tuple(_mark(certificate) for certificate in _path(status)),
        claimed_at=claimed,
        pages_signed=int(root["/Pages"]["/Count"]),
        signed_size=signed_size,
        signed_sha256=hashlib.sha256(pdf[:signed_size]).hexdigest(),
    )


def _context(trust: Trust, moment: datetime) -> ValidationContext:
    """Our roots and nobody else's, no fetching: what a stranger's file names is never opened."""
    return ValidationContext(
        trust_roots=[_asn1(root) for root in trust.roots],
        other_certs=[_asn1(authority) for authority in trust.intermediates],
        moment=moment,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(der(certificate))


def _name(name: asn1_x509.Name) -> str:
    return str(name.native.get("common_name") or name.human_friendly)[:200]


def _path(status: PdfSignatureStatus) -> list[asn1_x509.Certificate]:
    return list(status.validation_path.iter_certs(include_root=True)) if status.validation_path else []


def _mark(certificate: asn1_x509.Certificate) -> str:
    return hashlib.sha256(certificate.dump()).hexdigest()
