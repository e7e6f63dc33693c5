"""Releases notes with paragraphs blacked out so that what is left can still be proved.

Of a severed paragraph only the hash of its leaf is given, of the others the words and the salt of that leaf. From these the root
over the note is made again (RFC 9162, section 2.1); it stands in the text that the author signed.
"""

import hmac
import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sanjha.eoffice import archives, sealing
from sanjha.eoffice.markup import paragraphs
from sanjha.eoffice.models import Note
from sanjha.kernel import audit, merkle

FORMAT = "sanjha-rti-release/1"


def severed_note(note: Note, clauses: Mapping[int, str]) -> dict[str, Any]:
    """A note for release. `clauses` names, by the paragraph's position from 1, why it is severed."""
    salt = bytes(note.salt)
    leaves = []
    for position, paragraph in enumerate(paragraphs(note.body)):
        own = hmac.digest(salt, str(position).encode(), "sha256")
        if position + 1 in clauses:
            leaf = merkle.leaf_hash(own + paragraph.encode()).hex()
            leaves.append({"severed": clauses[position + 1], "leaf": leaf})
        else:
            leaves.append({"words": paragraph, "salt": own.hex()})
    return {
        "number": note.number,
        "leaves": leaves,
        "sealed_text": note.sealed_text,
        "hash": note.hash,
        "signature": bytes(note.signature).hex(),
        "key": note.key.public_key if note.key else "",
    }


def signed(log: Mapping[str, Any]) -> dict[str, Any]:
    """The log with the house's signature over it."""
    body = audit.canonical_json(log)
    return {
        "log": json.loads(body),
        "house": archives.house_key().decode(),
        "signature": archives.sign(body.encode()),
    }


def faults(release: Mapping[str, Any]) -> list[str]:
    """All that does not hold in a release, needing nothing but the release itself; empty when it is as it was made.

    Raises KeyError, TypeError or ValueError for what is no release.
    """
    log = release["log"]
    if log["format"] != FORMAT:
        raise ValueError(log["format"])
    body = audit.canonical_json(log).encode()
    house = release["house"].encode()
    found = (
        []
        if archives.fits(house, bytes.fromhex(release["signature"]), body)
        else ["the log: its signature does not fit"]
    )
    for note in log["notes"]:
        found += _note_faults(note)
    return found


def _note_faults(note: Mapping[str, Any]) -> list[str]:
    said = f"note {note['number']}"
    sealed = json.loads(note["sealed_text"])
    found = []
    if root_of(note["leaves"]) != sealed["body"]:
        found.append(f"{said}: its words are not those that were sealed")
    if note["hash"] != sealing.hash_of(note["sealed_text"]) or sealed["number"] != note["number"]:
        found.append(f"{said}: its hash is not that of what was sealed")
    if note["key"] and not _signed_by(note):
        found.append(f"{said}: the signature of its author does not fit")
    return found


def root_of(leaves: Sequence[Mapping[str, str]]) -> str:
    """The root over the leaves of a release, 64 hex digits."""
    hashes = [
        bytes.fromhex(leaf["leaf"])
        if "leaf" in leaf
        else merkle.leaf_hash(bytes.fromhex(leaf["salt"]) + leaf["words"].encode())
        for leaf in leaves
    ]
    return (merkle.root_of_hashes(hashes) if hashes else sha256(b"").digest()).hex()


def _signed_by(note: Mapping[str, Any]) -> bool:
    public = serialization.load_pem_public_key(note["key"].encode())
    if not isinstance(public, Ed25519PublicKey):
        return False
    try:
        public.verify(bytes.fromhex(note["signature"]), note["sealed_text"].encode())
    except InvalidSignature:
        return False
    return True
