"""Whether an uploaded paper may be kept: what it is by its content, and that nothing is hidden in it."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from sanjha.kernel.errors import DomainError

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
EXTENSIONS = {PDF: "pdf", JPEG: "jpg", PNG: "png"}
MOST_PAGES = 60
MOST_PIXELS = 36_000_000
"""An A4 page at 600 dots an inch."""
MOST_INFLATED = 160 * 1024 * 1024
MOST_OBJECTS = 20_000
_CHUNK = 1024 * 1024
_STREAM = re.compile(rb"stream\r?\n")
_ACTIONS = frozenset(
    "/JavaScript /Launch /SubmitForm /ImportData /GoToR /GoToE /Rendition /Movie /Sound /RichMediaExecute".split()
)
_ACTIVE_KEYS = frozenset("/JS /JavaScript /EF /EmbeddedFiles /XFA /RichMediaContent".split())
_ACTIVE_KINDS = frozenset("/EmbeddedFile /RichMedia /Movie /Sound /3D /FileAttachment /Screen".split())


@dataclass(frozen=True)
class Content:
    """What is kept: the bytes (pictures are encoded anew), their media type by content, and the number of pages."""

    data: bytes
    media_type: str
    pages: int


@dataclass(frozen=True)
class Allowed:
    """What may be kept: the paper's name for messages, extensions such as "pdf", the most bytes and pages."""

    name: str
    accept: tuple[str, ...]
    max_bytes: int
    max_pages: int = MOST_PAGES

    @property
    def max_objects(self) -> int:
        """Parts of a PDF: a scanned page has a handful."""
        return max(MOST_OBJECTS, 20 * self.max_pages)


def check_content(data: bytes, allowed: Allowed) -> Content:
    """The content to keep. Raises DomainError that names the document and the rule.

    Content decides, never the name of the file. A PDF is kept bit by bit, so that signatures in it stay valid;
    pictures are decoded and encoded anew, which drops places, camera data and anything appended.
    """
    if not data:
        raise _refused(allowed, _("the file is empty."), "empty")
    if len(data) > allowed.max_bytes:
        raise _refused(
            allowed,
            _("the file is larger than %(most)s. Scan it with fewer dots an inch or fewer pages.")
            % {"most": _size(allowed.max_bytes)},
            "too-large",
        )
    media_type = _kind_of(data)
    if media_type is None or EXTENSIONS[media_type] not in allowed.accept:
        kinds = ", ".join(kind.upper() for kind in allowed.accept)
        raise _refused(
            allowed, _("by its content the file is not one of these: %(kinds)s.") % {"kinds": kinds}, "kind"
        )
    if media_type == PDF:
        return Content(data, PDF, _check_pdf(data, allowed))
    return Content(_encoded_anew(data, media_type, allowed), media_type, 1)


def _kind_of(data: bytes) -> str | None:
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    return PNG if data.startswith(b"\x89PNG\r\n\x1a\n") else None


def _check_pdf(data: bytes, allowed: Allowed) -> int:
    """The number of pages."""
    end = data.rfind(b"%%EOF")
    if end < 0 or data[end + 5 :].strip(b"\r\n\t \x00") or zipfile.is_zipfile(BytesIO(data)):
        raise _refused(
            allowed, _("the file does not end where its PDF ends; something is hidden in it."), "polyglot"
        )
    _check_inflated_size(data, allowed)
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise _refused(allowed, _("the PDF is protected. Save it without a password."), "encrypted")
            pages = len(pdf.pages)
            if not 1 <= pages <= allowed.max_pages:
                raise _refused(
                    allowed,
                    _("a PDF of 1 to %(most)d pages is needed.") % {"most": allowed.max_pages},
                    "pages",
                )
            if len(pdf.objects) > allowed.max_objects:
                raise _refused(
                    allowed, _("the PDF is too complicated. Print or scan it anew."), "complicated"
                )
            _check_passive(pdf, allowed)
            return pages
    except pikepdf.PasswordError:
        raise _refused(allowed, _("the PDF is protected. Save it without a password."), "encrypted") from None
    except (pikepdf.PdfError, ValueError, RuntimeError, NotImplementedError, RecursionError):
        raise _refused(allowed, _("the PDF is damaged. Save or scan it anew."), "damaged") from None


def _check_inflated_size(data: bytes, allowed: Allowed) -> None:
    """Inflate every stream bit by bit and stop at the limit, before any library unpacks one whole."""
    left = MOST_INFLATED
    for found in _STREAM.finditer(data):
        unpacker = zlib.decompressobj()
        waiting = data[found.end() : found.end() + _CHUNK]
        position = found.end() + len(waiting)
        try:
            while waiting and not unpacker.eof:
                left -= len(unpacker.decompress(waiting, _CHUNK))
                if left < 0:
                    raise _refused(allowed, _("the PDF unpacks to far more than a scan needs."), "bomb")
                waiting = unpacker.unconsumed_tail
                if not waiting:
                    waiting = data[position : position + _CHUNK]
                    position += len(waiting)
        except zlib.error:
            continue


def _check_passive(pdf: pikepdf.Pdf, allowed: Allowed) -> None:
    for thing in _all_within(pdf):
        if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            continue
        keys = set(thing.keys())
        kinds = {
            str(thing[key]) for key in ("/S", "/Type", "/Subtype") if key in keys and _is_name(thing[key])
        }
        if keys & _ACTIVE_KEYS or kinds & _ACTIVE_KINDS or (kinds & _ACTIONS):
            raise _refused(
                allowed,
                _("the PDF holds a program, a form or another file. Print it to a plain PDF."),
                "active",
            )
        if isinstance(thing, pikepdf.Stream):
            _check_stream(thing, allowed)


def _check_stream(stream: pikepdf.Stream, allowed: Allowed) -> None:
    filters = stream.get("/Filter")
    chain = [str(one) for one in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if sum(one in {"/FlateDecode", "/LZWDecode", "/Fl", "/LZW"} for one in chain) > 1:
        raise _refused(allowed, _("the PDF unpacks to far more than a scan needs."), "bomb")
    if stream.get("/Subtype") == "/Image" and _pixels(stream) > MOST_PIXELS:
        raise _refused(
            allowed, _("a picture in the PDF has too many dots. Scan it with 200 dots an inch."), "pixels"
        )


def _pixels(stream: pikepdf.Stream) -> int:
    try:
        return abs(int(stream.get("/Width", 0)) * int(stream.get("/Height", 0)))
    except (TypeError, ValueError):
        return MOST_PIXELS + 1


def _all_within(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every object of the file, those nested in others included, without following references twice."""
    waiting: list[Any] = [pdf.trailer, *pdf.objects]
    while waiting:
        thing = waiting.pop()
        yield thing
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            inner = [thing[key] for key in thing.keys()]  # noqa: SIM118 a stream iterates over bytes
        elif isinstance(thing, pikepdf.Array):
            inner = list(thing)
        else:
            continue
        waiting.extend(one for one in inner if isinstance(one, pikepdf.Object) and not one.is_indirect)  # type: ignore[redundant-expr]


def _is_name(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Name)


def _encoded_anew(data: bytes, media_type: str, allowed: Allowed) -> bytes:
    kind = "JPEG" if media_type == JPEG else "PNG"
    try:
        with Image.open(BytesIO(data), formats=[kind]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise _refused(
                    allowed, _("the picture has too many dots. Scan it with 200 dots an inch."), "pixels"
                )
            picture.load()
            ImageOps.exif_transpose(picture, in_place=True)
            plain = picture if picture.mode in {"L", "RGB"} else picture.convert("RGB")
            plain.info.clear()
            kept = BytesIO()
            # With the camera's own tables a picture does not grow; one of other colours has none that fit.
            quality: Any = "keep" if kind == "JPEG" and plain is picture else 88
            options = {"quality": quality} if kind == "JPEG" else {"optimize": False}
            plain.save(kept, kind, exif=b"", **options)
            return kept.getvalue()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _refused(
            allowed, _("the picture has too many dots. Scan it with 200 dots an inch."), "pixels"
        ) from None
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        KeyError,
        OverflowError,
        MemoryError,
    ):
        raise _refused(allowed, _("the picture is damaged. Scan or save it anew."), "damaged") from None


def _size(number: int) -> str:
    return f"{number / 1024 / 1024:.0f} MB" if number >= 1024 * 1024 else f"{number // 1024} kB"


def _refused(allowed: Allowed, why: str, code: str) -> DomainError:
    return DomainError(f"{allowed.name}: {why}", code=f"upload-{code}", field="content")
