"""Ways of changing a signed file, as people with and without tools change it."""

import re
from io import BytesIO

import pikepdf
from PIL import Image

from sanjha.locker.qr import picture
from sanjha.locker.verification.pictures import qr_texts


def append_update(pdf, body=b"9999 0 obj\n<</Note(added)>>\nendobj\n"):
    """An incremental update by hand, as a person with a text editor would append one."""
    previous = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    size = int(re.findall(rb"/Size (\d+)", pdf)[-1])
    root = re.findall(rb"/Root (\d+ 0 R)", pdf)[-1]
    offset = len(pdf)
    table = b"xref\n9999 1\n%010d 00000 n \n" % offset
    trailer = b"trailer\n<</Size %d/Root %b/Prev %d>>\n" % (max(size, 10000), root, previous)
    return pdf + body + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (offset + len(body))


def with_pikepdf(pdf, change):
    """A change by a library that writes the whole file anew."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as file:
        change(file)
        file.save(out)
    return out.getvalue()


def add_page_in_update(pdf):
    """One more page, in an incremental update that keeps the signed bytes as they are."""
    size = int(re.findall(rb"/Size (\d+)", pdf)[-1])
    pages_number, pages = re.search(rb"\n(\d+) 0 obj\n(<</Type/Pages.*?>>)\nendobj", pdf).groups()
    kid = re.search(rb"/Kids\[(\d+) 0 R\]", pages)[1]
    page = b"%d 0 obj\n<</Type/Page/MediaBox[0 0 595 842]/Parent %b 0 R>>\nendobj\n" % (size, pages_number)
    changed = b"%b 0 obj\n<</Type/Pages/Count 2/Kids[%b 0 R %d 0 R]>>\nendobj\n" % (pages_number, kid, size)
    previous = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    root = re.findall(rb"/Root (\d+ 0 R)", pdf)[-1]
    start = len(pdf)
    table = b"xref\n%b 1\n%010d 00000 n \n%d 1\n%010d 00000 n \n" % (
        pages_number,
        start + len(page),
        size,
        start,
    )
    trailer = b"trailer\n<</Size %d/Root %b/Prev %d>>\n" % (size + 1, root, previous)
    end = b"startxref\n%d\n%%%%EOF\n" % (start + len(page) + len(changed))
    return pdf + page + changed + table + trailer + end


def paste_code(pdf, code):
    """Another document's QR code drawn over the page, in an incremental update."""
    image = Image.open(BytesIO(picture.draw(code))).convert("L")
    size = int(re.findall(rb"/Size (\d+)", pdf)[-1])
    page_number, page = re.findall(rb"\n(\d+) 0 obj\n(<</Type/Page/.*?>>)\nendobj", pdf)[-1]
    raw = image.tobytes()
    drawn = (
        b"%d 0 obj\n<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Length %d>>\nstream\n%b\nendstream\nendobj\n"
        % (
            size,
            image.width,
            image.height,
            len(raw),
            raw,
        )
    )
    content = b"q 105 0 0 105 50 60 cm /Glued Do Q"
    stream = b"%d 0 obj\n<</Length %d>>\nstream\n%b\nendstream\nendobj\n" % (size + 1, len(content), content)
    contents = re.search(rb"/Contents (\d+ 0 R)", page)[1]
    resources = re.search(rb"/Resources (\d+) 0 R", page)[1]
    old = re.search(rb"\n" + resources + rb" 0 obj\n(<<.*?>>)\nendobj", pdf, re.DOTALL)[1]
    merged = old[:-2].replace(b"/XObject<<", b"/XObject<</Glued %d 0 R" % size) + b">>"
    assert b"/Glued" in merged
    changed = b"%b 0 obj\n%b\nendobj\n" % (
        page_number,
        page.replace(b"/Contents " + contents, b"/Contents[%b %d 0 R]" % (contents, size + 1)),
    )
    resource = b"%b 0 obj\n%b\nendobj\n" % (resources, merged)
    previous = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    root = re.findall(rb"/Root (\d+ 0 R)", pdf)[-1]
    table, offset = b"xref\n", len(pdf)
    for number, part in (
        (b"%d" % size, drawn),
        (b"%d" % (size + 1), stream),
        (page_number, changed),
        (resources, resource),
    ):
        table += b"%b 1\n%010d 00000 n \n" % (number, offset)
        offset += len(part)
    trailer = b"trailer\n<</Size %d/Root %b/Prev %d>>\n" % (size + 2, root, previous)
    return pdf + drawn + stream + changed + resource + table + trailer + b"startxref\n%d\n%%%%EOF\n" % offset


def the_code_of(pdf):
    (code,) = qr_texts(pdf)
    return code


def flip(pdf, place):
    changed = bytearray(pdf)
    changed[place] ^= 1
    return bytes(changed)


def gap_of(pdf):
    _start, gap_starts, gap_ends, _rest = (
        int(n) for n in re.findall(rb"/ByteRange\[([\d ]+)\]", pdf)[-1].split()
    )
    return gap_starts, gap_ends


def rewrite_contents(pdf, change):
    starts, ends = gap_of(pdf)
    return pdf[: starts + 1] + change(pdf[starts + 1 : ends - 1]) + pdf[ends - 1 :]


def change_digit(digits, place):
    """Another hexadecimal digit at `place`, whichever stood there (a signature's digits are as good as random)."""
    other = b"1" if digits[place : place + 1] == b"0" else b"0"
    return digits[:place] + other + digits[place + 1 :]


ALTERATIONS = {
    "a byte of the page": (lambda pdf: flip(pdf, 5000), {"bytes-changed"}),
    "a byte of a font": (lambda pdf: flip(pdf, 20000), {"bytes-changed"}),
    "the number in the file's title": (
        lambda pdf: pdf.replace(b"INCER/2026/0000001", b"INCER/2026/0000009"),
        {"bytes-changed"},
    ),
    "a date in the signature": (lambda pdf: pdf.replace(b"/M(D:2026", b"/M(D:2025"), {"bytes-changed"}),
    "two bytes swapped": (
        lambda pdf: pdf[:7000] + pdf[7001:7002] + pdf[7000:7001] + pdf[7002:],
        {"bytes-changed"},
    ),
    "the last line end cut off": (lambda pdf: pdf[:-1], {"cut-short"}),
    "the last page of bytes cut off": (lambda pdf: pdf[:-100], {"cut-short"}),
    "a blank at the end": (lambda pdf: pdf + b" ", {"content-added", "original-known"}),
    "a line at the end": (lambda pdf: pdf + b"% harmless\n", {"content-added", "original-known"}),
    "an incremental update": (append_update, {"content-added", "original-known"}),
    "a page added in an update": (add_page_in_update, {"pages-added", "original-known"}),
    "something hidden behind the signature": (
        lambda pdf: rewrite_contents(pdf, lambda digits: digits[:-40] + b"ab" * 20),
        {"gap-changed", "not-in-register"},
    ),
    "the hexadecimal digits half in capitals": (
        lambda pdf: rewrite_contents(pdf, lambda digits: digits[:200].upper() + digits[200:]),
        {"gap-changed"},
    ),
    "the signature emptied": (
        lambda pdf: rewrite_contents(pdf, lambda digits: b"0" * len(digits)),
        {"signature-damaged"},
    ),
    "a digit of the signature": (
        lambda pdf: rewrite_contents(pdf, lambda digits: change_digit(digits, 5700)),
        set(),
    ),
    "the byte range widened": (
        lambda pdf: re.sub(rb"/ByteRange\[0 \d{10}", b"/ByteRange[0 0000000100", pdf),
        set(),
    ),
    "the byte range moved": (lambda pdf: pdf.replace(b"/ByteRange[0 ", b"/ByteRange[5 "), set()),
    "the signature's kind": (lambda pdf: pdf.replace(b"ETSI.CAdES.detached", b"ETSI.XAdES.detached"), set()),
    "the file's first bytes": (lambda pdf: b"%QDF" + pdf[4:], set()),
    "the table of cross references": (lambda pdf: pdf.replace(b"\nxref\n", b"\nxerf\n"), set()),
    "the pointer to the page": (lambda pdf: pdf.replace(b"/Kids[", b"/Kins["), set()),
}
