"""QR codes among the pictures of a file."""

from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any

import pikepdf
from PIL import Image

from sanjha.locker.qr.picture import LARGEST_PIXELS, read_image

MOST_PICTURES = 40
MOST_PAGES = 50
DEEPEST = 4


def qr_texts(pdf: bytes) -> Iterator[str]:
    """The texts of QR codes among the pictures of the file, each once."""
    seen: set[str] = set()
    with pikepdf.open(BytesIO(pdf)) as file:
        for image in islice(_pictures(file), MOST_PICTURES):
            for text in read_image(image):
                if text not in seen:
                    seen.add(text)
                    yield text


def _pictures(file: pikepdf.Pdf) -> Iterator[Image.Image]:
    for page in islice(file.pages, MOST_PAGES):
        yield from _pictures_in(page.obj.get("/Resources"), 0)


def _pictures_in(resources: Any, depth: int) -> Iterator[Image.Image]:
    if not isinstance(resources, pikepdf.Dictionary) or depth > DEEPEST:
        return
    for drawn in dict(resources.get("/XObject", pikepdf.Dictionary())).values():
        if not isinstance(drawn, pikepdf.Stream):
            continue
        if drawn.get("/Subtype") == "/Form":
            yield from _pictures_in(drawn.get("/Resources"), depth + 1)
        elif drawn.get("/Subtype") == "/Image" and int(drawn.Width) * int(drawn.Height) <= LARGEST_PIXELS:
            yield pikepdf.PdfImage(drawn).as_pil_image().convert("L")
