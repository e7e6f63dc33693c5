"""A signer whose key never leaves a hardware module: PKCS #11, through the optional package python-pkcs11."""

import hashlib
import importlib
import importlib.util
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.errors import Unavailable


def is_installed() -> bool:
    """Whether python-pkcs11 is there; only installations with a hardware module need it."""
    return importlib.util.find_spec("pkcs11") is not None


class Token:
    """One token of a module. A process logs in to it once, so all signers of the token share the session.

    One thread at a time uses the session. One that broke (module restarted, token pulled and put back) is opened once
    more before Unavailable is raised.
    """

    def __init__(self, module: Path, label: str) -> None:
        self._module = module
        self._label = label
        self._lock = Lock()
        self._session: Any = None
        self._keys: dict[str, Any] = {}

    def sign(self, key_label: str, data: bytes, mechanism: str, pin: str) -> bytes:
        if not is_installed():
            raise Unavailable(_("The hardware module cannot be used: python-pkcs11 is not installed."))
        errors = importlib.import_module("pkcs11.exceptions")
        with self._lock:
            for last_attempt in (False, True):
                try:
                    return self._sign(key_label, data, mechanism, pin)
                except (errors.PKCS11Error, RuntimeError) as error:
                    self._forget(errors)
                    if last_attempt:
                        raise Unavailable(
                            _("The hardware module that keeps the signing key does not answer.")
                        ) from error
        raise AssertionError("unreachable: the second attempt returns or raises")

    def _sign(self, key_label: str, data: bytes, mechanism: str, pin: str) -> bytes:
        pkcs11: Any = importlib.import_module("pkcs11")
        if self._session is None:
            token = pkcs11.lib(str(self._module)).get_token(token_label=self._label)
            self._session = token.open(user_pin=pin)
        if key_label not in self._keys:
            kind = pkcs11.ObjectClass.PRIVATE_KEY
            self._keys[key_label] = self._session.get_key(object_class=kind, label=key_label)
        return bytes(self._keys[key_label].sign(data, mechanism=pkcs11.Mechanism[mechanism]))

    def _forget(self, errors: Any) -> None:
        self._keys.clear()
        if self._session is not None:
            with suppress(errors.PKCS11Error):
                self._session.close()
            self._session = None


@cache
def token_of(module: Path, label: str) -> Token:
    """The one object of this process for a token."""
    return Token(module, label)


class HardwareSigner:
    """Signs in the module `module` with the private key `label` of the token `token`."""

    def __init__(
        self,
        *,
        module: Path,
        token: str,
        label: str,
        pin: str,
        certificate: x509.Certificate,
        chain: tuple[x509.Certificate, ...] = (),
    ) -> None:
        self._token = token_of(module, token)
        self._label = label
        self._pin = pin
        self._certificate = certificate
        self._chain = chain

    @property
    def certificate(self) -> x509.Certificate:
        return self._certificate

    @property
    def chain(self) -> tuple[x509.Certificate, ...]:
        return self._chain

    def sign(self, data: bytes) -> bytes:
        if isinstance(self._certificate.public_key(), ec.EllipticCurvePublicKey):
            # Many modules only know ECDSA over a digest that is already made.
            digest = hashlib.sha256(data).digest()
            return _as_der(self._token.sign(self._label, digest, "ECDSA", self._pin))
        return self._token.sign(self._label, data, "SHA256_RSA_PKCS", self._pin)


def _as_der(raw: bytes) -> bytes:
    """PKCS #11 gives r and s side by side; X.509 wants them as a DER sequence."""
    half = len(raw) // 2
    return encode_dss_signature(int.from_bytes(raw[:half]), int.from_bytes(raw[half:]))
