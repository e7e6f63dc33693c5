"""A file as a package that explains itself: manifest with hashes, notes, movements, papers, keys, and one signature over all.

Members: manifest.json, manifest.sig (Ed25519 over the manifest's bytes, hex), README.txt, notes.json, movements.json,
keys.json (officers' public keys), papers/N.pdf. Whoever has the package needs no house of ours to check it: hashes are
SHA-256, notes are chained and signed as `sealing` says, and the manifest names the key of the house that made it.
"""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.utils.translation import gettext as _

from sanjha.eoffice import keys, sealing
from sanjha.eoffice.models import CorrespondenceItem, File, Movement, Note, Signatory, SigningKey
from sanjha.kernel import audit, blobs, keyfiles
from sanjha.kernel.conf import conf
from sanjha.kernel.errors import DomainError

FORMAT = "sanjha-eoffice-archive/1"
LARGEST = 500_000_000
README = __doc__ or ""
_PUBLIC = (serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


@dataclass(frozen=True)
class Checked:
    """A package that was read: its manifest, the fingerprint of the key that signed it, and all that does not hold."""

    manifest: Mapping[str, Any]
    key: str
    digest: str
    faults: list[str]


def package_of(file: File, at: datetime) -> dict[str, bytes]:
    """The members of the file's package. The caller has made sure that it may leave the house."""
    notes = list(file.notes.filter(state=Note.State.SEALED).select_related("key").order_by("number"))
    papers = list(file.correspondence.order_by("serial"))
    members = {
        "README.txt": README.encode(),
        "notes.json": _json([_note(note) for note in notes]),
        "movements.json": _json([_movement(one) for one in file.movements.order_by("number")]),
        "keys.json": _json({str(note.key_id): note.key.public_key for note in notes if note.key}),
    }
    members |= {f"papers/{item.serial}.pdf": blobs.get(item.blob) for item in papers if _is_there(item)}
    before = sealing.volume_before(file.pk)
    manifest = {
        "format": FORMAT,
        "made_at": at.isoformat(),
        "file": _cover(file),
        "after": list(sealing.head_of(before)) if before else [0, ""],
        "papers": [_paper(item) for item in papers],
        "members": {name: sha256(data).hexdigest() for name, data in sorted(members.items())},
        "house": house_key().decode(),
    }
    members["manifest.json"] = _json(manifest)
    signature = keyfiles.signing_key(_key_path()).sign(members["manifest.json"])
    members["manifest.sig"] = signature.hex().encode()
    return members


def check(members: Mapping[str, bytes]) -> Checked:
    """Read a package and find all that does not hold: signature, hashes, the chain of notes, their signatures.

    Raises DomainError for what is no package at all.
    """
    try:
        manifest = json.loads(members["manifest.json"])
        signature = bytes.fromhex(members["manifest.sig"].decode())
        house = manifest["house"].encode()
        if manifest["format"] != FORMAT:
            raise ValueError(manifest["format"])
        faults = [
            *_signature_faults(house, signature, members["manifest.json"]),
            *_member_faults(manifest, members),
        ]
        faults += _note_faults(manifest, members)
    except (KeyError, ValueError, TypeError, AttributeError, msgspec.ValidationError) as error:
        raise DomainError(
            _("This is not the archive of a file (%(why)s).") % {"why": type(error).__name__},
            code="no-archive",
        ) from None
    return Checked(manifest, sha256(house).hexdigest(), sha256(members["manifest.json"]).hexdigest(), faults)


def house_key() -> bytes:
    """The public key (PEM) with which this house signs archives and releases."""
    return keyfiles.signing_key(_key_path()).public_key().public_bytes(*_PUBLIC)


def sign(data: bytes) -> str:
    """The house's signature over the bytes, as hex digits."""
    return keyfiles.signing_key(_key_path()).sign(data).hex()


def fits(public_pem: bytes, signature: bytes, data: bytes) -> bool:
    """Whether the signature fits. A key of another kind fits nothing."""
    public = serialization.load_pem_public_key(public_pem)
    if not isinstance(public, Ed25519PublicKey):
        return False
    try:
        public.verify(signature, data)
    except InvalidSignature:
        return False
    return True


def zipped(members: Mapping[str, bytes]) -> bytes:
    """The package as one ZIP archive."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(members.items()):
            archive.writestr(name, data)
    return target.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The members of a ZIP archive. Raises DomainError for what is none, or too large unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > LARGEST:
                raise DomainError(_("The archive is too large."), code="too-large", field="package")
            return {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
        raise DomainError(_("This is not a ZIP archive."), code="not-zip", field="package") from None


def from_folder(folder: Path) -> dict[str, bytes]:
    """The members that lie in a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _is_there(item: CorrespondenceItem) -> bool:
    return bool(item.blob) and blobs.exists(item.blob)


def _key_path() -> Path:
    return conf.home / "keys" / "archive.pem"


def _json(value: Any) -> bytes:
    return audit.canonical_json(value).encode()


def _cover(file: File) -> dict[str, Any]:
    names = (
        "number computer_number scheme kind medium state grading branch head year subject category".split()
    )
    return {"id": str(file.pk), **{name: getattr(file, name) for name in names}} | {
        "opened_at": file.opened_at.isoformat(),
        "opened_by": file.opened_by,
    }


def _note(note: Note) -> dict[str, Any]:
    names = "number kind language body text author body_hash sealed_text hash".split()
    return {"id": str(note.pk), **{name: getattr(note, name) for name in names}} | {
        "sealed_at": note.sealed_at.isoformat() if note.sealed_at else "",
        "salt": bytes(note.salt).hex(),
        "signature": bytes(note.signature).hex(),
        "key": str(note.key_id) if note.key_id else "",
    }


def _movement(movement: Movement) -> dict[str, Any]:
    names = (
        "number kind from_post to_post to_title sender remarks sent_at read_at closed_at after_note".split()
    )
    return {name: getattr(movement, name) for name in names}


def _paper(item: CorrespondenceItem) -> dict[str, Any]:
    names = "serial kind title paper_date page_from page_to blob media_type".split()
    return {name: getattr(item, name) for name in names} | {"is_here": _is_there(item)}


def _signature_faults(house: bytes, signature: bytes, manifest: bytes) -> list[str]:
    return [] if fits(house, signature, manifest) else ["the manifest: its signature does not fit"]


def _member_faults(manifest: Mapping[str, Any], members: Mapping[str, bytes]) -> list[str]:
    expected = manifest["members"]
    faults = [f"{name}: missing" for name in expected if name not in members]
    faults += [
        f"{name}: not the bytes that were packed"
        for name, digest in expected.items()
        if name in members and sha256(members[name]).hexdigest() != digest
    ]
    known = {*expected, "manifest.json", "manifest.sig"}
    faults += [f"{name}: not in the manifest" for name in sorted(set(members) - known)]
    faults += [
        f"papers/{paper['serial']}.pdf: not the paper of the file"
        for paper in manifest["papers"]
        if paper["is_here"] and expected.get(f"papers/{paper['serial']}.pdf") != paper["blob"]
    ]
    return faults


def _note_faults(manifest: Mapping[str, Any], members: Mapping[str, bytes]) -> list[str]:
    public = json.loads(members["keys.json"])
    notes = notes_of(members, UUID(manifest["file"]["id"]), public)
    return sealing.faults(notes, keys.fits, (manifest["after"][0], manifest["after"][1]))


def notes_of(members: Mapping[str, bytes], file_id: UUID, public: Mapping[str, str]) -> list[Note]:
    """The notes of a package, as notes that are in no store."""
    made = []
    for given in json.loads(members["notes.json"]):
        key = SigningKey(public_key=public[given["key"]]) if given["key"] else None
        made.append(
            Note(
                id=UUID(given["id"]),
                file_id=file_id,
                state=Note.State.SEALED,
                author=msgspec.convert(given["author"], Signatory),
                sealed_at=datetime.fromisoformat(given["sealed_at"]),
                salt=bytes.fromhex(given["salt"]),
                signature=bytes.fromhex(given["signature"]),
                key=key,
                **{
                    name: given[name]
                    for name in "number kind language body text body_hash sealed_text hash".split()
                },
            )
        )
    return made
