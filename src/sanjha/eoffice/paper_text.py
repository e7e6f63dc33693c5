"""The words of a scan: those that stand in its PDF, else those that character recognition reads, where it is installed.

Programs outside do the reading: `pdftotext` of Poppler, `ocrmypdf` for PDFs and `tesseract` for pictures, with English,
Punjabi and Hindi. Which of them are here, `state` says.
"""

import shutil
import subprocess
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import structlog

from sanjha.kernel import clock
from sanjha.kernel.paper_content import EXTENSIONS, PDF

log = structlog.get_logger(__name__)
LANGUAGES = ("eng", "pan", "hin")
ENOUGH = 20
"""Letters a page that a PDF must hold at least, for its text to be that of the paper and not of a stamp."""
_SECONDS = 60
_RECOGNISING = 900
_LONGEST = 4_000_000
FROM_PDF, FROM_OCR = "PDF", "OCR"


@dataclass(frozen=True)
class State:
    """Which programs are here, and which of the three languages character recognition knows."""

    reads_pdf: bool
    recognises_pdf: bool
    recognises_pictures: bool
    languages: tuple[str, ...]

    @property
    def recognises(self) -> bool:
        return self.recognises_pictures and bool(self.languages)

    @property
    def missing(self) -> tuple[str, ...]:
        """Programs and languages that would have to be installed."""
        wanted = {
            "poppler-utils": self.reads_pdf,
            "ocrmypdf": self.recognises_pdf,
            "tesseract-ocr": self.recognises_pictures,
        }
        programs = [name for name, is_here in wanted.items() if not is_here]
        return (*programs, *(f"tesseract-ocr-{name}" for name in LANGUAGES if name not in self.languages))


def state() -> State:
    """What can be read on this machine."""
    tesseract = shutil.which("tesseract")
    return State(
        reads_pdf=shutil.which("pdftotext") is not None,
        recognises_pdf=shutil.which("ocrmypdf") is not None and tesseract is not None,
        recognises_pictures=tesseract is not None,
        languages=_languages(tesseract) if tesseract else (),
    )


def text_of(data: bytes, media_type: str, pages: int) -> tuple[str, str]:
    """The words and where they come from: ("...", "PDF"), ("...", "OCR"), or ("", "") when nothing could be read."""
    here = state()
    with tempfile.TemporaryDirectory(prefix="sanjha-text-") as name:
        folder = Path(name)
        paper = folder / f"paper.{EXTENSIONS[media_type]}"
        paper.write_bytes(data)
        if media_type == PDF and here.reads_pdf:
            words = _clean(_run(["pdftotext", "-q", "-enc", "UTF-8", str(paper), "-"], _SECONDS))
            if len(words) >= ENOUGH * pages:
                return words, FROM_PDF
        words = _recognised(paper, media_type, here)
    return (words, FROM_OCR) if words else ("", "")


def _recognised(paper: Path, media_type: str, here: State) -> str:
    if not here.recognises:
        return ""
    languages = "+".join(here.languages)
    if media_type != PDF:
        return _clean(_run(["tesseract", str(paper), "-", "-l", languages], _RECOGNISING))
    if not here.recognises_pdf:
        return ""
    words, read = paper.with_suffix(".txt"), paper.with_name("read.pdf")
    _run(
        ["ocrmypdf", "--force-ocr", "-q", "-l", languages, "--sidecar", str(words), str(paper), str(read)],
        _RECOGNISING,
    )
    return _clean(words.read_bytes()) if words.exists() else ""


def _languages(tesseract: str) -> tuple[str, ...]:
    known = set(_run([tesseract, "--list-langs"], _SECONDS).decode("utf-8", "replace").split())
    return tuple(language for language in LANGUAGES if language in known)


def _run(command: list[str], seconds: int) -> bytes:
    """What the program writes; nothing when it fails or takes too long, which a hostile paper may bring about."""
    begun = clock.now()
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=True)
    except (subprocess.SubprocessError, OSError) as error:
        log.warning(
            "a paper could not be read",
            program=Path(command[0]).name,
            error=type(error).__name__,
            seconds=(clock.now() - begun).total_seconds(),
        )
        return b""
    return done.stdout


def _clean(words: bytes) -> str:
    """Printable text without what a database refuses, of a bearable length."""
    text = unicodedata.normalize("NFC", words.decode("utf-8", "replace").replace("\f", "\n"))
    return "".join(sign for sign in text if sign in "\n\t" or sign.isprintable())[:_LONGEST].strip()
