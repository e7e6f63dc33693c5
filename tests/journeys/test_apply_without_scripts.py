"""A citizen applies from home with a browser that runs no scripts, and pays."""

from pathlib import Path

from playwright.sync_api import expect

from sanjha.project.story.papers import plain_pdf, scanned_page
from tests.journeys import cast, desk
from tests.journeys.person import Person, Stage


def test_a_citizen_applies_without_scripts(stage: Stage, tmp_path: Path) -> None:
    citizen = stage.enter("pa", phone=True, scripts=False)
    citizen.open("/")
    citizen.open("/services/rev-income/")
    citizen.sign_in_by_mobile(cast.HOUSEHOLD)
    citizen.open("/account/")
    citizen.page.locator("[name=resident]").first.check()
    with citizen.next_page():
        citizen.page.locator("form", has=citizen.page.locator("[name=resident]")).locator(
            "[type=submit]"
        ).click()
    citizen.open("/apply/rev-income/")
    with citizen.next_page():
        citizen.page.locator("#begin [type=submit]").click()
    fill_in_the_sections(citizen, cast.typed_on_the_portal())
    hand_in_papers(citizen, tmp_path)
    for form in ("#next", "#send", "#pay"):
        with citizen.next_page():
            citizen.page.locator(f"{form} [type=submit]").click()
    number = citizen.number_on_the_page()
    assert citizen.download(f"{citizen.page.url}a4.pdf").startswith(b"%PDF")
    citizen.open("/my/applications/")
    expect(citizen.page.locator("main")).to_contain_text(number)


def fill_in_the_sections(citizen: Person, sections: dict[str, dict[str, str]]) -> None:
    """Page by page until the papers are asked for."""
    for section, answers in sections.items():
        assert citizen.page.url.endswith(f"/form/{section}/"), citizen.page.locator("main").inner_text()
        for name, value in answers.items():
            if not is_offered(citizen, name, value):
                ask_for_what_depends(citizen, name)
            desk.answer(citizen, {name: value})
        with citizen.next_page():
            citizen.page.locator("#application .primary[type=submit]").click()


def is_offered(citizen: Person, name: str, value: str) -> bool:
    control = citizen.page.locator(f"[name='{name}']:not([type=hidden])")
    if not control.count():
        return False
    options = control.locator("option")
    return not options.count() or value in options.evaluate_all("all => all.map((each) => each.value)")


def ask_for_what_depends(citizen: Person, name: str) -> None:
    """The buttons that stand there when no script runs: one more row, or the questions that an answer calls up."""
    add = citizen.page.locator(f"[name='add:{name.partition('.')[0]}']")
    with citizen.next_page():
        (add if add.count() else citizen.page.locator("[name=refresh]").first).click()


def hand_in_papers(citizen: Person, folder: Path) -> None:
    for document, name, content in (
        ("ID_RESIDENCE", "voter-card.jpg", scanned_page("Voter card")),
        ("OTHER_INCOME_PROOF", "sarpanch.pdf", plain_pdf()),
    ):
        (folder / name).write_bytes(content)
        form = citizen.page.locator(f"#paper-{document}")
        form.locator("[type=file]").set_input_files(folder / name)
        with citizen.next_page():
            form.locator("[type=submit]").click()
        expect(citizen.page.locator("main")).to_contain_text(name)
