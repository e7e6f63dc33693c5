"""The office asks once for what is missing; the citizen answers from a phone; the case goes on."""

from pathlib import Path

from playwright.sync_api import expect

from sanjha.project.story.papers import scanned_page
from tests.journeys import cast, desk
from tests.journeys.person import Stage
from tests.journeys.taking import take_application

ASKED = "ਵੋਟਰ ਕਾਰਡ ਪੜ੍ਹਿਆ ਨਹੀਂ ਜਾਂਦਾ। ਸਾਫ਼ ਕਾਪੀ ਲਿਆਓ।"
ANSWERED = "ਸਾਫ਼ ਕਾਪੀ ਨਾਲ ਲਗਾਈ ਹੈ।"


def test_an_objection_is_answered(stage: Stage, tmp_path: Path) -> None:
    number, _case = take_application(stage.base, cast.TO_BE_ASKED)
    officer = stage.enter("en")
    officer.sign_in_as(cast.DEALING_HAND)
    desk.open_case(officer, number)
    desk.answer(officer, {"_action": "OBJECT", "_objections": "IDENTITY_NOT_CLEAR", "_reasons": ASKED})
    officer.look("objecting")
    desk.record(officer)

    citizen = stage.enter("pa", phone=True)
    citizen.sign_in_by_mobile(cast.TO_BE_ASKED.mobile)
    citizen.open("/my/applications/")
    with citizen.next_page():
        citizen.page.locator("main a[href*='/my/objections/']").first.click()
    expect(citizen.page.locator("main")).to_contain_text(ASKED)
    paper = tmp_path / "voter-card-again.jpg"
    paper.write_bytes(scanned_page("Voter card, clear"))
    citizen.page.locator("main [type=file]").first.set_input_files(paper)
    citizen.page.locator("[name=_answer]").fill(ANSWERED)
    with citizen.next_page():
        citizen.page.locator("#answer [type=submit]").click()
    expect(citizen.page.locator("main")).to_contain_text(number)

    officer.open("/desk/?answered")
    with officer.next_page():
        officer.page.get_by_role("link", name=number).click()
    expect(officer.page.locator("main")).to_contain_text(ANSWERED)
    desk.decide_by_keyboard(officer, "FORWARD")
