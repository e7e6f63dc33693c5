"""The income certificate: taken at the counter, checked, verified in the village, approved, in the locker, verified by anybody."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import zxingcpp

from sanjha.project.story import people
from sanjha.project.story.browser import Browser, Page, StoryBroken
from sanjha.project.story.papers import plain_pdf, scanned_page
from sanjha.project.story.people import Role

Said = Callable[[str, float], None]
PATIENCE = 60.0


@dataclass
class Story:
    """What the story has come to so far."""

    base: str
    out: Path
    say: Said
    language: str = "en"
    facts: dict[str, Any] = field(default_factory=dict)
    steps: list[dict[str, Any]] = field(default_factory=list)

    def step(self, words: str, work: Callable[[], None]) -> None:
        """One step: what is done, and how long it took in milliseconds."""
        begun = time.monotonic()
        work()
        took = time.monotonic() - begun
        self.steps.append({"step": words, "milliseconds": round(took * 1000)})
        self.say(words, took)

    def officer(self, role: Role) -> Browser:
        """A browser in which the officer of that post is signed in."""
        browser = Browser(self.base, self.language)
        page = browser.get("/demo/")
        form = page.form("/demo/sign-in/")
        rows = page.tree.xpath(f"//tr[td[normalize-space()='{role.username}']]//button[@name='account']/@value")
        if not rows:
            raise StoryBroken(f"/demo/: {role.name} ({role.username}) is not there")
        browser.send(form, {"account": rows[0]})
        return browser


def tell(story: Story) -> None:
    """Walk all of it. Raises StoryBroken at the first step that does not hold."""
    story.step("The operator takes the application at the counter", lambda: at_the_counter(story))
    story.step("Anybody follows it by its number, without names", lambda: tracked(story))
    story.step("The dealing hand of the tehsil checks and forwards it", lambda: scrutiny(story))
    story.step("The Patwari verifies in the village", lambda: verification(story))
    story.step("The Tehsildar approves", lambda: decision(story))
    story.step("The certificate is made, signed and registered", lambda: issued(story))
    story.step("The citizen finds it in the locker", lambda: in_the_locker(story))
    story.step("Anybody verifies it by the file", lambda: verified_by_file(story))
    story.step("A changed file is refused", lambda: changed_file(story))
    story.step(
        "Anybody verifies it by its number and by its QR code", lambda: verified_by_number_and_qr(story)
    )


def at_the_counter(story: Story) -> None:
    operator = story.officer(people.OPERATOR)
    page = operator.get("/counter/?q=income")
    page = operator.send(page.form("/counter/new/REV-INCOME/"), button="COUNTER")
    for command in ("add:family",):
        page = operator.send(page.form("application"), people.APPLICATION, button=command)
    page = operator.send(page.form("application"), {**people.APPLICATION, "financial_year": _year(page)})
    if not page.path.endswith("/papers/"):
        raise StoryBroken(f"the form was not accepted: {page.text()[:500]}")
    for document, name, content, kind in (
        ("ID_RESIDENCE", "voter-card.jpg", scanned_page("Voter card"), "image/jpeg"),
        ("OTHER_INCOME_PROOF", "sarpanch.pdf", plain_pdf(), "application/pdf"),
    ):
        page = operator.send(page.form(f"paper-{document}"), files={"file": (name, content, kind)})
    page = operator.send(page.form("submit"))
    story.facts["application"] = page.one("//*[@class='big']").text_content().strip()
    story.facts["application_id"] = page.path.rstrip("/").rpartition("/")[2]
    _keep(story, "acknowledgement.pdf", operator.get(page.link("/a4.pdf")))


def _year(page: Page) -> str:
    options = page.tree.xpath("//select[@name='financial_year']/option[@value!='']/@value")
    if not options:
        raise StoryBroken("the form offers no financial year")
    return str(options[0])


def _keep(story: Story, name: str, page: Page) -> None:
    if not page.body.startswith(b"%PDF"):
        raise StoryBroken(f"{page.path} is not a PDF")
    (story.out / name).write_bytes(page.body)


def tracked(story: Story) -> None:
    anybody = Browser(story.base, story.language)
    page = anybody.get("/track/")
    page = anybody.send(page.form("/track/"), {"number": story.facts["application"]})
    text = page.text()
    if story.facts["application"] not in text or "Harbans" in text or people.APPLICANT_MOBILE in text:
        raise StoryBroken("tracking shows too little or too much")


def _case(story: Story, role: Role) -> tuple[Browser, Page]:
    """The officer finds the application in the tray, opens it and looks at every paper."""
    officer = story.officer(role)
    page = officer.get("/desk/")
    page = officer.get(page.link(f"/desk/cases/{story.facts['application_id']}/"))
    for address in page.tree.xpath("//ul[@class='papers']//a/@href"):
        officer.get(address)
    return officer, page


def scrutiny(story: Story) -> None:
    officer, page = _case(story, people.DEALING_HAND)
    officer.send(page.form("decide"), {"_action": "FORWARD", "_reasons": "Papers complete."})


def verification(story: Story) -> None:
    officer, page = _case(story, people.PATWARI)
    form = page.form("decide")
    report = {
        "_action": "REPORT",
        "report_number": "17/2026",
        "enquiry_date": _today(story),
        "found_residing": "true",
        "witness_role": "LAMBARDAR",
        "witness_name": "Gurnam Singh",
        "witness_statement": "The family lives in the village and has no land; the husband works for daily wages.",
        "assessed_income": str(people.INCOME),
        "flagged": "false",
        "location.latitude": "30.301200",
        "location.longitude": "75.462300",
        "location.accuracy": "12",
    }
    photo = ("house.jpg", scanned_page("The house"), "image/jpeg")
    officer.send(form, report, files={"_photo": photo} if _asks_photo(page) else None)


def _today(story: Story) -> str:
    page = Browser(story.base, "en").get(f"/track/?number={story.facts['application']}")
    found = re.search(r"\b(\d{2}-\d{2}-\d{4})\b", page.text())
    if not found:
        raise StoryBroken("the tracking page shows no date")
    return found[1]


def _asks_photo(page: Page) -> bool:
    return bool(page.tree.xpath("//input[@name='_photo']"))


def decision(story: Story) -> None:
    officer, page = _case(story, people.TEHSILDAR)
    officer.send(page.form("decide"), {"_action": "APPROVE"})


def issued(story: Story) -> None:
    operator = story.officer(people.OPERATOR)
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        page = operator.get(f"/counter/cases/{story.facts['application_id']}/")
        links = page.tree.xpath("//a[contains(@href, '/locker/')]/@href")
        if links:
            story.facts["document_page"] = links[0]
            return
        time.sleep(0.2)
    raise StoryBroken(f"no document after {PATIENCE:.0f} seconds")


def in_the_locker(story: Story) -> None:
    citizen = sign_in_citizen(story, people.APPLICANT_MOBILE)
    page = citizen.get("/locker/")
    page = citizen.get(page.link(story.facts["document_page"]))
    found = re.search(r"PB/[A-Z]+/[A-Z]+/\d{4}/\d{7}-[0-9A-Z]", page.text())
    if not found:
        raise StoryBroken("the locker shows no number of the certificate")
    story.facts["certificate"] = found[0]
    _keep(story, "certificate.pdf", citizen.get(page.link("/file/")))


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
        for image in (found for found in pdf.pages[0].images.values() if isinstance(found, pikepdf.Stream)):
            found = zxingcpp.read_barcodes(pikepdf.PdfImage(image).as_pil_image().convert("L"))
            if found:
                return str(found[0].text)
    raise StoryBroken("there is no QR code on the certificate")


def _verdict(page: Page, wanted: str) -> str:
    outcome = str(page.one("//*[@data-outcome]").get("data-outcome"))
    if outcome != wanted:
        raise StoryBroken(f"verification says {outcome}, not {wanted}: {page.text()[:300]}")
    return outcome
