"""Whom we believe: roots, the authorities under them, and the keys of QR codes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from cryptography import x509
from cryptography.exceptions import InvalidSignature

_NO_KEYS: Mapping[bytes, x509.Certificate] = MappingProxyType({})


@dataclass(frozen=True)
class Trust:
    """Roots that are believed, which of them are licensed under the law, and the certificates of QR keys by key id."""

    roots: tuple[x509.Certificate, ...] = ()
    intermediates: tuple[x509.Certificate, ...] = ()
    licensed: tuple[x509.Certificate, ...] = ()
    qr_keys: Mapping[bytes, x509.Certificate] = field(default_factory=lambda: _NO_KEYS)

    def root_of(self, chain: Sequence[x509.Certificate]) -> x509.Certificate | None:
        """The believed root under which a chain (signer first) stands by signatures, or none. Dates are not looked at."""
        known = (*chain, *self.intermediates)
        current = chain[0]
        for _step in range(len(known) + 1):
            for root in self.roots:
                if root == current or _is_issued_by(current, root):
                    return root
            above = next(
                (found for found in known if found != current and _is_issued_by(current, found)), None
            )
            if above is None:
                return None
            current = above
        return None

    def is_licensed(self, chain: Sequence[x509.Certificate]) -> bool:
        """Whether the chain ends under a root of a licensed certifying authority."""
        return self.root_of(chain) in self.licensed

    def believes_qr_key(self, identifier: bytes) -> x509.Certificate | None:
        """The certificate of a QR key that is published and stands under one of our roots, or none."""
        certificate = self.qr_keys.get(identifier)
        return certificate if certificate and self.root_of((certificate,)) else None


def _is_issued_by(certificate: x509.Certificate, authority: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(authority)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True
