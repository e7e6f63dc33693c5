"""The Typst compiler of this process: kept, because starting one costs more than a page."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import typst

FONTS = Path(__file__).resolve().parent.parent / "fonts"
FRAME = (Path(__file__).resolve().parent / "frame.typ").read_text()
STANDARD: Literal["a-2b"] = "a-2b"
IST = timezone(timedelta(hours=5, minutes=30))
"""The compiler takes a fixed offset only."""


class RenderingFailed(Exception):
    """The template and the data do not go together; the message is the compiler's, with the line."""


@dataclass(frozen=True)
class Page:
    """What a page shows: the case's data, what the register adds (`doc`), a PNG of the QR code, the file's titles."""

    data: Mapping[str, Any]
    doc: Mapping[str, Any]
    qr: bytes | None = None
    title: str = ""
    author: str = ""
    keywords: tuple[str, ...] = field(default=())
    specimen: bool = False

    def as_input(self) -> str:
        """The page as the frame reads it; a picture travels as a list of its bytes, Typst knows no base64."""
        return json.dumps(
            {
                "data": self.data,
                "doc": self.doc,
                "qr": list(self.qr) if self.qr else None,
                "title": self.title,
                "author": self.author,
                "keywords": self.keywords,
                "specimen": self.specimen,
            },
            ensure_ascii=False,
        )


class PageCompiler:
    """Turns pages into PDF/A-2b with the fonts of the house alone, so that the same page gives the same bytes."""

    def __init__(self, catalogue: Path) -> None:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
        self._catalogue = catalogue
        self._compiler = typst.Compiler(root=str(catalogue), font_paths=fonts, ignore_system_fonts=True)
        # One compiler serves one thread at a time.
        self._lock = Lock()

    def compile(self, template: str, page: Page, *, at: datetime) -> bytes:
        """The PDF of a template (its path under the catalogue) made "at" that moment. Raises RenderingFailed."""
        with self._lock:
            try:
                pdf = self._compiler.compile(
                    input=_main(template),
                    format="pdf",
                    sys_inputs={"given": page.as_input()},
                    pdf_standards=[STANDARD],
                    timestamp=at.astimezone(IST).replace(microsecond=0),
                    pdf_tags=False,
                )
            except typst.TypstError as error:
                raise RenderingFailed(f"{template}: {error.diagnostic or error.message}") from error
        if not isinstance(pdf, bytes):
            raise RenderingFailed(f"{template}: the compiler gave no file")
        return pdf


@cache
def _main(template: str) -> bytes:
    return FRAME.replace("@TEMPLATE@", template).encode()


@cache
def compiler(catalogue: Path) -> PageCompiler:
    """The compiler of this process for a catalogue."""
    return PageCompiler(catalogue)
