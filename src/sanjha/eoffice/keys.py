"""Officers' signing keys (Ed25519, RFC 8032). The software keys of a demonstration are files of this house, made at first use."""

from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.utils.translation import gettext as _

from sanjha.eoffice.models import Note, SigningKey
from sanjha.kernel import clock, keyfiles
from sanjha.kernel.conf import conf
from sanjha.kernel.errors import Unavailable

_PUBLIC = (serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def key_of(officer: UUID) -> SigningKey:
    """The officer's key in force. Raises Unavailable where one must be registered first (every production house)."""
    found = SigningKey.objects.filter(officer=officer, ended_at__isnull=True).first()
    if found is not None:
        return found
    if conf.production:
        raise Unavailable(
            _("You have no key to sign notes with. Ask the administrator of your office to register one."),
            code="no-signing-key",
        )
    public = keyfiles.signing_key(_path(officer)).public_key().public_bytes(*_PUBLIC).decode()
    made, _new = SigningKey.objects.get_or_create(
        officer=officer,
        ended_at=None,
        defaults={
            "source": SigningKey.Source.SOFTWARE,
            "public_key": public,
            "registered_at": clock.now(),
        },
    )
    return made


def sign(key: SigningKey, text: str) -> bytes:
    """The signature over the text, 64 bytes. Raises Unavailable when the private half cannot be used here."""
    if key.source != SigningKey.Source.SOFTWARE or not _path(key.officer).exists():
        raise Unavailable(
            _("Your signing key cannot be reached. Nothing was sent; try again."), code="key-away"
        )
    private: Ed25519PrivateKey = keyfiles.signing_key(_path(key.officer))
    return private.sign(text.encode())


def fits(note: Note) -> bool:
    """Whether the note's signature fits its sealed text under the key that it names."""
    if note.key is None:
        return False
    public = serialization.load_pem_public_key(note.key.public_key.encode())
    if not isinstance(public, Ed25519PublicKey):
        return False
    try:
        public.verify(bytes(note.signature), note.sealed_text.encode())
    except InvalidSignature:
        return False
    return True


def _path(officer: UUID) -> Path:
    return conf.home / "keys" / "officers" / f"{officer}.pem"
