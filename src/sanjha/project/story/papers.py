"""Papers to hand in: a small scanned page as JPEG and a page as PDF, made here."""

from io import BytesIO

import pikepdf
from PIL import Image, ImageDraw


def scanned_page(words: str) -> bytes:
    """A photo of a paper with some words on it, as JPEG."""
    picture = Image.new("RGB", (620, 877), "white")
    drawing = ImageDraw.Draw(picture)
    drawing.rectangle((30, 30, 590, 847), outline="black", width=2)
    drawing.text((60, 80), f"SPECIMEN\n\n{words}", fill="black")
    out = BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def plain_pdf() -> bytes:
    """A PDF of one empty page."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()
