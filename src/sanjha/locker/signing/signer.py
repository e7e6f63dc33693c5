"""Whoever can sign: a key and its certificate, wherever the key is kept."""

from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from sanjha.locker.pki.authority import PrivateKey


class Signer(Protocol):
    """Signs with SHA-256: RSA PKCS #1 v1.5, or ECDSA as DER. Safe to use from many threads."""

    def __hash__(self) -> int: ...

    @property
    def certificate(self) -> x509.Certificate: ...

    @property
    def chain(self) -> tuple[x509.Certificate, ...]:
        """The certificates above the signer's own, nearest first, without the root."""

    def sign(self, data: bytes) -> bytes:
        """The signature of the data. Raises Unavailable when the key cannot be reached."""


class SoftwareSigner:
    """A key held in memory. It is loaded and checked once: doing so at each signature costs more than signing."""

    def __init__(
        self, *, key: PrivateKey, certificate: x509.Certificate, chain: tuple[x509.Certificate, ...] = ()
    ) -> None:
        if key.public_key() != certificate.public_key():
            raise ValueError("the private key does not belong to the certificate")
        self._key = key
        self._certificate = certificate
        self._chain = chain

    @property
    def certificate(self) -> x509.Certificate:
        return self._certificate

    @property
    def chain(self) -> tuple[x509.Certificate, ...]:
        return self._chain

    def sign(self, data: bytes) -> bytes:
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        return self._key.sign(data, ec.ECDSA(hashes.SHA256()))
