"""The office at work without a browser: a case is carried to where a test needs it."""

from sanjha.kernel import clock
from sanjha.project.story.browser import Browser, Page
from sanjha.project.story.papers import scanned_page
from tests.hostile.siege import Siege
from tests.journeys import cast


def opened(officer: Browser, case: str) -> Page:
    return officer.get(f"/desk/cases/{case}/")


def decided(officer: Browser, case: str, values: dict[str, str]) -> None:
    """The officer decides as the page offers it; a photo goes along where one is asked for."""
    page = opened(officer, case)
    photo = {"_photo": ("house.jpg", scanned_page("The house"), "image/jpeg")}
    asked = bool(page.tree.xpath("//input[@name='_photo']"))
    officer.send(page.form("decide"), values, files=photo if asked else None)


def carried_to_the_tehsildar(siege: Siege, cases: list[str]) -> None:
    """Checked by the dealing hand, reported by the Patwari."""
    hand, patwari = siege.officer(cast.DEALING_HAND), siege.officer(cast.PATWARI)
    for number, case in enumerate(cases):
        decided(hand, case, {"_action": "FORWARD"})
        report = cast.report_of_the_visit(f"{number}/h", f"{clock.today():%d-%m-%Y}")
        decided(patwari, case, {**report, "_action": "REPORT"})
