"""Small signed files for tests that need no register, and ways to look at a file from outside."""

import subprocess
from datetime import datetime
from functools import cache
from pathlib import Path

from sanjha.kernel import clock
from sanjha.kernel.conf import conf
from sanjha.locker.qr import picture
from sanjha.locker.rendering.compiler import Page, compiler
from sanjha.locker.signing.pades import SignatureFacts, sign_pdf
from sanjha.locker.tests.factories import CERTIFICATE, OFFICE_CODE, house_keys, income_data, text

AT = datetime(2026, 11, 23, 10, 0, tzinfo=clock.IST)
DOC = {
    "number": "PB/BNL/INCER/2026/0000001-K",
    "doc_id": "0123456789",
    "uri": "in.gov.punjab.sanjha-INCER-0123456789",
    "title": text("Income Certificate", "ਆਮਦਨ ਸਰਟੀਫਿਕੇਟ"),
    "issued_at": "2026-11-23T10:00",
    "valid_from": "2026-11-23",
    "valid_to": "2027-03-31",
    "signatory": {
        "name": text("Rajwinder Singh Dhaliwal", "ਰਾਜਵਿੰਦਰ ਸਿੰਘ ਧਾਲੀਵਾਲ"),
        "post": text("Tehsildar", "ਤਹਿਸੀਲਦਾਰ"),
        "office": text("Office of the Tehsildar, Tapa", "ਦਫ਼ਤਰ ਤਹਿਸੀਲਦਾਰ, ਤਪਾ"),
        "place": text("Tapa, District Barnala", "ਤਪਾ, ਜ਼ਿਲ੍ਹਾ ਬਰਨਾਲਾ"),
    },
    "verify_url": "https://sanjha.example.in/v/0123456789",
}


def rendered(
    *, specimen: bool = True, qr: str = "https://sanjha.example.in/v/0123456789", **changes
) -> bytes:
    """The page of an income certificate, not signed."""
    page = Page(
        data=income_data(**changes),
        doc=DOC,
        qr=picture.draw(qr) if qr else None,
        title="Income Certificate",
        author="Tehsil Tapa",
        specimen=specimen,
    )
    return compiler(conf.catalogue).compile(CERTIFICATE, page, at=AT)


@cache
def signed_page() -> bytes:
    """A page signed by the tests' office."""
    return sign(rendered())


def sign(pdf: bytes, signer=None, at: datetime = AT) -> bytes:
    facts = SignatureFacts(signed_at=at, reason="Income Certificate ਆਮਦਨ ਸਰਟੀਫਿਕੇਟ (1)", location="Tapa")
    return sign_pdf(pdf, signer=signer or house_keys().for_office(OFFICE_CODE), facts=facts)


def words_of(pdf: bytes, folder: Path, *options: str) -> str:
    """The text that pdftotext recovers."""
    (folder / "page.pdf").write_bytes(pdf)
    command = ["pdftotext", *options, folder / "page.pdf", "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def picture_of(pdf: bytes, folder: Path, *, dots: int = 100) -> bytes:
    """The first page as a PNG, as a scanner of so many dots an inch would see it."""
    (folder / "page.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", str(dots), "-png", "-singlefile", folder / "page.pdf", folder / "page"]
    subprocess.run(command, check=True)
    return (folder / "page.png").read_bytes()
