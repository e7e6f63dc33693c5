"""The income certificate in the hands of the citizen and of anybody who verifies it."""

import re
import time
from pathlib import Path

import pikepdf
import zxingcpp

from sanjha.project.story import people
from sanjha.project.story.browser import Browser, Page, StoryBroken
from sanjha.project.story.story import PATIENCE, Story, keep_pdf


def in_the_locker(story: Story) -> None:
    citizen = sign_in_citizen(story, people.APPLICANT_MOBILE)
    page = citizen.get("/locker/")
    page = citizen.get(page.link(story.facts["document_page"]))
    found = re.search(r"PB/[A-Z]+/[A-Z]+/\d{4}/\d{7}-[0-9A-Z]", page.text())
    if not found:
        raise StoryBroken("the locker shows no number of the certificate")
    story.facts["certificate"] = found[0]
    keep_pdf(story, "certificate.pdf", citizen.get(page.link("/file/")))


def sign_in_citizen(story: Story, mobile: str) -> Browser:
    """Mobile number, then the code that arrives on the phone of the demonstration."""
    citizen = Browser(story.base, story.language)
    page = citizen.send(citizen.get("/login/citizen/").form_with("mobile"), {"mobile": mobile})
    code = _code(story, mobile)
    citizen.send(page.form_with("code"), {"code": code})
    return citizen


def _code(story: Story, mobile: str) -> str:
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        inbox = Browser(story.base, story.language).get(f"/demo/phone/?mobile={mobile}")
        messages = inbox.tree.xpath("//main//p[@lang]")
        codes = [
            found[0]
            for message in messages
            if (found := re.search(r"\b\d{6}\b", " ".join(message.itertext())))
        ]
        if codes:
            return codes[0]
        time.sleep(0.2)
    raise StoryBroken(f"no code arrived on {mobile}")


def _verify(story: Story, name: str, content: bytes, kind: str = "application/pdf") -> Page:
    anybody = Browser(story.base, story.language)
    return anybody.send(anybody.get("/verify/").form("verify-form"), files={"file": (name, content, kind)})


def verified_by_file(story: Story) -> None:
    page = _verify(story, "certificate.pdf", (story.out / "certificate.pdf").read_bytes())
    story.facts["verified_by_file"] = _verdict(page, "VALID")


def changed_file(story: Story) -> None:
    content = bytearray((story.out / "certificate.pdf").read_bytes())
    content[content.index(b"stream\n") + 40] ^= 1
    story.facts["changed_file"] = _verdict(_verify(story, "certificate.pdf", bytes(content)), "CHANGED")


def verified_by_number_and_qr(story: Story) -> None:
    for name, text in (
        ("number", story.facts["certificate"]),
        ("qr", qr_code_of(story.out / "certificate.pdf")),
    ):
        anybody = Browser(story.base, story.language)
        page = anybody.send(anybody.get("/verify/").form("verify-form"), {"text": text})
        story.facts[f"verified_by_{name}"] = _verdict(page, "VALID")


def qr_code_of(file: Path) -> str:
    """The text of the QR code that is printed on the first page, read as a scanner reads it."""
    with pikepdf.open(file) as pdf:
        for image in (
            found for found in pdf.pages[0].get_images().values() if isinstance(found, pikepdf.Stream)
        ):
            found = zxingcpp.read_barcodes(pikepdf.PdfImage(image).as_pil_image().convert("L"))
            if found:
                return str(found[0].text)
    raise StoryBroken("there is no QR code on the certificate")


def _verdict(page: Page, wanted: str) -> str:
    outcome = str(page.one("//*[@data-outcome]").get("data-outcome"))
    if outcome != wanted:
        raise StoryBroken(f"verification says {outcome}, not {wanted}: {page.text()[:300]}")
    return outcome
