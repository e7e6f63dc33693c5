"""An application enters the inventory, its rule cannot be kept, and somebody else than who asks grants the exception."""

from playwright.sync_api import expect

from tests.journeys import cast
from tests.journeys.person import Person, Stage

APPLICATION = {
    "code": "EPOS-RATION",
    "name_en": "Ration shops",
    "name_pa": "ਰਾਸ਼ਨ ਦੀਆਂ ਦੁਕਾਨਾਂ",
    "department_en": "Food and Civil Supplies",
    "department_pa": "ਖ਼ੁਰਾਕ ਅਤੇ ਸਿਵਲ ਸਪਲਾਈ",
    "life_cycle": "LIVE",
    "hosting": "STATE_CENTRE",
    "criticality": "HIGH",
    "collects": "resident.name",
}
REQUEST = {
    "rule": "1.2",
    "application": "EPOS-RATION",
    "reason": "The old system cannot ask the register.",
    "measure": "Names are compared by hand.",
}


def test_an_exception_is_asked_for_and_granted_by_somebody_else(stage: Stage) -> None:
    architect = stage.enter("en")
    architect.sign_in_as(cast.ARCHITECT)
    architect.open("/architecture/applications/new/")
    send(architect, APPLICATION)
    architect.open("/architecture/facts/")
    expect(architect.page.locator("tr.wrong", has_text="resident.name")).to_contain_text("Ration shops")

    one, other = (stage.enter(language) for language in ("en", "pa"))
    one.sign_in_as(cast.ADMINISTRATORS[0])
    one.open("/architecture/exceptions/new/")
    send(one, REQUEST | {"until_date": last_day(one)})
    expect(one.page.locator("main")).to_contain_text("You asked for this yourself")
    expect(one.page.locator("a[href$='/grant/']")).to_have_count(0)

    other.sign_in_as(cast.ADMINISTRATORS[1])
    other.open(one.page.url)
    with other.next_page():
        other.page.locator("a[href$='/grant/']").click()
    send(other, {"answer": "ਸਾਲ ਦੇ ਅੰਤ ਤੱਕ ਬਦਲੀ ਜਾਵੇ।"})
    architect.open("/architecture/exceptions/")
    expect(architect.page.locator("tr", has_text="Ration shops")).to_contain_text("Ends soon")


def send(somebody: Person, answers: dict[str, str]) -> None:
    """Fill in the one form of the page and send it by its key."""
    for name, value in answers.items():
        control = somebody.page.locator(f"main [name={name}]")
        if control.evaluate("each => each.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    with somebody.next_page():
        somebody.page.keyboard.press("Control+Enter")


def last_day(somebody: Person) -> str:
    """Ten days from today, as the clock of the browser says."""
    script = "new Date(Date.now() + 864e6).toLocaleDateString('en-GB').replaceAll('/', '-')"
    return str(somebody.page.evaluate(script))
