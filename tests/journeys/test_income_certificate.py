"""One income certificate, from the counter to the citizen and to anybody who doubts it: in English and in Punjabi."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from sanjha.kernel import clock
from sanjha.project.story.papers import plain_pdf, scanned_page
from tests.journeys import cast, desk
from tests.journeys.cast import Couple
from tests.journeys.person import NUMBER, PATIENCE, Person, Stage

SHOWS_PDF = True


@pytest.mark.parametrize("language", ["en", "pa"])
def test_income_certificate(stage: Stage, tmp_path: Path, language: str) -> None:
    couple = cast.AT_THE_COUNTER[language]
    number = taken_at_the_counter(stage, couple, language, tmp_path)
    checked_by_the_dealing_hand(stage, number, language)
    verified_in_the_village(stage, number, language, tmp_path)
    approved_by_the_tehsildar(stage, number, language)
    certificate = found_in_the_locker(stage, couple, number, language, tmp_path)
    verified_by_anybody(stage, certificate, language, tmp_path)


def taken_at_the_counter(stage: Stage, couple: Couple, language: str, folder: Path) -> str:
    """By keyboard only: F2, the form with Enter, papers with F7, accept with Ctrl+Enter. Returns the number."""
    operator = stage.enter(language)
    operator.sign_in_as(cast.OPERATOR)
    keys = operator.keyboard("Enter")
    with operator.next_page():
        keys.press("F2")
    with operator.next_page():
        operator.page.keyboard.type("income")
        keys.press("Enter")
    with operator.next_page():
        keys.press("Control+Enter")
    keys.fill(cast.typed_at_the_counter(couple))
    expect(operator.page.locator("[name='applicant.born_on']")).to_have_value("14-08-1983")
    operator.look("filled in")
    with operator.next_page():
        keys.press("Control+Enter")
    hand_in_papers(operator, folder)
    with operator.next_page():
        keys.press("Control+Enter")
    number = operator.number_on_the_page()
    for paper in ("a4.pdf", "80mm.pdf"):
        assert operator.download(f"{operator.page.url}{paper}").startswith(b"%PDF")
    return number


def hand_in_papers(operator: Person, folder: Path) -> None:
    """F7 takes what is missing, one after the other, until the checklist is complete."""
    papers = {
        "file-ID_RESIDENCE": ("voter-card.jpg", scanned_page("Voter card")),
        "file-OTHER_INCOME_PROOF": ("sarpanch.pdf", plain_pdf()),
    }
    keys = operator.keyboard()
    for control, (name, content) in papers.items():
        (folder / name).write_bytes(content)
        for _step in range(40):
            if keys.here().id.endswith(control):
                break
            keys.press("Tab")
        with operator.next_page():
            keys.choose_file(folder / name)
        expect(operator.page.get_by_role("link", name=name)).to_be_visible()


def checked_by_the_dealing_hand(stage: Stage, number: str, language: str) -> None:
    officer = stage.enter(language)
    officer.sign_in_as(cast.DEALING_HAND)
    desk.open_case(officer, number)
    desk.look_at_the_papers(officer)
    desk.decide_by_keyboard(officer, "FORWARD")


def verified_in_the_village(stage: Stage, number: str, language: str, folder: Path) -> None:
    """On a phone of 390 px: position, photo, report."""
    patwari = stage.enter(language, phone=True)
    patwari.sign_in_as(cast.PATWARI)
    desk.open_case(patwari, number)
    today = clock.today().strftime("%d-%m-%Y")
    desk.answer(patwari, cast.report_of_the_visit(f"17-{language}", today))
    desk.stand_here(patwari)
    photo = folder / "house.jpg"
    photo.write_bytes(scanned_page("The house"))
    desk.give_photo(patwari, photo)
    desk.answer(patwari, {"_action": "REPORT"})
    patwari.look("filled in")
    desk.record(patwari)


def approved_by_the_tehsildar(stage: Stage, number: str, language: str) -> None:
    tehsildar = stage.enter(language)
    tehsildar.sign_in_as(cast.TEHSILDAR)
    desk.open_case(tehsildar, number)
    expect(tehsildar.page.locator("main")).to_contain_text("30.3012")
    desk.decide_by_keyboard(tehsildar, "APPROVE")


def found_in_the_locker(stage: Stage, couple: Couple, number: str, language: str, folder: Path) -> str:
    """With a phone: the citizen signs in by a code, follows the application and opens the document. Returns its number."""
    citizen = stage.enter(language, phone=True)
    citizen.sign_in_by_mobile(couple.mobile)
    citizen.open("/my/applications/")
    with citizen.next_page():
        citizen.page.locator("main a[href*='/my/applications/']").first.click()
    expect(citizen.page.locator("main")).to_contain_text(number)
    document = citizen.page.locator("main a[href*='/locker/']")
    for _try in range(PATIENCE // 500):
        if document.count():
            break
        citizen.page.wait_for_timeout(500)
        citizen.page.reload()
    citizen.look("with the document")
    citizen.open("/locker/")
    with citizen.next_page():
        citizen.page.locator("main h2 a[href*='/locker/']").click()
    certificate = citizen.number_on_the_page()
    assert certificate != number
    with citizen.page.expect_download() as kept:
        citizen.page.locator("main a[download]").click()
    kept.value.save_as(folder / "certificate.pdf")
    assert (folder / "certificate.pdf").read_bytes().startswith(b"%PDF")
    return certificate


def verified_by_anybody(stage: Stage, certificate: str, language: str, folder: Path) -> None:
    """Without signing in: the file itself, the same file changed, and the number from a phone."""
    doubter = stage.enter(language)
    changed = folder / "changed.pdf"
    content = bytearray((folder / "certificate.pdf").read_bytes())
    content[content.index(b"stream\n") + 40] ^= 1
    changed.write_bytes(content)
    for file, outcome in ((folder / "certificate.pdf", "VALID"), (changed, "CHANGED")):
        doubter.open("/verify/")
        doubter.page.locator("[name=file]").set_input_files(file)
        with doubter.next_page():
            doubter.page.locator("#verify-form [type=submit]").click()
        expect(doubter.page.locator("[data-outcome]")).to_have_attribute("data-outcome", outcome)
    caller = stage.enter(language, phone=True)
    caller.open("/verify/")
    caller.page.locator("[name=text]").fill(certificate)
    with caller.next_page():
        caller.page.locator("[name=text]").press("Enter")
    expect(caller.page.locator("[data-outcome]")).to_have_attribute("data-outcome", "VALID")
    expect(caller.page.locator("main")).to_contain_text(NUMBER)
