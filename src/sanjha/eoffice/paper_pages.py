"""One page of a paper at a time: cut out of its PDF once, kept beside, and given without touching the rest again.

A paper's bytes never change, so what was cut out of a blob stays right for ever; it is only forgotten to save room.
"""

import shutil
import subprocess
import time
from io import BytesIO
from pathlib import Path

import pikepdf
import structlog
from django.utils.translation import gettext as _

from sanjha.kernel import blobs
from sanjha.kernel.conf import conf
from sanjha.kernel.errors import NotFound
from sanjha.kernel.ids import new_id

AHEAD = 10
"""Pages that are cut out together: whoever reads one goes on to the next."""
UNUSED_FOR = 7 * 24 * 3600
"""Seconds after which a page that nobody opened is forgotten."""
DOTS = 110
_DRAWING = 15
log = structlog.get_logger(__name__)


def page_of(blob: str, number: int) -> bytes:
    """Page `number` (from 1) of the PDF, as a PDF of one page. Raises NotFound for a page that is not there."""
    place = _place(blob, number, "pdf")
    if not place.exists():
        _cut_out(blob, number)
    place.touch()
    return place.read_bytes()


def picture_of(blob: str, number: int) -> bytes | None:
    """The same page drawn as a JPEG; None where the program that draws (pdftoppm of Poppler) is not installed or fails."""
    place = _place(blob, number, "jpg")
    if not place.exists():
        drawn = _drawn(page_of(blob, number))
        if drawn is None:
            return None
        _write(place, drawn)
    place.touch()
    return place.read_bytes()


def draws_pages() -> bool:
    """Whether pages can be drawn here."""
    return shutil.which("pdftoppm") is not None


def forget_unused(*, after: float = UNUSED_FOR) -> int:
    """Remove pages that nobody has opened for so many seconds. Returns how many."""
    oldest, removed = time.time() - after, 0
    for page in _root().glob("*/*"):
        if page.stat().st_mtime < oldest:
            page.unlink(missing_ok=True)
            removed += 1
    return removed


def _cut_out(blob: str, number: int) -> None:
    data = blobs.get(blob)
    with pikepdf.open(BytesIO(data)) as pdf:
        count = len(pdf.pages)
        if not 1 <= number <= count:
            raise NotFound(_("There is no such page."))
        for position in range(number, min(number + AHEAD, count + 1)):
            place = _place(blob, position, "pdf")
            if place.exists():
                continue
            with pikepdf.new() as single:
                single.pages.append(pdf.pages[position - 1])
                cut = BytesIO()
                single.save(cut)
            _write(place, cut.getvalue())


def _drawn(page: bytes) -> bytes | None:
    program = shutil.which("pdftoppm")
    if program is None:
        return None
    try:
        done = subprocess.run(
            [program, "-jpeg", "-jpegopt", "quality=80", "-r", str(DOTS), "-singlefile", "-"],
            input=page,
            capture_output=True,
            timeout=_DRAWING,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        log.warning("a page could not be drawn", error=type(error).__name__)
        return None
    return done.stdout or None


def _place(blob: str, number: int, ending: str) -> Path:
    return _root() / blob / f"{number}.{ending}"


def _root() -> Path:
    return conf.home / "cache" / "pages"


def _write(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = place.with_name(f".{new_id().hex}")
    beside.write_bytes(data)
    beside.replace(place)
