"""The public halves of the QR keys, as a JSON Web Key Set (RFC 7517) that verifiers keep."""

import base64
from collections.abc import Iterable
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from sanjha.locker.pki.certificates import der, key_id

_SIZE = 32


def jwks(certificates: Iterable[x509.Certificate]) -> dict[str, Any]:
    """The key set: kid is the key id of the QR code in hex, x5c the certificate."""
    return {"keys": [_jwk(certificate) for certificate in certificates]}


def _jwk(certificate: x509.Certificate) -> dict[str, Any]:
    key = certificate.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise TypeError("QR codes are signed with elliptic-curve keys only")
    numbers = key.public_numbers()
    return {
        "kty": "EC",
        "crv": "P-256",
        "use": "sig",
        "alg": "ES256",
        "kid": key_id(certificate).hex(),
        "x": _base64url(numbers.x.to_bytes(_SIZE)),
        "y": _base64url(numbers.y.to_bytes(_SIZE)),
        "x5c": [base64.b64encode(der(certificate)).decode()],
    }


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
