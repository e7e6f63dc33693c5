"""Reading the plain kind of PDF that Typst writes, just enough to append to it, and refusing every other kind.

Plain means: one revision, one classic cross-reference section, no encryption, dictionaries written in the open.
"""

import re
from dataclasses import dataclass

_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_XREF = re.compile(rb"xref\r?\n0 (\d+)\r?\n")
_TRAILER = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref", re.DOTALL)
_OBJECT = re.compile(rb"(\d+) 0 obj\s*(<<.*?>>)\s*endobj", re.DOTALL)
_ENTRY = 20
_TAIL = 100


class NotClassic(Exception):
    """The file has another shape; the general signer must take it."""


@dataclass(frozen=True)
class ClassicPdf:
    """What an incremental update needs to know of the file."""

    size: int
    xref_offset: int
    trailer_rest: bytes
    root_number: int
    root: bytes
    page_number: int
    page: bytes


def read_classic(pdf: bytes) -> ClassicPdf:
    """The shape of the file. Raises NotClassic for anything that Typst does not write."""
    end = _need(_END.search(pdf, max(0, len(pdf) - _TAIL)))
    xref_offset = int(end[1])
    head = _need(_XREF.match(pdf, xref_offset))
    size = int(head[1])
    trailer = _need(_TRAILER.search(pdf, head.end() + size * _ENTRY))[1]
    if b"/Prev" in trailer or b"/Encrypt" in trailer or b"/XRefStm" in trailer:
        raise NotClassic
    if int(_need(re.search(rb"/Size (\d+)", trailer))[1]) != size:
        raise NotClassic
    file = _Objects(pdf, head.end(), size)
    root_number = int(_need(re.search(rb"/Root (\d+) 0 R", trailer))[1])
    root = file.read(root_number)
    pages = file.read(int(_need(re.search(rb"/Pages (\d+) 0 R", root))[1]))
    page_number = int(_need(re.search(rb"/Kids\s*\[\s*(\d+) 0 R", pages))[1])
    page = file.read(page_number)
    taken = any(key in root for key in (b"/AcroForm", b"/Perms", b"/Extensions"))
    if taken or b"/Annots" in page or not re.search(rb"/Type\s*/Page\b", page):
        raise NotClassic
    return ClassicPdf(
        size=size,
        xref_offset=xref_offset,
        trailer_rest=re.sub(rb"/Size \d+", b"", trailer).strip(),
        root_number=root_number,
        root=root,
        page_number=page_number,
        page=page,
    )


class _Objects:
    def __init__(self, pdf: bytes, table: int, size: int) -> None:
        self._pdf = pdf
        self._table = table
        self._size = size

    def read(self, number: int) -> bytes:
        """The dictionary of object `number`, with its angle brackets."""
        if not 0 < number < self._size:
            raise NotClassic
        entry = self._pdf[self._table + number * _ENTRY : self._table + (number + 1) * _ENTRY]
        offset = int(_need(re.fullmatch(rb"(\d{10}) 00000 n\s{2}", entry))[1])
        found = _need(_OBJECT.match(self._pdf, offset))
        if int(found[1]) != number or b"stream" in found[2]:
            raise NotClassic
        return found[2]


def _need(found: re.Match[bytes] | None) -> re.Match[bytes]:
    if found is None:
        raise NotClassic
    return found
