"""HTTP message signatures (RFC 9421) with Ed25519 over a digest of the body (RFC 9530): who sent this request.

Only what services need of the two standards: one signature a message, whole fields, no parameters on components. Any
client that speaks the standards can sign for us; the tests check that against another implementation.
"""

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

BASE = ("@method", "@authority", "@path", "@query", "content-digest")
"""What every signature of ours covers; more fields may be covered beside them."""

ANSWER_BASE = ("@status", "content-digest", "x-road-id")
"""What the signature of an answer covers: the last repeats the id of the question."""

WINDOW = 60
"""Seconds by which the sender's clock may differ, and for which a nonce must be remembered."""

_INPUT = re.compile(
    r"(?P<label>[a-z*][a-z0-9_.*-]{0,39})=(?P<covered>\((?P<names>[^()]*)\)(?P<parameters>(?:;[^,]*)?))"
)
_NAME = re.compile(r'"(@?[a-z0-9-]+)"')
_PARAMETER = re.compile(r';([a-z]+)=(?:"([^"\\]*)"|(\d{1,15}))')
_SIGNATURE = re.compile(r"(?P<label>[a-z*][a-z0-9_.*-]{0,39})=:(?P<value>[A-Za-z0-9+/]+=*):")
_DIGEST = re.compile(r"(sha-256|sha-512)=:([A-Za-z0-9+/]+=*):")


class BadSignature(Exception):
    """The message is not signed as it must be; the text says why, for the log and for the sender."""


@dataclass(frozen=True)
class Message:
    """A request as both sides see it; `path` as sent, `query` without its question mark, fields by lower-case name."""

    method: str
    authority: str
    path: str
    query: str
    fields: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Signed:
    """What a valid signature tells: the key's name, when (Unix time), and the nonce that must not come twice."""

    key_id: str
    created: int
    nonce: str


def signed_fields(
    message: Message, *, key_id: str, key: Ed25519PrivateKey, now: int, also: tuple[str, ...] = ()
) -> dict[str, str]:
    """The fields to add: Content-Digest, Signature-Input and Signature, covering BASE and the fields `also`."""
    digest = f"sha-256=:{_encoded(hashlib.sha256(message.body).digest())}:"
    covered = "(" + " ".join(f'"{name}"' for name in (*BASE, *also)) + ")"
    parameters = f'{covered};created={now};keyid="{key_id}";alg="ed25519";nonce="{secrets.token_urlsafe(16)}"'
    base = _signature_base(message, (*BASE, *also), {**message.fields, "content-digest": digest}, parameters)
    return {
        "content-digest": digest,
        "signature-input": f"sanjha={parameters}",
        "signature": f"sanjha=:{_encoded(key.sign(base))}:",
    }


def verify(
    message: Message,
    *,
    key_of: Callable[[str], Ed25519PublicKey | None],
    now: int,
    also: tuple[str, ...] = (),
) -> Signed:
    """Who signed the message, its body included. Whether the nonce came before is the caller's to ask.

    Raises BadSignature when the signature is missing, covers too little, is older or newer than WINDOW, is made with an
    unknown key, or does not fit the message.
    """
    signed = verify_fields(message, key_of=key_of, now=now, also=also)
    verify_body(message)
    return signed


def verify_answer(
    status: int, fields: Mapping[str, str], body: bytes, *, key: Ed25519PublicKey, now: int
) -> None:
    """Raises BadSignature unless the answer is signed with the key, its status, body and x-road-id covered, within WINDOW.

    That x-road-id is the one of the question is the caller's to ask.
    """
    label, names, parameters, signed = _read_input(fields.get("signature-input", ""))
    missing = [name for name in ANSWER_BASE if name not in names]
    if missing:
        raise BadSignature(f"the signature does not cover {', '.join(missing)}")
    _checked_parameters({"nonce": "-", **parameters}, now)
    base = _base_of({"@status": str(status)}, names, fields, signed)
    try:
        key.verify(_read_signature(fields.get("signature", ""), label), base)
    except InvalidSignature:
        raise BadSignature("the signature does not fit the answer") from None
    verify_body(Message("", "", "", "", fields, body))


def verify_fields(
    message: Message,
    *,
    key_of: Callable[[str], Ed25519PublicKey | None],
    now: int,
    also: tuple[str, ...] = (),
) -> Signed:
    """As verify, before the body is read: only whoever proves to be known may send one. `verify_body` must follow."""
    label, names, parameters, signed = _read_input(message.fields.get("signature-input", ""))
    missing = [name for name in (*BASE, *also) if name not in names]
    if missing:
        raise BadSignature(f"the signature does not cover {', '.join(missing)}")
    key_id, created = _checked_parameters(parameters, now)
    key = key_of(key_id)
    if key is None:
        raise BadSignature("the key is not known")
    _read_digest(message.fields)
    base = _signature_base(message, names, message.fields, signed)
    try:
        key.verify(_read_signature(message.fields.get("signature", ""), label), base)
    except InvalidSignature:
        raise BadSignature("the signature does not fit the message") from None
    return Signed(key_id, created, parameters["nonce"])


def _read_input(text: str) -> tuple[str, tuple[str, ...], dict[str, str], str]:
    found = _INPUT.fullmatch(text.strip())
    if not found:
        raise BadSignature("there is no single Signature-Input")
    names = tuple(_NAME.findall(found["names"]))
    if " ".join(f'"{name}"' for name in names) != found["names"] or len(set(names)) != len(names):
        raise BadSignature("the covered components are not a plain list of names")
    parameters = {name: quoted or number for name, quoted, number in _PARAMETER.findall(found["parameters"])}
    return found["label"], names, parameters, found["covered"]


def _checked_parameters(parameters: Mapping[str, str], now: int) -> tuple[str, int]:
    if parameters.get("alg", "ed25519") != "ed25519":
        raise BadSignature("only ed25519 is accepted")
    if not parameters.get("nonce") or len(parameters["nonce"]) > 120:
        raise BadSignature("there is no nonce")
    created = int(parameters.get("created") or 0)
    if abs(now - created) > WINDOW:
        raise BadSignature(f"the signature was not made within {WINDOW} seconds of now")
    return parameters.get("keyid", ""), created


def verify_body(message: Message) -> None:
    """Raises BadSignature unless the body is the one whose digest was signed."""
    algorithm, signed = _read_digest(message.fields)
    made = hashlib.new(algorithm.replace("-", ""), message.body).digest()
    if not hmac.compare_digest(_encoded(made), signed):
        raise BadSignature("the body is not the one that was signed")


def _read_digest(fields: Mapping[str, str]) -> tuple[str, str]:
    """The algorithm and the digest in base64."""
    found = _DIGEST.fullmatch(fields.get("content-digest", "").strip())
    if not found:
        raise BadSignature("there is no single Content-Digest")
    return found[1], found[2]


def _read_signature(text: str, label: str) -> bytes:
    found = _SIGNATURE.fullmatch(text.strip())
    if not found or found["label"] != label:
        raise BadSignature("there is no single Signature")
    try:
        return base64.b64decode(found["value"], validate=True)
    except ValueError:
        raise BadSignature("the signature is not base64") from None


def _signature_base(
    message: Message, names: tuple[str, ...], fields: Mapping[str, str], parameters: str
) -> bytes:
    derived = {
        "@method": message.method,
        "@authority": message.authority.lower(),
        "@path": message.path,
        "@query": f"?{message.query}",
    }
    return _base_of(derived, names, fields, parameters)


def _base_of(
    derived: Mapping[str, str], names: tuple[str, ...], fields: Mapping[str, str], parameters: str
) -> bytes:
    lines = []
    for name in names:
        value = derived.get(name) if name.startswith("@") else fields.get(name)
        if value is None:
            raise BadSignature(f"{name} is covered, but not there")
        lines.append(f'"{name}": {value.strip()}')
    return "\n".join([*lines, f'"@signature-params": {parameters}']).encode()


def _encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()
