"""A certificate authority for demonstration and tests. Nothing it signs has a value in law, and every name says so."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

MARK = "Sanjha TEST"
ORGANISATION = "Sanjha TEST authority - no legal value"
CERTIFICATE_SIGNING = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
DOCUMENT_SIGNING = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
CREDENTIAL_SIGNING = x509.KeyUsage(True, False, False, False, False, False, False, False, False)
PURPOSE_DOCUMENT = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")
"""id-kp-documentSigning, RFC 9336."""

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Holder:
    """A private key with its certificate."""

    key: PrivateKey
    certificate: x509.Certificate


def make_root(*, now: datetime) -> Holder:
    """A self-signed root for twenty years (RSA-3072)."""
    return _make(
        name="root", key=_rsa(3072), issuer=None, now=now, years=20, usage=CERTIFICATE_SIGNING, path_length=1
    )


def make_issuing_authority(*, root: Holder, now: datetime) -> Holder:
    """The authority that certifies offices, for ten years (RSA-3072)."""
    return _make(
        name="issuing authority",
        key=_rsa(3072),
        issuer=root,
        now=now,
        years=10,
        usage=CERTIFICATE_SIGNING,
        path_length=0,
    )


def make_document_signer(*, authority: Holder, office_code: str, now: datetime) -> Holder:
    """A document-signer certificate of one office, for three years (RSA-2048, as readers of PDF expect)."""
    return _make(
        name=f"document signer {office_code}",
        key=_rsa(2048),
        issuer=authority,
        now=now,
        years=3,
        usage=DOCUMENT_SIGNING,
        unit=office_code,
        purpose=PURPOSE_DOCUMENT,
    )


def make_qr_signer(*, authority: Holder, now: datetime) -> Holder:
    """The key that signs what stands in QR codes, for three years (EC P-256: short signatures, small codes)."""
    return _make(
        name="QR signer",
        key=ec.generate_private_key(ec.SECP256R1()),
        issuer=authority,
        now=now,
        years=3,
        usage=CREDENTIAL_SIGNING,
        purpose=PURPOSE_DOCUMENT,
    )


def _rsa(bits: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def _make(
    *,
    name: str,
    key: PrivateKey,
    issuer: Holder | None,
    now: datetime,
    years: int,
    usage: x509.KeyUsage,
    unit: str = "",
    purpose: x509.ObjectIdentifier | None = None,
    path_length: int | None = None,
) -> Holder:
    subject = _name(name, unit)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        # Clocks differ: a certificate made this minute must already hold on the next machine.
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=366 * years))
        .add_extension(x509.BasicConstraints(path_length is not None, path_length), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if purpose:
        builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
    if issuer:
        identifier = issuer.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
        builder = builder.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), critical=False
        )
    return Holder(key, builder.sign(issuer.key if issuer else key, hashes.SHA256()))


def _name(name: str, unit: str) -> x509.Name:
    parts = [(NameOID.COUNTRY_NAME, "IN"), (NameOID.ORGANIZATION_NAME, ORGANISATION)]
    if unit:
        parts.append((NameOID.ORGANIZATIONAL_UNIT_NAME, unit))
    parts.append((NameOID.COMMON_NAME, f"{MARK} {name}"))
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in parts])
