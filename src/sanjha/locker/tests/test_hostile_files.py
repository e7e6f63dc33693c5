"""Files made to hurt the reader: they are answered, quickly, and never crash the one who asked."""

import zlib
from io import BytesIO

import pikepdf
import pytest

from sanjha.kernel import clock
from sanjha.kernel.errors import Unavailable
from sanjha.locker.tests.factories import house_keys
from sanjha.locker.tests.pages import rendered, signed_page
from sanjha.locker.verification import child
from sanjha.locker.verification.child import collect_apart
from sanjha.locker.verification.evidence import collect
from sanjha.locker.verification.verdict import Outcome
from sanjha.locker.verification.verify import verify_bytes


def file_of(*objects, trailer=b"/Root 1 0 R"):
    """A classic PDF of these objects, numbered from one."""
    body, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        body
        + table
        + b"trailer\n<</Size %d %b>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(body))
    )


def stream_of(content, extra=b""):
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(content), extra, content)


PAGES = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>>>"


def javascript():
    out = BytesIO()
    with pikepdf.open(BytesIO(rendered())) as file:
        file.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        file.save(out)
    return out.getvalue()


def bomb():
    """A picture of a kilobyte that says it holds two gigabytes of dots."""
    packed = zlib.compress(bytes(100_000_000), 9)
    image = stream_of(
        packed,
        b"/Subtype/Image/Width 50000/Height 40000/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode",
    )
    return file_of(CATALOG, PAGES, PAGE, image)


def nested_forms():
    """A form that draws itself."""
    form = stream_of(
        b"/X Do", b"/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</X 4 0 R/Y 4 0 R/Z 4 0 R>>>>"
    )
    return file_of(CATALOG, PAGES, PAGE, form)


def encrypted():
    out = BytesIO()
    with pikepdf.open(BytesIO(rendered())) as file:
        file.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def fields_without_end():
    """A form field that is its own child."""
    catalog = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>"
    return file_of(catalog, PAGES, PAGE, b"<</FT/Sig/T(a)/Kids[4 0 R]/Parent 4 0 R>>")


HOSTILE = {
    "a script that runs at opening": javascript,
    "a picture that grows to two gigabytes": bomb,
    "a form that draws itself": nested_forms,
    "a field that is its own child": fields_without_end,
    "an encrypted file": encrypted,
    "pages that hold themselves": lambda: file_of(CATALOG, b"<</Type/Pages/Count 1/Kids[2 0 R]>>"),
    "a catalogue that is its own": lambda: file_of(b"1 0 R", PAGES),
    "a chain of revisions without end": lambda: file_of(CATALOG, PAGES, PAGE, trailer=b"/Root 1 0 R/Prev 9"),
    "arrays nested a hundred thousand times": lambda: file_of(CATALOG, b"[" * 100_000 + b"]" * 100_000),
    "a table for a billion objects": lambda: (
        b"%PDF-1.7\nxref\n0 999999999\ntrailer\n<</Size 999999999/Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
    ),
    "a signature over a negative range": lambda: signed_page().replace(b"/ByteRange[0 ", b"/ByteRange[-1 "),
    "a thousand signatures": lambda: signed_page() + b"/ByteRange[0 1 2 3] " * 1000,
    "nothing but a header": lambda: b"%PDF-1.7",
    "rubbish": lambda: bytes(range(256)) * 400,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_answered_and_never_valid(name):
    verdict = verify_bytes(HOSTILE[name](), trust=house_keys().trust, register=None, collector=collect)
    assert verdict.outcome in {Outcome.UNREADABLE, Outcome.UNSIGNED, Outcome.CHANGED}


@pytest.mark.parametrize(
    "name", ["a picture that grows to two gigabytes", "arrays nested a hundred thousand times"]
)
def test_the_heaviest_are_answered_by_a_child_too(name):
    verdict = verify_bytes(HOSTILE[name](), trust=house_keys().trust, register=None, collector=collect_apart)
    assert verdict.outcome in {Outcome.UNREADABLE, Outcome.UNSIGNED}


def test_the_child_finds_what_we_find_ourselves():
    apart = collect_apart(signed_page(), house_keys().trust, clock.now())
    assert apart == collect(signed_page(), house_keys().trust, clock.now())
    assert apart.signatures[0].trusted


def test_a_child_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(child, "SECONDS", 0.05)
    evidence = collect_apart(signed_page(), house_keys().trust, clock.now())
    assert not evidence.readable
    verdict = verify_bytes(signed_page(), trust=house_keys().trust, register=None, collector=collect_apart)
    assert verdict.outcome is Outcome.UNREADABLE
    assert verdict.wrong[0].code == "too-slow"


def test_a_child_that_dies_is_an_unreadable_file(monkeypatch):
    monkeypatch.setattr(child.sys, "executable", "/bin/false")
    assert not collect_apart(signed_page(), house_keys().trust, clock.now()).readable


def test_only_so_many_are_read_at_once(monkeypatch):
    monkeypatch.setattr(child, "SECONDS", 0.05)
    for _slot in range(child.AT_ONCE):
        assert child._room.acquire(timeout=1)
    try:
        with pytest.raises(Unavailable, match="Too many documents"):
            collect_apart(signed_page(), house_keys().trust, clock.now())
    finally:
        for _slot in range(child.AT_ONCE):
            child._room.release()
