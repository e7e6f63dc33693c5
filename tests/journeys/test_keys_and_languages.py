"""What holds on every page: the keys can be listed, the language changed, the house found its way around in."""

import pytest
from playwright.sync_api import expect

from tests.journeys import cast
from tests.journeys.person import Stage


def test_the_keys_of_a_page_are_listed(stage: Stage) -> None:
    """? opens the list, Escape closes it, and the focus is where it was."""
    operator = stage.enter("en")
    operator.sign_in_as(cast.OPERATOR)
    operator.open("/counter/day/")
    keys = operator.keyboard()
    keys.press("Tab")
    before = keys.here()
    keys.press("?")
    dialog = operator.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    for key in ("F2", "F3", "?"):
        expect(dialog.locator("kbd", has_text=key).first).to_be_visible()
    operator.look("keys listed")
    keys.press("Escape")
    expect(dialog).to_be_hidden()
    assert keys.here() == before


def test_the_language_is_changed_where_one_stands(stage: Stage) -> None:
    citizen = stage.enter("en", phone=True)
    citizen.open("/services/?q=income")
    for code, words in (("pa", "ਆਮਦਨ ਸਰਟੀਫਿਕੇਟ"), ("hi", "आय प्रमाण पत्र"), ("en", "Income certificate")):
        with citizen.next_page():
            citizen.page.locator(f"button[name=language][value={code}]").click()
        expect(citizen.page.locator("html")).to_have_attribute("lang", code)
        expect(citizen.page.locator("main")).to_contain_text(words)
        assert citizen.page.url.endswith("/services/?q=income")


PUBLIC = (
    "/", "/services/", "/services/rev-income/", "/track/", "/verify/", "/login/", "/login/citizen/", "/places/",
    "/help/", "/help/keyboard/", "/accessibility/", "/privacy/", "/terms/", "/copyright/", "/sitemap/", "/demo/",
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "pa"])
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_every_public_page_can_be_used_by_everybody(stage: Stage, language: str, *, phone: bool) -> None:
    anybody = stage.enter(language, phone=phone)
    for address in PUBLIC:
        anybody.open(address)


PAGES_OF = {
    cast.OPERATOR: ("/counter/", "/counter/status/", "/counter/objections/", "/counter/day/", "/people/", "/account/"),
    cast.ARCHITECT: (
        "/architecture/", "/architecture/applications/", "/architecture/applications/new/",
        "/architecture/applications/import/", "/architecture/applications/recovery/", "/architecture/facts/",
        "/architecture/catalogue/", "/architecture/dependencies/", "/architecture/standards/",
        "/architecture/policy/", "/architecture/policy/1.1/", "/architecture/exceptions/",
        "/architecture/exceptions/new/", "/architecture/roadmap/",
    ),
    cast.TEHSILDAR: ("/desk/", "/desk/?late", "/desk/done/", "/offices/", "/account/", "/people/"),
    "pb0074": ("/eoffice/dispatch/", "/eoffice/dispatch/print/", "/eoffice/dispatch/print/?as=peon-book", "/eoffice/inside/"),
    "9000000101": (
        "/my/applications/", "/my/profile/", "/my/readings/", "/locker/", "/account/", "/apply/rev-income/",
    ),
}  # fmt: skip


@pytest.mark.parametrize("username", PAGES_OF)
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_the_pages_of_every_role_can_be_used_by_everybody(
    stage: Stage, username: str, *, phone: bool
) -> None:
    somebody = stage.enter("pa", phone=phone)
    somebody.sign_in_as(username)
    for address in PAGES_OF[username]:
        somebody.open(address)


def test_a_page_that_is_not_there_says_so(stage: Stage) -> None:
    anybody = stage.enter("pa", phone=True)
    with anybody.witness.expecting(404):
        anybody.open("/no-such-page/")
    expect(anybody.page.get_by_role("heading", level=1)).to_be_visible()


def test_on_a_phone_the_pages_are_a_folded_menu(stage: Stage) -> None:
    anybody = stage.enter("pa", phone=True)
    anybody.open("/services/")
    link = anybody.page.locator(".citizen-nav.narrow li a[href='/track/']")
    expect(anybody.page.locator(".citizen-nav.wide")).to_be_hidden()
    expect(link).to_be_hidden()
    anybody.page.locator(".citizen-nav summary").focus()
    anybody.page.keyboard.press("Enter")
    expect(link).to_be_visible()
    anybody.look("menu of a phone")
