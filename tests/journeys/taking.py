"""An application is taken at the counter without a browser, where a journey begins only later."""

from sanjha.project.story.browser import Browser
from sanjha.project.story.papers import plain_pdf, scanned_page
from tests.journeys import cast
from tests.journeys.cast import Couple


def signed_in(base: str, username: str) -> Browser:
    """A browser without scripts in which that account is signed in, by one click in the demonstration."""
    browser = Browser(base)
    page = browser.get("/demo/")
    account = page.one(f"//tr[td[contains(., '{username}')]]//button[@name='account']/@value")
    browser.send(page.form("/demo/sign-in/"), {"account": str(account)})
    return browser


def take_application(base: str, couple: Couple) -> tuple[str, str]:
    """Number and id of an application that now waits for the dealing hand."""
    operator = signed_in(base, cast.OPERATOR)
    answers = cast.posted(couple)
    page = operator.get("/counter/?q=income")
    page = operator.send(page.form("/counter/new/REV-INCOME/"), button="COUNTER")
    page = operator.send(page.form("application"), answers, button="add:family")
    page = operator.send(page.form("application"), answers)
    for document, name, content, kind in (
        ("ID_RESIDENCE", "voter-card.jpg", scanned_page("Voter card"), "image/jpeg"),
        ("OTHER_INCOME_PROOF", "sarpanch.pdf", plain_pdf(), "application/pdf"),
    ):
        page = operator.send(page.form(f"paper-{document}"), files={"file": (name, content, kind)})
    page = operator.send(page.form("submit"))
    return str(page.one("//*[@class='big']").text_content()).strip(), page.path.rstrip("/").rpartition("/")[2]
