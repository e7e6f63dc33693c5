"""Sign a PDF: PAdES baseline B-B, in one appended revision that is written by hand because signing is the hot path.

A file of another shape than Typst's goes to pyHanko (fallback.py), which takes twenty times as long.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sanjha.kernel.clock import IST
from sanjha.locker.pki.certificates import common_name
from sanjha.locker.signing.classic import ClassicPdf, NotClassic, read_classic
from sanjha.locker.signing.cms import CmsTemplate
from sanjha.locker.signing.fallback import sign_with_pyhanko
from sanjha.locker.signing.signer import Signer

RESERVED = 4096
"""Bytes kept for the signature in the file; more only for a chain that needs it."""
FIELD = "Signature1"
EXTENSION = b"/Extensions<</ESIC<</BaseVersion/1.7/ExtensionLevel 1>>>>"
"""Says that the file uses PAdES signatures (ETSI EN 319 142-1)."""
_BYTE_RANGE = b"/ByteRange[0 %010d %010d %010d]"


@dataclass(frozen=True)
class SignatureFacts:
    """What the signature says beside itself; shown by readers of PDF."""

    signed_at: datetime
    reason: str = ""
    location: str = ""


def sign_pdf(pdf: bytes, *, signer: Signer, facts: SignatureFacts) -> bytes:
    """The PDF with the signature over all of it appended. Raises Unavailable when the key cannot be reached."""
    template = _template(signer)
    reserved = max(RESERVED, template.largest)
    try:
        shape = read_classic(pdf)
    except NotClassic:
        return sign_with_pyhanko(
            pdf,
            signer=signer,
            field=FIELD,
            signed_at=facts.signed_at,
            reason=facts.reason,
            location=facts.location,
            reserved=reserved,
        )
    return _sign_classic(pdf, shape, template, _signature_dictionary(signer, facts, reserved), reserved)


def _sign_classic(
    pdf: bytes, shape: ClassicPdf, template: CmsTemplate, dictionary: bytes, reserved: int
) -> bytes:
    update = _Update(pdf, shape)
    gap_starts, gap_ends = update.write(dictionary, reserved)
    update.close()
    signed = update.data
    ranges = _BYTE_RANGE % (gap_starts, gap_ends, len(signed) - gap_ends)
    place = signed.rindex(_BYTE_RANGE % (0, 0, 0), 0, gap_starts)
    signed[place : place + len(ranges)] = ranges
    hashed = hashlib.sha256(memoryview(signed)[:gap_starts])
    hashed.update(memoryview(signed)[gap_ends:])
    cms = template.sign(hashed.digest())
    if len(cms) > reserved:
        raise AssertionError("a signature is longer than its signer's largest")
    signed[gap_starts + 1 : gap_starts + 1 + 2 * len(cms)] = cms.hex().encode()
    return bytes(signed)


@lru_cache(maxsize=512)
def _template(signer: Signer) -> CmsTemplate:
    return CmsTemplate(signer)


class _Update:
    """The appended revision: changed page and catalogue, a signature field that shows nothing, its value."""

    def __init__(self, pdf: bytes, shape: ClassicPdf) -> None:
        self.data = bytearray(pdf)
        self._shape = shape
        self._offsets: dict[int, int] = {}
        if not pdf.endswith(b"\n"):
            self.data += b"\n"

    def write(self, signature: bytes, reserved: int) -> tuple[int, int]:
        """Append all objects; returns where the gap for the signature starts (at "<") and ends (after ">")."""
        shape, first = self._shape, self._shape.size
        widget, appearance, value = first, first + 1, first + 2
        self._object(shape.page_number, shape.page[:-2] + b"/Annots[%d 0 R]>>" % widget)
        form = b"/AcroForm<</Fields[%d 0 R]/SigFlags 3>>" % widget
        self._object(shape.root_number, shape.root[:-2] + form + EXTENSION + b">>")
        self._object(
            widget,
            b"<</Type/Annot/Subtype/Widget/FT/Sig/T(%b)/Rect[0 0 0 0]/F 132/P %d 0 R/AP<</N %d 0 R>>/V %d 0 R>>"
            % (FIELD.encode(), shape.page_number, appearance, value),
        )
        # Of no size, and yet there: PDF/A asks every annotation for an appearance.
        self._object(
            appearance,
            b"<</Type/XObject/Subtype/Form/BBox[0 0 0 0]/Resources<<>>/Length 0>>\nstream\n\nendstream",
        )
        self._object(value, signature)
        gap_starts = self.data.rindex(b"/Contents<") + len(b"/Contents")
        return gap_starts, gap_starts + 2 + 2 * reserved

    def close(self) -> None:
        offset = len(self.data)
        self.data += b"xref\n"
        for number in sorted(self._offsets):
            self.data += b"%d 1\n%010d 00000 n \n" % (number, self._offsets[number])
        self.data += b"trailer\n<</Size %d%b/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
            self._shape.size + 3,
            self._shape.trailer_rest,
            self._shape.xref_offset,
            offset,
        )

    def _object(self, number: int, content: bytes) -> None:
        self._offsets[number] = len(self.data)
        self.data += b"%d 0 obj\n%b\nendobj\n" % (number, content)


def _signature_dictionary(signer: Signer, facts: SignatureFacts, reserved: int) -> bytes:
    stamp = facts.signed_at.astimezone(IST).strftime("D:%Y%m%d%H%M%S+05'30'")
    texts = {"Name": common_name(signer.certificate), "Reason": facts.reason, "Location": facts.location}
    return b"".join(
        (
            b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(%b)" % stamp.encode(),
            *(b"/%b%b" % (key.encode(), _text(value)) for key, value in texts.items() if value),
            _BYTE_RANGE % (0, 0, 0),
            b"/Contents<%b>>>" % (b"0" * (2 * reserved)),
        )
    )


def _text(value: str) -> bytes:
    """A PDF text string that holds any script and nothing to escape: UTF-16 in hex."""
    return b"<FEFF%b>" % value.encode("utf-16-be").hex().upper().encode()
