"""What we read from a certificate: its fingerprint, its key id, its names, whether it is only a test one."""

import hashlib
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from sanjha.locker.pki.authority import MARK


def der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def pem(*certificates: x509.Certificate) -> bytes:
    return b"".join(certificate.public_bytes(Encoding.PEM) for certificate in certificates)


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 over the DER form, in hex."""
    return hashlib.sha256(der(certificate)).hexdigest()


def key_id(certificate: x509.Certificate) -> bytes:
    """The eight bytes by which a QR code names the key it was signed with: the head of the fingerprint."""
    return bytes.fromhex(fingerprint(certificate))[:8]


def common_name(certificate: x509.Certificate) -> str:
    return _attribute(certificate.subject, NameOID.COMMON_NAME)


def issuer_name(certificate: x509.Certificate) -> str:
    return _attribute(certificate.issuer, NameOID.COMMON_NAME)


def is_marked_test(certificate: x509.Certificate) -> bool:
    """Whether our own test authority made it: such a root is never accepted as a licensed one."""
    return MARK in common_name(certificate) or MARK in issuer_name(certificate)


def read_certificates(path: Path) -> tuple[x509.Certificate, ...]:
    """All certificates of a PEM file. Raises ValueError when there is none, OSError when it cannot be read."""
    return tuple(x509.load_pem_x509_certificates(path.read_bytes()))


def _attribute(name: x509.Name, kind: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(kind)
    return str(found[0].value) if found else ""
