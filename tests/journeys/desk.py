"""What officers do at their desks."""

from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.journeys.person import Person


def open_case(officer: Person, number: str) -> None:
    """From the tray to the case."""
    officer.open("/desk/")
    with officer.next_page():
        officer.page.get_by_role("link", name=number).click()


def look_at_the_papers(officer: Person) -> None:
    """Open every paper in a window of its own, as the page does. The office remembers who looked."""
    papers = officer.page.locator("main a[href*='/papers/']")
    for number in range(papers.count()):
        with officer.page.expect_popup() as window:
            papers.nth(number).click()
        window.value.wait_for_load_state()
        officer.witness.looked_at.add("/papers/*/")  # a picture or a PDF has nothing to examine
        window.value.close()


def answer(officer: Person, values: Mapping[str, str]) -> None:
    """Fill in the fields of the officer's form with mouse or thumb."""
    for name, value in values.items():
        control = officer.page.locator(f"[name='{name}']")
        kind = control.first.get_attribute("type")
        if kind == "hidden":
            # Where there is only one thing to do the page does not ask.
            assert control.input_value() == value
        elif kind in ("radio", "checkbox"):
            wanted = officer.page.locator(f"[name='{name}'][value='{value}']")
            (wanted if wanted.count() else control).check()  # a box that stands alone has no value
        elif control.evaluate("field => field.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)


def decide_by_keyboard(officer: Person, action: str) -> None:
    """Step to the choice, choose with the arrow keys, record with Ctrl+Enter."""
    keyboard = officer.keyboard()
    keyboard.fill({"_action": action})
    with officer.next_page():
        keyboard.press("Control+Enter")


def record(officer: Person) -> None:
    """Press the button that records the decision."""
    with officer.next_page():
        decide_button(officer).click()


def decide_button(officer: Person) -> Locator:
    return officer.page.locator("#decide").locator("[data-key='Ctrl+Enter']")


def give_photo(officer: Person, photo: Path) -> None:
    """Upload the photo of the place into the form of the step."""
    officer.page.locator("[name='_photo']").set_input_files(photo)


def stand_here(officer: Person) -> None:
    """Let the phone fill in where it is."""
    officer.page.locator("[data-locate-now]").click()
    expect(officer.page.locator("[name$='location.latitude']")).to_have_value("30.301200")
    expect(officer.page.locator("[name$='location.longitude']")).to_have_value("75.462300")
