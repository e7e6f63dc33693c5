"""A proposal goes up from the dealing hand to the Secretary and comes back; a signed letter goes out. By keyboard."""

from io import BytesIO

import pikepdf
import pytest
from playwright.sync_api import expect

from tests.journeys.person import Person, Stage

SHOWS_PDF = True
DEALING_HAND, SUPERINTENDENT, UNDER_SECRETARY, JOINT_SECRETARY, SECRETARY = (
    "pb0075", "pb0074", "pb0073", "pb0072", "pb0070",
)  # fmt: skip
SUBJECT = {
    "en": "Remission of abiana in the villages of block Sangat",
    "pa": "ਬਲਾਕ ਸੰਗਤ ਦੇ ਪਿੰਡਾਂ ਵਿੱਚ ਆਬਿਆਨਾ ਮੁਆਫ਼ੀ",
}
LETTER = {
    "en": "I am directed to say that the abiana of the season is remitted.",
    "pa": "ਲਿਖਿਆ ਜਾਂਦਾ ਹੈ ਕਿ ਇਸ ਫ਼ਸਲ ਦਾ ਆਬਿਆਨਾ ਮੁਆਫ਼ ਕੀਤਾ ਜਾਂਦਾ ਹੈ।",
}
NOTE = {"en": "Submitted for approval.", "pa": "ਪ੍ਰਵਾਨਗੀ ਲਈ ਪੇਸ਼ ਹੈ ਜੀ।"}


@pytest.mark.parametrize("language", ["en", "pa"])
def test_a_proposal_goes_up_and_a_signed_letter_goes_out(stage: Stage, language: str) -> None:
    proposed(stage, language)
    for officer in (SUPERINTENDENT, UNDER_SECRETARY, JOINT_SECRETARY):
        sent_on(at_the_file(stage, officer, language), language)
    approved(stage, language)
    signed_and_dispatched(stage, language)


def proposed(stage: Stage, language: str) -> None:
    """Alt+F opens the file, Alt+W begins the letter, Alt+U puts it up, Ctrl+Enter sends it all."""
    hand = stage.enter(language)
    hand.sign_in_as(DEALING_HAND)
    with hand.next_page():
        hand.keyboard().press("F7")
    with hand.next_page():
        hand.keyboard().press("Alt+f")
    hand.keyboard().fill({"subject": SUBJECT[language], "head": "C-13021"})
    with hand.next_page():
        hand.keyboard().press("Control+Enter")
    with hand.next_page():
        hand.keyboard().press("Alt+w")
    keys = hand.keyboard()
    keys.fill({"outside": "Deputy Commissioner", "body": LETTER[language]})
    hand.page.locator("[name=outside]").press("End")
    keys.press("Enter")
    hand.page.keyboard.type("Bathinda")
    with hand.next_page():
        keys.press("Control+s")
    with hand.next_page():
        hand.keyboard().press("Alt+u")
    with hand.next_page():
        hand.keyboard().press("Alt+b")
    sent_on(hand, language)


def at_the_file(stage: Stage, username: str, language: str) -> Person:
    """The officer finds the file in the inbox and opens it."""
    officer = stage.enter(language)
    officer.sign_in_as(username)
    with officer.next_page():
        officer.keyboard().press("F7")
    officer.page.locator("a.item", has_text=SUBJECT[language]).first.focus()
    with officer.next_page():
        officer.keyboard().press("Enter")
    return officer


def sent_on(officer: Person, language: str) -> None:
    """A note, then Ctrl+Enter: the page proposes the post above."""
    officer.page.locator(".note-words").focus()
    officer.page.keyboard.type(NOTE[language])
    with officer.next_page():
        officer.keyboard().press("Control+Enter")


def approved(stage: Stage, language: str) -> None:
    """The Secretary changes a word, approves what that gives, and sends the file back to the branch."""
    secretary = at_the_file(stage, SECRETARY, language)
    secretary.page.locator(".drafts .paper-tabs a").first.focus()
    with secretary.next_page():
        secretary.keyboard().press("Enter")
    body = secretary.page.locator("textarea[name=body]")
    body.focus()
    body.press("Control+End")
    secretary.page.keyboard.type(" Rabi 2026.")
    with secretary.next_page():
        secretary.keyboard().press("Control+Enter")
    expect(secretary.page.locator(".changes ins").first).to_contain_text("Rabi 2026.")
    page = secretary.download(f"{secretary.page.url}page.pdf")
    assert page.startswith(b"%PDF")
    with secretary.next_page():
        secretary.keyboard().press("Alt+b")
    near = secretary.page.locator("[name=near]")
    branch = near.locator("option").evaluate_all(
        "options => options.find(each => /Superintendent|ਸੁਪਰਡੈਂਟ/.test(each.textContent)).value"
    )
    secretary.keyboard().fill({"near": branch})
    sent_on(secretary, language)


def signed_and_dispatched(stage: Stage, language: str) -> None:
    """Ctrl+Enter signs, Alt+S leads to the dispatch, Ctrl+Enter sends it by messenger; the file bears number and copy."""
    officer = at_the_file(stage, SUPERINTENDENT, language)
    officer.page.locator(".drafts .paper-tabs a").first.focus()
    with officer.next_page():
        officer.keyboard().press("Enter")
    address = officer.page.url
    before = officer.download(f"{address}page.pdf")
    with officer.next_page():
        officer.keyboard().press("Control+Enter")
    after = officer.download(f"{address}page.pdf")
    assert after.startswith(before)
    with pikepdf.open(BytesIO(after)) as pdf:
        fields = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
    assert {"number", "date", "Signature1"} <= set(fields)
    with officer.next_page():
        officer.keyboard().press("Alt+s")
    with officer.next_page():
        officer.keyboard().press("Control+Enter")
    expect(officer.page.locator(".gone")).to_have_count(1)
    with officer.next_page():
        officer.keyboard().press("F8")
    expect(officer.page.locator("table.register")).to_contain_text("Deputy Commissioner")
    officer.open("/eoffice/inside/")
