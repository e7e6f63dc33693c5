"""The assertion by which a member proves itself for a token: a JSON Web Token signed with Ed25519 (RFC 7523, RFC 8037)."""

import base64
import binascii
from typing import TypeVar

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

LONGEST = 300
"""Seconds for which an assertion may hold."""
_MOST_CHARACTERS = 4096

T = TypeVar("T")


class BadAssertion(Exception):
    """The assertion proves nothing; the text says why."""


class _Header(msgspec.Struct):
    alg: str
    crit: msgspec.Raw = msgspec.Raw()


class _Claims(msgspec.Struct):
    iss: str
    sub: str
    aud: str
    exp: int
    jti: str


def who_asserts(assertion: str) -> str:
    """The identifier that the assertion claims, not yet proved. Raises BadAssertion for what is none."""
    return _read(assertion)[1].sub


def check_assertion(assertion: str, *, key: Ed25519PublicKey, subject: str, audience: str, now: int) -> str:
    """Its `jti`, which must not come twice. Raises BadAssertion unless all claims and the signature are in order."""
    header, claims, signed, signature = _read(assertion)
    if header.alg not in {"EdDSA", "Ed25519"} or header.crit:
        raise BadAssertion("only EdDSA is accepted, without extensions")
    try:
        key.verify(signature, signed)
    except InvalidSignature:
        raise BadAssertion("the signature does not fit") from None
    if (claims.iss, claims.sub, claims.aud) != (subject, subject, audience):
        raise BadAssertion(f"iss and sub must be {subject}, aud {audience}")
    if not now < claims.exp <= now + LONGEST:
        raise BadAssertion(f"it has run out, or holds for more than {LONGEST} seconds")
    if not 8 <= len(claims.jti) <= 110:
        raise BadAssertion("jti must have 8 to 110 characters")
    return claims.jti


def _read(assertion: str) -> tuple[_Header, _Claims, bytes, bytes]:
    parts = assertion.split(".")
    if len(parts) != 3 or len(assertion) > _MOST_CHARACTERS or not assertion.isascii():
        raise BadAssertion("this is no signed token")
    header, claims, signature = parts
    return _part(header, _Header), _part(claims, _Claims), f"{header}.{claims}".encode(), _bytes(signature)


def _part(text: str, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(_bytes(text), type=kind)
    except msgspec.MsgspecError as error:
        raise BadAssertion(str(error)) from None


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        raise BadAssertion("this is not base64url") from None
