"""What a printed note proves by itself: its wording, author, post and time, without the rest of the file.

The proof is a JSON document: the text that was signed, the signature, the author's public key, and each paragraph with its
salt. Anybody can check it without this house: the leaves lead to the root that the signed text names (RFC 9162, section
2.1), and the signature fits (RFC 8032).
"""

import base64
import hmac
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sanjha.eoffice import markup, sealing
from sanjha.eoffice.models import Note
from sanjha.kernel import merkle

KIND = "sanjha-note-proof"
_TOKEN_BYTES = 12


def token_of(note: Note) -> str:
    """What only the printed sheet and the file know: without it nobody finds the page of a note."""
    digest = hmac.digest(bytes(note.salt), b"printed note sheet", "sha256")
    return base64.b32encode(digest[:_TOKEN_BYTES]).decode().rstrip("=").lower()


def fits_token(note: Note, token: str) -> bool:
    return hmac.compare_digest(token_of(note), token)


def document(note: Note) -> dict[str, Any]:
    """The proof of one sealed note."""
    parts = zip(sealing.salted(note.body, bytes(note.salt)), markup.paragraphs(note.body), strict=True)
    return {
        "kind": KIND,
        "sealed": note.sealed_text,
        "signature": bytes(note.signature).hex(),
        "public_key": note.key.public_key if note.key else "",
        "paragraphs": [{"salt": leaf[: -len(text.encode())].hex(), "html": text} for leaf, text in parts],
    }


def faults(proof: Mapping[str, Any]) -> list[str]:
    """What does not hold in a proof, in words; empty when it proves what it says."""
    try:
        sealed = json.loads(proof["sealed"])
        leaves = [bytes.fromhex(part["salt"]) + part["html"].encode() for part in proof["paragraphs"]]
        signature, key = bytes.fromhex(proof["signature"]), proof["public_key"].encode()
        root, number = sealed["body"], sealed["number"]
    except (KeyError, ValueError, TypeError, AttributeError):
        return ["this is no proof of a note: parts are missing or cannot be read"]
    found = []
    if merkle.root(leaves).hex() != root:
        found.append(f"note {number}: the wording is not that which was signed")
    if not _is_signed(key, signature, proof["sealed"].encode()):
        found.append(f"note {number}: the signature does not fit")
    return found


def _is_signed(key: bytes, signature: bytes, text: bytes) -> bool:
    try:
        public = serialization.load_pem_public_key(key)
        if not isinstance(public, Ed25519PublicKey):
            return False
        public.verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True
