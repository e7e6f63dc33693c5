"""A detached CMS signature for PAdES-B-B, built around the two things that differ: the digest and the signature.

ETSI EN 319 142-1 clause 6.3 (baseline B-B) over EN 319 122-1: content type, message digest and ESS
signing-certificate-v2 are signed; the time of signing stands in the PDF's /M, not here.
"""

import hashlib

from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.asymmetric import rsa

from sanjha.locker.pki.certificates import der
from sanjha.locker.signing.der import NULL, OCTET_STRING, SET, integer, oid, sequence, set_of, tlv
from sanjha.locker.signing.signer import Signer

DATA = oid("1.2.840.113549.1.7.1")
SIGNED_DATA = oid("1.2.840.113549.1.7.2")
CONTENT_TYPE = oid("1.2.840.113549.1.9.3")
MESSAGE_DIGEST = oid("1.2.840.113549.1.9.4")
SIGNING_CERTIFICATE_V2 = oid("1.2.840.113549.1.9.16.2.47")
SHA256 = sequence(oid("2.16.840.1.101.3.4.2.1"))
RSA_WITH_SHA256 = sequence(oid("1.2.840.113549.1.1.11"), NULL)
ECDSA_WITH_SHA256 = sequence(oid("1.2.840.10045.4.3.2"))
IMPLICIT_0 = 0xA0
ROOM_FOR_THE_REST = 300


class CmsTemplate:
    """Everything of a signer's CMS that never changes, encoded once."""

    def __init__(self, signer: Signer) -> None:
        certificate = signer.certificate
        encoded = der(certificate)
        self._signer = signer
        self._fixed_attributes = (
            _attribute(CONTENT_TYPE, DATA),
            # SHA-256 is the default algorithm of ESSCertIDv2 and is left out (RFC 5035).
            _attribute(
                SIGNING_CERTIFICATE_V2,
                sequence(sequence(sequence(tlv(OCTET_STRING, hashlib.sha256(encoded).digest())))),
            ),
        )
        self._head = b"".join(
            (
                integer(1),
                tlv(SET, SHA256),
                sequence(DATA),
                set_of((encoded, *(der(above) for above in signer.chain)), IMPLICIT_0),
            )
        )
        self._signer_head = b"".join(
            (integer(1), sequence(_issuer(encoded), integer(certificate.serial_number)), SHA256)
        )
        key = certificate.public_key()
        self._algorithm = RSA_WITH_SHA256 if isinstance(key, rsa.RSAPublicKey) else ECDSA_WITH_SHA256
        signature_size = key.key_size // 8 if isinstance(key, rsa.RSAPublicKey) else 160
        self.largest = len(self._head) + len(self._signer_head) + signature_size + ROOM_FOR_THE_REST
        """No signature of this signer is longer, in bytes."""

    def sign(self, digest: bytes) -> bytes:
        """The CMS over content of that SHA-256 digest. Raises Unavailable when the key cannot be reached."""
        attributes = (*self._fixed_attributes, _attribute(MESSAGE_DIGEST, tlv(OCTET_STRING, digest)))
        # Signed as a SET, carried under [0]: only the first byte differs (RFC 5652, section 5.4).
        signed = set_of(attributes)
        signature = self._signer.sign(signed)
        signer_info = sequence(
            self._signer_head,
            bytes((IMPLICIT_0,)) + signed[1:],
            self._algorithm,
            tlv(OCTET_STRING, signature),
        )
        return sequence(SIGNED_DATA, tlv(IMPLICIT_0, sequence(self._head, tlv(SET, signer_info))))


def _attribute(kind: bytes, value: bytes) -> bytes:
    return sequence(kind, tlv(SET, value))


def _issuer(encoded: bytes) -> bytes:
    """The issuer's name exactly as the certificate spells it: encoding it anew might choose other string types."""
    return bytes(asn1_x509.Certificate.load(encoded).issuer.dump())
