"""Set up the test authority of an installation: root, issuing authority, a signer for each office, a QR key."""

import fcntl
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import clock
from sanjha.kernel.errors import DomainError
from sanjha.locker.pki.authority import (
    Holder,
    make_document_signer,
    make_issuing_authority,
    make_qr_signer,
    make_root,
)
from sanjha.locker.pki.certificates import pem, read_certificates
from sanjha.locker.rules import check_office_code
from sanjha.locker.signing.keyring import FILE, usable_key

HEADING = "# Made by `sanjha pki init`: a TEST authority without value in law. Remove this line to keep the file by hand.\n"


@dataclass(frozen=True)
class PkiReport:
    """What init_pki made and what it found standing: names of certificates below the folder of keys."""

    folder: Path
    made: tuple[str, ...]
    kept: tuple[str, ...]

    def __iter__(self) -> Iterator[str]:
        """One line for each certificate, for the terminal."""
        yield from (f"made {self.folder / name}.crt" for name in self.made)
        yield from (f"kept {self.folder / name}.crt" for name in self.kept)


def init_pki(*, home: Path, offices: Iterable[str]) -> PkiReport:
    """Make what is missing of the test authority under `home`/keys; nothing that stands there is replaced.

    `offices` are office codes; private keys are readable by their owner alone. Raises DomainError for an office code
    that cannot be part of a file name, and when signers.toml is kept by hand: real keys stay untouched.
    """
    codes = sorted({check_office_code(code) for code in offices})
    workshop = _Workshop(home / "keys")
    with workshop.closed_to_others():
        _fill(workshop, codes)
    return PkiReport(workshop.folder, tuple(workshop.made), tuple(workshop.kept))


def _fill(workshop: "_Workshop", codes: list[str]) -> None:
    now = clock.now()
    root = workshop.holder("root", partial(make_root, now=now))
    issuing = workshop.holder("issuing", partial(make_issuing_authority, root=root, now=now))
    chain = (issuing.certificate,)
    workshop.holder("qr", partial(make_qr_signer, authority=issuing, now=now), chain)
    for code in codes:
        make = partial(make_document_signer, authority=issuing, office_code=code, now=now)
        workshop.holder(f"office-{code}", make, chain)
    workshop.write_keyring()


@dataclass
class _Workshop:
    """The folder of keys while it is being filled."""

    folder: Path
    made: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        keyring = self.folder / FILE
        if keyring.exists() and not keyring.read_text().startswith(HEADING):
            raise DomainError(
                _("%(file)s is kept by hand. Add the signer there; nothing was changed.")
                % {"file": str(keyring)},
                code="keyring-by-hand",
            )
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    @contextmanager
    def closed_to_others(self) -> Iterator[None]:
        """Two runs at a time would each make half of a pair."""
        with (self.folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def holder(
        self, name: str, make: Callable[[], Holder], chain: tuple[x509.Certificate, ...] = ()
    ) -> Holder:
        """The key and certificate of that name, made when they are not there; `chain` goes into the same file."""
        key_file, certificate_file = self.folder / f"{name}.key", self.folder / f"{name}.crt"
        if certificate_file.exists():
            self.kept.append(name)
            key = usable_key(load_pem_private_key(key_file.read_bytes(), None))
            return Holder(key, read_certificates(certificate_file)[0])
        holder = make()
        text = holder.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        _write(key_file, text, 0o600)
        # The certificate comes last: a run that was cut short left a key without one, and starts again there.
        _write(certificate_file, pem(holder.certificate, *chain), 0o644)
        self.made.append(name)
        return holder

    def write_keyring(self) -> None:
        codes = sorted(path.stem.removeprefix("office-") for path in self.folder.glob("office-*.crt"))
        parts = [
            HEADING,
            '[trust]\nroots = ["root.crt"]\nintermediates = ["issuing.crt"]\nlicensed = []\n',
            '[qr]\ncertificate = "qr.crt"\nkey = "qr.key"\nretired = []\n',
            *(
                f'[office."{code}"]\ncertificate = "office-{code}.crt"\nkey = "office-{code}.key"\n'
                for code in codes
            ),
        ]
        _write(self.folder / FILE, "\n".join(parts).encode(), 0o644)


def _write(path: Path, data: bytes, mode: int) -> None:
    """Write the whole file or nothing, never readable by others in between."""
    draft = path.with_name(f".{path.name}.new")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
