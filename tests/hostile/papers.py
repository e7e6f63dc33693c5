"""Files that nobody should hand in, made here; each with the name and the media type it claims."""

import zipfile
import zlib
from io import BytesIO

import pikepdf
from PIL import Image

from sanjha.project.story.papers import plain_pdf, scanned_page

Upload = tuple[str, bytes, str]
MEGABYTE = 1024 * 1024


def _pdf(change: str) -> bytes:
    """A PDF of one page with something in it that a scan never has."""
    pdf = pikepdf.open(BytesIO(plain_pdf()))
    out = BytesIO()
    match change:
        case "script":
            pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        case "launch":
            pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
        case "attachment":
            pdf.attachments["virus.exe"] = pikepdf.AttachedFileSpec(pdf, b"MZ" * 100)
        case "encrypted":
            pdf.save(out, encryption=pikepdf.Encryption(owner="secret", user="secret"))
            return out.getvalue()
    pdf.save(out)
    return out.getvalue()


def _swelling_pdf() -> bytes:
    """The stream of the page is 400 KB here and 400 MB unpacked."""
    pdf = pikepdf.open(BytesIO(plain_pdf()))
    packer = zlib.compressobj(9)
    packed = b"".join([*(packer.compress(b" " * MEGABYTE) for _ in range(400)), packer.flush()])
    pdf.pages[0].Contents = pikepdf.Stream(pdf, packed, Filter=pikepdf.Name.FlateDecode)
    out = BytesIO()
    pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def _swelling_png() -> bytes:
    """A picture of 20,000 by 20,000 points: 50 KB here, 400 MB on the screen."""
    out = BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    return out.getvalue()


def _zip(content: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        packed.writestr("scan.pdf", content)
    return out.getvalue()


def bad_papers() -> dict[str, Upload]:
    """By a word for each."""
    return {
        "text that calls itself a PDF": ("scan.pdf", b"just a letter\n", "application/pdf"),
        "program that calls itself a picture": ("scan.jpg", b"MZ\x90\x00" + bytes(2000), "image/jpeg"),
        "page of a site": ("scan.png", b"<html><script>alert(1)</script></html>", "image/png"),
        "drawing with a script": ("scan.svg", b"<svg onload='alert(1)'/>", "image/svg+xml"),
        "nothing at all": ("scan.pdf", b"", "application/pdf"),
        "half a picture": ("scan.jpg", scanned_page("half")[:5000], "image/jpeg"),
        "half a PDF": ("scan.pdf", plain_pdf()[:300], "application/pdf"),
        "zip bomb": ("scan.pdf", _zip(bytes(80 * MEGABYTE)), "application/pdf"),
        "PDF that swells": ("scan.pdf", _swelling_pdf(), "application/pdf"),
        "picture that swells": ("scan.png", _swelling_png(), "image/png"),
        "PDF with JavaScript": ("scan.pdf", _pdf("script"), "application/pdf"),
        "PDF that starts programs": ("scan.pdf", _pdf("launch"), "application/pdf"),
        "PDF with a file in it": ("scan.pdf", _pdf("attachment"), "application/pdf"),
        "PDF with a password": ("scan.pdf", _pdf("encrypted"), "application/pdf"),
        "PDF and zip at once": ("scan.pdf", plain_pdf() + _zip(b"hidden"), "application/pdf"),
        "page of a site and PDF at once": (
            "scan.pdf",
            b"<script>alert(1)</script>" + plain_pdf(),
            "application/pdf",
        ),
    }


def huge_paper() -> Upload:
    """50 MB that begin like a PDF."""
    return ("scan.pdf", b"%PDF-1.7\n" + bytes(50 * MEGABYTE), "application/pdf")


def renamed_papers() -> dict[str, Upload]:
    """Good papers under names that lie or that mean mischief: kept by what they are, under a harmless name."""
    return {
        "picture named PDF": ("scan.pdf", scanned_page("Voter card"), "application/pdf"),
        "name with a path": ("../../../etc/passwd.jpg", scanned_page("Voter card"), "image/jpeg"),
        "name with markup": ("<img src=x onerror=alert(1)>.jpg", scanned_page("Voter card"), "image/jpeg"),
        "name as long as a disk allows": ("ਪਛਾਣ" * 20 + ".jpg", scanned_page("Voter card"), "image/jpeg"),
        "name that runs backwards": ("scan\u202egpj.exe", scanned_page("Voter card"), "image/jpeg"),
    }
