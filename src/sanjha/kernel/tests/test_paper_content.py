"""Only a plain PDF or picture is kept, judged by its content."""

import zipfile
import zlib
from contextlib import suppress
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name
from PIL import Image

from sanjha.kernel.errors import DomainError
from sanjha.kernel.paper_content import JPEG, MOST_PAGES, PDF, PNG, Allowed, check_content

ANY = Allowed("Proof of identity", ("pdf", "jpg", "png"), 2 * 1024 * 1024)


def a_pdf():
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Title"] = "paper"
        kept = BytesIO()
        pdf.save(kept)
        return kept.getvalue()


def a_jpeg():
    kept = BytesIO()
    Image.new("RGB", (64, 48), "green").save(kept, "JPEG")
    return kept.getvalue()


def pdf_with(change=None, **options):
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        if change:
            change(pdf)
        kept = BytesIO()
        pdf.save(kept, **options)
    return kept.getvalue()


def picture(kind="PNG", size=(40, 30), mode="RGB", **options):
    kept = BytesIO()
    Image.new(mode, size).save(kept, kind, **options)
    return kept.getvalue()


def a_zip():
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("virus.txt", "hello")
    return kept.getvalue()


def refusal(data, allowed=ANY):
    with pytest.raises(DomainError) as refused:
        check_content(data, allowed)
    assert str(refused.value).startswith(allowed.name + ": ")
    assert refused.value.field == "content"
    return refused.value.code


def test_a_pdf_is_kept_bit_by_bit():
    data = a_pdf()
    kept = check_content(data, ANY)
    assert (kept.data, kept.media_type, kept.pages) == (data, PDF, 1)


@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA", "P", "1", "CMYK"])
def test_pictures_of_every_colour_are_kept(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    kept = check_content(picture(kind, mode=mode), ANY)
    assert kept.media_type == (JPEG if mode == "CMYK" else PNG)
    with Image.open(BytesIO(kept.data)) as again:
        assert again.size == (40, 30)


def test_what_a_camera_writes_beside_the_picture_is_dropped():
    exif = Image.Exif()
    exif[0x010E] = "the house of the applicant"
    kept = check_content(picture("JPEG", exif=exif) + b"<script>alert(1)</script>", ANY)
    assert b"house" not in kept.data
    assert b"script" not in kept.data


def test_a_turned_picture_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    kept = check_content(picture("JPEG", size=(40, 30), exif=exif), ANY)
    with Image.open(BytesIO(kept.data)) as again:
        assert again.size == (30, 40)


def test_a_picture_does_not_grow_by_being_kept():
    noisy = BytesIO()
    Image.effect_noise((400, 300), 60).convert("RGB").save(noisy, "JPEG", quality=40)
    assert len(check_content(noisy.getvalue(), ANY).data) < len(noisy.getvalue()) * 1.05


def _action(kind):
    return lambda pdf: setattr(
        pdf.Root, "OpenAction", Dictionary(S=Name("/" + kind), JS="app.alert(1)", F="cmd.exe")
    )


def _attached(pdf):
    pdf.attachments["salary.xlsx"] = b"hello"


def _annotation(**keys):
    def change(pdf):
        note = pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=Array([0, 0, 1, 1]), **keys))
        pdf.pages[0].obj.Annots = Array([note])

    return change


def _deep(pdf):
    pdf.pages[0].obj.Hidden = Array([Dictionary(In=Dictionary(S=Name.JavaScript, JS="x"))])


@pytest.mark.parametrize(
    "change",
    [
        _action("JavaScript"),
        _action("Launch"),
        _action("SubmitForm"),
        _action("GoToR"),
        _attached,
        _deep,
        lambda pdf: setattr(pdf.Root, "AcroForm", Dictionary(XFA="<xdp/>")),
        lambda pdf: setattr(pdf.Root, "AA", Dictionary(WC=Dictionary(S=Name.JavaScript, JS="x"))),
        lambda pdf: setattr(pdf.Root, "Names", Dictionary(JavaScript=Dictionary(Names=Array([])))),
        _annotation(Subtype=Name.FileAttachment),
        _annotation(Subtype=Name.RichMedia),
        _annotation(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F="cmd.exe")),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_a_pdf_that_does_something_is_refused(change, packed):
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    assert refusal(pdf_with(change, object_stream_mode=mode)) == "upload-active"


@pytest.mark.parametrize(
    "change",
    [
        lambda pdf: setattr(pdf.Root, "OpenAction", Array([pdf.pages[0].obj, Name.XYZ, None, None, 0])),
        lambda pdf: setattr(
            pdf.Root, "OpenAction", Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]))
        ),
        _annotation(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI="https://example.org")),
    ],
)
def test_what_every_word_processor_writes_is_no_danger(change):
    assert check_content(pdf_with(change), ANY).pages == 1


@pytest.mark.parametrize("owner", ["", "secret"])
def test_a_protected_pdf_is_refused(owner):
    password = pikepdf.Encryption(owner=owner or "o", user="" if owner else "u")
    assert refusal(pdf_with(encryption=password)) == "upload-encrypted"


def _bomb(pdf, size=200 * 1024 * 1024, layers=1):
    data = b"\0" * size
    for _layer in range(layers):
        data = zlib.compress(data, 9)
    stream = pikepdf.Stream(pdf, b"")
    stream.write(data, filter=Array([Name.FlateDecode] * layers) if layers > 1 else Name.FlateDecode)
    pdf.pages[0].obj.Contents = pdf.make_indirect(stream)


RAW = {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.none}


def test_a_pdf_that_unpacks_without_end_is_refused():
    data = pdf_with(_bomb, **RAW)
    assert len(data) < 300_000
    assert refusal(data) == "upload-bomb"


def test_a_bomb_in_a_bomb_is_refused():
    assert refusal(pdf_with(lambda pdf: _bomb(pdf, 30 * 1024 * 1024, 2), **RAW)) == "upload-bomb"


def test_a_picture_of_too_many_dots_is_refused():
    assert refusal(picture(size=(7000, 6000), mode="1")) == "upload-pixels"
    assert refusal(picture(size=(15000, 15000), mode="1")) == "upload-pixels"

    def huge(pdf):
        image = pikepdf.Stream(pdf, b"x", Type=Name.XObject, Subtype=Name.Image, Width=90000, Height=90000)
        pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Im0=pdf.make_indirect(image)))

    assert refusal(pdf_with(huge)) == "upload-pixels"


def test_pages_are_limited():
    def many(pdf):
        for _page in range(MOST_PAGES):
            pdf.add_blank_page()

    assert refusal(pdf_with(many)) == "upload-pages"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "upload-empty"),
        (b"%PDF-1.7\n" + b"0" * (2 * 1024 * 1024), "upload-too-large"),
        (b"x" * 50 * 1024 * 1024, "upload-too-large"),
        (a_zip(), "upload-kind"),
        (b"MZ" + b"\0" * 500, "upload-kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "upload-kind"),
        (b"<html><script>alert(1)</script>", "upload-kind"),
        (b"GIF89a" + b"\0" * 50, "upload-kind"),
        (b" \n" + a_pdf(), "upload-kind"),
        (a_pdf() + a_zip(), "upload-polyglot"),
        (a_pdf()[:-6] + a_zip() + b"\n%%EOF\n", "upload-polyglot"),
        (a_pdf() + b"<html>", "upload-polyglot"),
        (a_pdf()[:200], "upload-polyglot"),
        (a_pdf()[:200] + b"%%EOF", "upload-damaged"),
        (b"%PDF-1.7\n%%EOF", "upload-damaged"),
        (b"\xff\xd8\xff" + b"x" * 400, "upload-damaged"),
        (a_jpeg()[:200], "upload-damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "upload-damaged"),
    ],
)
def test_what_is_not_a_plain_paper_is_refused(data, code):
    assert refusal(data) == code


def test_the_definition_says_what_is_accepted():
    photo = Allowed("Photograph", ("jpg", "png"), 1024 * 1024)
    assert refusal(a_pdf(), photo) == "upload-kind"
    assert check_content(a_jpeg(), photo).media_type == JPEG
    assert refusal(a_jpeg(), Allowed("Report", ("pdf",), 1024 * 1024)) == "upload-kind"
    with pytest.raises(DomainError, match="larger than 500 kB"):
        check_content(b"x" * 600_000, Allowed("Small", ("pdf",), 500 * 1024))


@given(
    st.binary(max_size=300), st.sampled_from([b"", b"%PDF-1.7\n", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n"])
)
@settings(max_examples=300, deadline=None)
def test_no_bytes_break_the_check(noise, head):
    with suppress(DomainError):
        check_content(head + noise, ANY)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_no_broken_pdf_breaks_the_check(data):
    whole = bytearray(pdf_with(_action("JavaScript")))
    for _change in range(data.draw(st.integers(1, 12))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(DomainError):
        check_content(bytes(whole), ANY)
