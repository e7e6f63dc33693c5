"""The registry's morning: ten letters are diarised one after the other, without a mouse."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import cast
from tests.journeys.person import Person, Stage

LETTERS = 10
SENDER = "ਡਿਪਟੀ ਕਮਿਸ਼ਨਰ, ਬਰਨਾਲਾ"
MARKED_TO = "Senior Assistant 1, Revenue-II"
SHEET = "/eoffice/dak/diarise/"


@pytest.mark.parametrize("language", ["en", "pa"])
def test_ten_letters_are_diarised_by_keyboard(stage: Stage, language: str) -> None:
    """Enter goes on, Ctrl+Enter diarises; sender and marking are kept, the counter counts, the numbers have no gap."""
    diarist = stage.enter(language)
    diarist.sign_in_as(cast.DIARIST)
    diarist.open(SHEET)
    numbers = []
    for letter in range(1, LETTERS + 1):
        keys = diarist.keyboard(onward="Enter")
        if letter == 1:
            assert keys.here().name == "organisation"
            keys.fill({"organisation": SENDER})
        keys.fill(
            {"letter_number": f"{language}/{letter}", "subject": f"Letter {letter} about patwar circles"}
        )
        if letter == 1:
            keys.go_to("to_post")
            diarist.page.keyboard.type(MARKED_TO)
            expect(diarist.page.locator(".combobox-list [role=option]").first).to_be_visible()
            keys.press("ArrowDown")
            keys.press("Enter")
            keys.fill({"keep": True})
            diarist.look("sheet filled in")
        with diarist.next_page():
            keys.press("Control+Enter")
        expect(diarist.page.locator("[data-batch]")).to_have_attribute("data-batch", str(letter))
        numbers.append(last_number(diarist))
    assert numbers == list(range(numbers[0], numbers[0] + LETTERS))


def test_a_letter_that_came_before_is_looked_at_before_it_is_diarised_again(stage: Stage) -> None:
    diarist = stage.enter("pa")
    diarist.sign_in_as(cast.DIARIST)
    for time in (1, 2):
        diarist.open(SHEET)
        keys = diarist.keyboard(onward="Enter")
        keys.fill(
            {"organisation": "Vidhan Sabha", "letter_number": "PVS/77", "subject": "A starred question"}
        )
        with diarist.witness.expecting(409) if time == 2 else diarist.next_page():
            keys.press("Control+Enter")
            if time == 2:
                expect(diarist.page.locator("[name=is_no_duplicate]")).to_be_visible()
    diarist.look("perhaps a duplicate")
    keys = diarist.keyboard(onward="Enter")
    keys.fill({"is_no_duplicate": True})
    with diarist.next_page():
        keys.press("Control+Enter")
    expect(diarist.page.locator("[name=is_no_duplicate]")).to_be_hidden()


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_the_pages_of_the_dak_can_be_used_by_everybody(stage: Stage, *, phone: bool) -> None:
    diarist = stage.enter("pa", phone=phone)
    diarist.sign_in_as(cast.DIARIST)
    for address in (SHEET, "/eoffice/dak/diary/", "/eoffice/dak/mail/", "/eoffice/?folder=receipts"):
        diarist.open(address)
    diarist.open("/eoffice/dak/mail/")
    with diarist.next_page():
        diarist.page.locator("a.item").first.click()
    assistant = stage.enter("pa", phone=phone)
    assistant.sign_in_as(cast.SENIOR_ASSISTANT)
    assistant.open("/eoffice/?folder=receipts")
    assistant.open("/eoffice/")
    with assistant.next_page():
        assistant.page.locator("a.item", has_text="Dinanagar: proposal and litigation").first.click()
    expect(assistant.page.locator("#correspondence .leaf")).to_be_visible()


def last_number(diarist: Person) -> int:
    """The serial of the letter that was diarised last."""
    newest = diarist.page.locator(".item-list .item b").first.inner_text()
    found = re.match(r"\d+", newest)
    assert found, newest
    return int(found[0])
