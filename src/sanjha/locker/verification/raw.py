"""Signatures found in the plain bytes of a file, without trusting its structure: works for files that no reader opens."""

import hashlib
import re
from dataclasses import dataclass

from asn1crypto import cms

_SIGNED = re.compile(rb"/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]", re.DOTALL)
MOST_SIGNATURES = 20


@dataclass(frozen=True)
class RawSignature:
    """One signature: the file's size when it was made, whether the digest fits, whether the unsigned gap is clean."""

    signed_size: int
    is_complete: bool
    digest_fits: bool
    gap_is_clean: bool


def raw_signatures(pdf: bytes) -> list[RawSignature]:
    """Signatures in the order in which they stand in the file."""
    found = [
        _read(pdf, *(int(part) for part in match.groups()))
        for match in list(_SIGNED.finditer(pdf))[:MOST_SIGNATURES]
    ]
    return [signature for signature in found if signature is not None]


def _read(pdf: bytes, start: int, gap_starts: int, gap_ends: int, rest: int) -> RawSignature | None:
    size = gap_ends + rest
    if start != 0 or not 0 < gap_starts < gap_ends <= size:
        return None
    if size > len(pdf):
        return RawSignature(size, is_complete=False, digest_fits=False, gap_is_clean=False)
    gap = pdf[gap_starts:gap_ends]
    digest = _signed_digest(gap)
    hashed = hashlib.sha256(pdf[:gap_starts] + pdf[gap_ends:size]).digest()
    return RawSignature(size, True, digest == hashed, _is_clean(gap))


def _signed_digest(gap: bytes) -> bytes | None:
    """The message digest that the signature in the gap covers, or none if there is no reading it."""
    try:
        content = cms.ContentInfo.load(bytes.fromhex(gap[1:-1].decode("ascii")))["content"]
        for attribute in content["signer_infos"][0]["signed_attrs"]:
            if attribute["type"].native == "message_digest":
                return bytes(attribute["values"][0].native)
    except (ValueError, TypeError, KeyError, IndexError):
        return None
    return None


def _is_clean(gap: bytes) -> bool:
    """No signature covers the gap: nothing may stand in it but one structure and zeros, in one way of writing hex."""
    digits = gap[1:-1]
    if gap[:1] != b"<" or gap[-1:] != b">" or (digits != digits.lower() and digits != digits.upper()):
        return False
    try:
        data = bytes.fromhex(digits.decode("ascii"))
        size = len(cms.ContentInfo.load(data).dump())
    except (ValueError, TypeError):
        return False
    return not any(data[size:])
