"""The income certificate at the counter, at the tehsil and in the village."""

import re
import time

from sanjha.project.story import people
from sanjha.project.story.browser import Browser, Page, StoryBroken
from sanjha.project.story.papers import plain_pdf, scanned_page
from sanjha.project.story.people import Role
from sanjha.project.story.story import PATIENCE, Story, keep_pdf


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
    keep_pdf(story, "acknowledgement.pdf", operator.get(page.link("/a4.pdf")))


def _year(page: Page) -> str:
    options = page.tree.xpath("//select[@name='financial_year']/option[@value!='']/@value")
    if not options:
        raise StoryBroken("the form offers no financial year")
    return str(options[0])


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
