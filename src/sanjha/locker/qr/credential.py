"""What the QR code says, signed: a CWT (RFC 8392) in COSE_Sign1 (RFC 9052) with ES256, as base45 text (RFC 9285).

Claims: 1 issuer, 4 expiry, 6 issued at, 7 the document's id, and one private map:
    1 kind of document, 2 number, 3 first 16 bytes of the hash of the document's data, 4 printed fields.
It holds nothing that is not printed on the page beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import base45
import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from sanjha.locker.pki.certificates import key_id
from sanjha.locker.pki.trust import Trust
from sanjha.locker.signing.signer import Signer

PREFIX = "PB1:"
PRIVATE_CLAIM = -70001
HASH_BYTES = 16
LONGEST = 4296
"""Alphanumeric signs that the largest QR code can hold."""
COSE_SIGN1 = 18
ES256 = -7
_HALF = 32


class NotACredential(Exception):
    """The text is not one of our QR codes, or it is damaged."""


class SignatureBroken(Exception):
    """The text has the right form, but its signature does not hold."""


class UnknownKey(Exception):
    """The text was signed with a key that is not published."""


@dataclass(frozen=True)
class Credential:
    """The statement in a QR code; `fields` are printed fields by short names."""

    issuer: str
    document_id: str
    issued_at: datetime
    kind: str
    number: str
    data_hash: bytes
    expires_at: datetime | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Proved:
    """A credential whose signature holds, and the key that made it."""

    credential: Credential
    key_id: bytes


def encode(credential: Credential, *, signer: Signer) -> str:
    """The text for the QR code. Raises Unavailable when the key cannot be reached, ValueError when it grows too long."""
    protected = cbor2.dumps({1: ES256, 4: key_id(signer.certificate)})
    payload = cbor2.dumps(_claims(credential))
    r, s = decode_dss_signature(signer.sign(_signed_part(protected, payload)))
    signature = r.to_bytes(_HALF) + s.to_bytes(_HALF)
    token = cbor2.dumps(cbor2.CBORTag(COSE_SIGN1, [protected, {}, payload, signature]))
    text: str = PREFIX + base45.b45encode(token).decode()
    if len(text) > LONGEST:
        raise ValueError("the QR code would hold too much")
    return text


def verify(text: str, *, trust: Trust) -> Proved:
    """The credential in the text. Raises NotACredential, UnknownKey or SignatureBroken. Expiry is for the caller to judge."""
    protected, payload, signature = _parts(_token(text))
    identifier = _key_id(protected)
    certificate = trust.believes_qr_key(identifier)
    key = certificate.public_key() if certificate else None
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise UnknownKey(identifier.hex())
    encoded = encode_dss_signature(int.from_bytes(signature[:_HALF]), int.from_bytes(signature[_HALF:]))
    try:
        key.verify(encoded, _signed_part(protected, payload), ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as error:
        raise SignatureBroken from error
    return Proved(_credential(payload), identifier)


def _claims(credential: Credential) -> dict[int, object]:
    claims: dict[int, object] = {
        1: credential.issuer,
        6: int(credential.issued_at.timestamp()),
        7: credential.document_id.encode(),
        PRIVATE_CLAIM: {
            1: credential.kind,
            2: credential.number,
            3: credential.data_hash[:HASH_BYTES],
            4: dict(credential.fields),
        },
    }
    if credential.expires_at:
        claims[4] = int(credential.expires_at.timestamp())
    return claims


def _credential(payload: bytes) -> Credential:
    try:
        claims = cbor2.loads(payload)
        private = claims[PRIVATE_CLAIM]
        expiry = claims.get(4)
        return Credential(
            issuer=str(claims[1]),
            document_id=bytes(claims[7]).decode("ascii"),
            issued_at=datetime.fromtimestamp(int(claims[6]), UTC),
            kind=str(private[1]),
            number=str(private[2]),
            data_hash=bytes(private[3]),
            expires_at=datetime.fromtimestamp(int(expiry), UTC) if expiry is not None else None,
            fields={str(name): str(value) for name, value in private[4].items()},
        )
    except (
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
        OverflowError,
        OSError,
        cbor2.CBORDecodeError,
    ) as error:
        raise NotACredential from error


def _token(text: str) -> bytes:
    """The bytes behind the text. Blanks inside are signs of base45; the last sign never is one, so ends may be trimmed."""
    text = text.strip().upper()
    if not text.startswith(PREFIX) or len(text) > LONGEST:
        raise NotACredential
    try:
        return bytes(base45.b45decode(text.removeprefix(PREFIX)))
    except ValueError as error:
        raise NotACredential from error


def _parts(token: bytes) -> tuple[bytes, bytes, bytes]:
    try:
        tag = cbor2.loads(token)
        # Written again it must be the same: else bytes that no signature covers could ride along.
        if isinstance(tag, cbor2.CBORTag) and tag.tag == COSE_SIGN1 and cbor2.dumps(tag) == token:
            protected, _unprotected, payload, signature = tag.value
            if isinstance(protected, bytes) and isinstance(payload, bytes) and len(signature) == 2 * _HALF:
                return protected, payload, bytes(signature)
    except (TypeError, ValueError, cbor2.CBORDecodeError) as error:
        raise NotACredential from error
    raise NotACredential


def _key_id(protected: bytes) -> bytes:
    """The key that the protected header names. Any algorithm but ES256 is refused: the sender never chooses it."""
    try:
        header = cbor2.loads(protected)
        if header[1] == ES256:
            return bytes(header[4])
    except (KeyError, TypeError, ValueError, IndexError, cbor2.CBORDecodeError) as error:
        raise NotACredential from error
    raise NotACredential


def _signed_part(protected: bytes, payload: bytes) -> bytes:
    return cbor2.dumps(["Signature1", protected, b"", payload])
