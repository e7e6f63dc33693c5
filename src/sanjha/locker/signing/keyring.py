"""Which keys this installation signs with and whom it believes, read from one file: signers.toml.

    [trust]
    roots = ["root.crt"]             # PEM; documents and QR codes are believed under these
    licensed = []                    # and under these, which belong to licensed certifying authorities
    intermediates = ["issuing.crt"]

    [qr]
    certificate = "qr.crt"
    key = "qr.key"
    retired = ["qr-2025.crt"]        # no longer signing, still believed

    [office.T255]                    # a key file ...
    certificate = "T255.crt"         # with the certificates above it, nearest first, without the root
    key = "T255.key"
    [office.T256]                    # ... or PKCS #12 ...
    pkcs12 = "T256.p12"
    passphrase_file = "T256.pass"
    [office.T257]                    # ... or a hardware module
    certificate = "T257.crt"
    module = "/usr/lib/softhsm/libsofthsm2.so"
    token = "sanjha"
    label = "T257"
    pin_file = "T257.pin"

Paths are relative to the file. A certificate without a licensed root makes specimens, never documents.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.hazmat.primitives.serialization.pkcs12 import load_key_and_certificates
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.conf import conf
from sanjha.kernel.errors import Unavailable
from sanjha.locker.pki.authority import PrivateKey
from sanjha.locker.pki.certificates import is_marked_test, key_id, read_certificates
from sanjha.locker.pki.trust import Trust
from sanjha.locker.signing.hsm import HardwareSigner
from sanjha.locker.signing.signer import Signer, SoftwareSigner

FILE = "signers.toml"


@dataclass(frozen=True)
class Keyring:
    """The signers of this installation, loaded once, and its trust."""

    offices: Mapping[str, Signer]
    qr: Signer | None
    trust: Trust

    def for_office(self, code: str) -> Signer:
        """The document signer of an office. Raises Unavailable when none has been set up."""
        try:
            return self.offices[code]
        except KeyError:
            raise Unavailable(
                _("The office %(code)s has no document-signer certificate. Run: sanjha pki init")
                % {"code": code}
            ) from None

    def for_qr(self) -> Signer:
        """The signer of QR codes. Raises Unavailable when none has been set up."""
        if self.qr is None:
            raise Unavailable(_("There is no key for QR codes. Run: sanjha pki init"))
        return self.qr

    def is_specimen(self, signer: Signer) -> bool:
        """Whether papers signed by this signer have no value in law and must say so."""
        return not self.trust.is_licensed((signer.certificate, *signer.chain))


def keyring() -> Keyring:
    """The keyring of this installation; read again only when the file changed. Empty when there is no file."""
    path = conf.home / "keys" / FILE
    try:
        return _load(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return Keyring(offices={}, qr=None, trust=Trust())


@lru_cache(maxsize=4)
def _load(path: Path, _changed_at: int) -> Keyring:
    return load(path)


def load(path: Path) -> Keyring:
    """Read one signers.toml. Raises OSError, ValueError or KeyError for a file that is missing or wrong."""
    folder = path.parent
    text = tomllib.loads(path.read_text())
    trust = text.get("trust", {})
    qr = text.get("qr")
    qr_signer = _signer(folder, qr) if qr else None
    retired = _certificates(folder, qr.get("retired", ())) if qr else ()
    published = (*((qr_signer.certificate,) if qr_signer else ()), *retired)
    licensed = _licensed(folder, trust.get("licensed", ()))
    return Keyring(
        offices={code: _signer(folder, entry) for code, entry in text.get("office", {}).items()},
        qr=qr_signer,
        trust=Trust(
            roots=(*_certificates(folder, trust.get("roots", ())), *licensed),
            intermediates=_certificates(folder, trust.get("intermediates", ())),
            licensed=licensed,
            qr_keys={key_id(certificate): certificate for certificate in published},
        ),
    )


def _certificates(folder: Path, names: list[str] | tuple[str, ...]) -> tuple[x509.Certificate, ...]:
    return tuple(certificate for name in names for certificate in read_certificates(folder / name))


def _licensed(folder: Path, names: list[str] | tuple[str, ...]) -> tuple[x509.Certificate, ...]:
    roots = _certificates(folder, names)
    if any(is_marked_test(root) for root in roots):
        raise ValueError("a root of the test authority cannot stand under trust.licensed")
    return roots


def _signer(folder: Path, entry: Mapping[str, Any]) -> Signer:
    if "pkcs12" in entry:
        return _from_pkcs12(folder, entry)
    certificate, *chain = read_certificates(folder / entry["certificate"])
    if "module" in entry:
        return HardwareSigner(
            module=folder / entry["module"],
            token=entry["token"],
            label=entry["label"],
            pin=(folder / entry["pin_file"]).read_text().strip(),
            certificate=certificate,
            chain=tuple(chain),
        )
    key = load_pem_private_key((folder / entry["key"]).read_bytes(), _passphrase(folder, entry))
    return SoftwareSigner(key=usable_key(key), certificate=certificate, chain=tuple(chain))


def _from_pkcs12(folder: Path, entry: Mapping[str, Any]) -> Signer:
    key, certificate, chain = load_key_and_certificates(
        (folder / entry["pkcs12"]).read_bytes(), _passphrase(folder, entry)
    )
    if certificate is None:
        raise ValueError(f"{entry['pkcs12']} holds no certificate for its key")
    above = tuple(found for found in chain if found.subject != found.issuer)
    return SoftwareSigner(key=usable_key(key), certificate=certificate, chain=above)


def _passphrase(folder: Path, entry: Mapping[str, Any]) -> bytes | None:
    name = entry.get("passphrase_file")
    return (folder / name).read_bytes().strip() if name else None


def usable_key(key: object) -> PrivateKey:
    """The key, if it is of a kind that signs documents. Raises ValueError otherwise."""
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise ValueError("only RSA and elliptic-curve keys can sign documents")
    return key
