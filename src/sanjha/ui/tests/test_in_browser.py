"""Keys, dates, lists and dialogs in a real browser; axe-core finds nothing on the sheet of components."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from pikepdf import Pdf

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(served, browser, settings):
    """Open a page at a width in a language; any error in the console fails the test."""
    opened, faults = [], []

    def go(address, *, language="en", width=1366, scripts=True):
        frame = browser.new_context(viewport={"width": width, "height": 768}, java_script_enabled=scripts)
        opened.append(frame)
        frame.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": served}])
        page = frame.new_page()
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(served + address)
        page.wait_for_load_state("networkidle")
        return page

    yield go
    for frame in opened:
        frame.close()
    assert faults == []


@pytest.mark.parametrize("language", ["en", "pa", "hi"])
@pytest.mark.parametrize("density", ["desk", "citizen"])
@pytest.mark.parametrize("width", [1366, 390, 320])
def test_the_sheet_of_components_is_accessible_and_fits(visit, density, language, width):
    page = visit(f"/ui/components/?density={density}", language=language, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    result = Axe().run(page, options={"resultTypes": ["violations"]})
    assert [violation["id"] for violation in result.response["violations"]] == []


@pytest.mark.parametrize("density", ["desk", "citizen"])
def test_the_first_page_is_light(visit, served, density):
    page = visit("/help/")
    arrived = []

    def note(response):
        arrived.append(response)

    page.on("response", note)
    page.goto(f"{served}/ui/components/?density={density}")
    page.wait_for_load_state("networkidle")
    fonts = [response.url for response in arrived if response.url.endswith(".woff2")]
    weight = sum(len(response.body()) for response in arrived if response.url not in fonts)
    assert 20_000 < weight < 150_000
    assert fonts
    assert not any("devanagari" in url for url in fonts)


def test_targets_of_the_citizen_are_44_pixels_high(visit):
    page = visit("/ui/components/?density=citizen", width=390)
    low = page.evaluate(
        """[...document.querySelectorAll("main .button, main .control, .site-header button, .choice")]
           .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 40).map((one) => one.outerHTML)"""
    )
    assert low == []


def test_gurmukhi_has_room_between_the_lines(visit):
    page = visit("/help/", language="pa")
    line, size = page.evaluate(
        "(({lineHeight, fontSize}) => [parseFloat(lineHeight), parseFloat(fontSize)])(getComputedStyle(document.querySelector('article p')))"
    )
    assert line / size >= 1.55 - 0.01


def test_typed_dates_get_their_signs_and_a_message(visit):
    page = visit("/ui/components/")
    date = page.locator("#id_born_on")
    date.fill("31021994")
    date.blur()
    assert date.input_value() == "31-02-1994"
    assert date.get_attribute("aria-invalid") == "true"
    assert "There is no day 31 in February 1994." in page.locator("#id_born_on-error").inner_text()
    assert "id_born_on-error" in date.get_attribute("aria-describedby")

    date.fill("3/12/1994")
    date.blur()
    assert date.input_value() == "03-12-1994"
    assert date.get_attribute("aria-invalid") is None
    assert page.locator("#id_born_on-error").is_hidden()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("12131994", "There is no month 13"),
        ("03120094", "The year 94 cannot be right"),
        ("soon", "day-month-year"),
    ],
)
def test_what_is_wrong_with_a_date_is_said_at_once(visit, typed, message):
    page = visit("/ui/components/")
    page.fill("#id_born_on", typed)
    page.locator("#id_born_on").blur()
    assert message in page.locator("#id_born_on-error").inner_text()


def test_the_month_is_named_in_punjabi(visit):
    page = visit("/ui/components/", language="pa")
    page.fill("#id_born_on", "31021994")
    page.locator("#id_born_on").blur()
    assert "1994 ਵਿੱਚ 31 ਤਾਰੀਖ਼ ਨਹੀਂ ਹੁੰਦੀ।" in page.locator("#id_born_on-error").inner_text()


def test_enter_goes_to_the_next_field_and_keeps_the_form(visit):
    page = visit("/ui/components/")
    page.focus("#id_mobile")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "id_name"
    page.keyboard.press("Shift+Enter")
    assert page.evaluate("document.activeElement.id") == "id_mobile"
    page.focus("#id_remarks")
    page.keyboard.type("one\ntwo")
    assert page.input_value("#id_remarks") == "one\ntwo"


def test_keys_act_and_question_mark_lists_them(visit):
    page = visit("/ui/components/")
    assert page.locator("#find").get_attribute("aria-keyshortcuts") == "/"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("?/")
    assert page.input_value("#find") == "?/"
    page.locator("#find").blur()
    page.keyboard.press("?")
    help_dialog = page.locator("#keyboard-help")
    assert help_dialog.is_visible()
    listed = help_dialog.inner_text()
    for part in ("Ctrl Enter", "Next: documents", "F3", "Citizen", "Go to the next field"):
        assert part in listed
    page.keyboard.press("F3")
    assert "density=citizen" not in page.url
    page.keyboard.press("Escape")
    page.keyboard.press("F3")
    page.wait_for_url("**density=citizen")


def test_keys_of_a_single_sign_can_be_switched_off(visit):
    page = visit("/ui/components/")
    page.keyboard.press("?")
    page.uncheck("#plain-keys")
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("?")
    page.keyboard.press("/")
    assert page.locator("#keyboard-help").is_hidden()
    assert page.evaluate("document.activeElement.id") != "find"
    page.click("[data-opens=keyboard-help]")
    assert page.locator("#keyboard-help").is_visible()
    assert "F3" in page.locator("#keyboard-help").inner_text()
    assert page.locator("#plain-keys").is_checked() is False


def test_no_key_acts_while_a_word_is_composed(visit):
    page = visit("/ui/components/")
    press = """(composing) => {
        const event = new KeyboardEvent("keydown", {key: "F3", bubbles: true, cancelable: true, isComposing: composing});
        document.body.dispatchEvent(event);
        return event.defaultPrevented;
    }"""
    assert page.evaluate(press, True) is False
    assert page.evaluate(press, False) is True


def test_a_dialog_asks_before_a_form_is_thrown_away(visit):
    page = visit("/ui/components/")
    page.click("[data-confirm=cancel-dialog]")
    assert page.locator("#cancel-dialog").is_visible()
    page.click("#cancel-dialog [data-closes]")
    assert page.locator("#cancel-dialog").is_hidden()


def test_unsaved_changes_are_marked_until_they_are_undone(visit):
    page = visit("/ui/components/")
    mark = page.locator("[data-unsaved-mark]")
    page.fill("#id_name", "Manpreet")
    assert mark.inner_text() == "Not saved yet"
    page.fill("#id_name", "")
    assert mark.inner_text() == ""
    page.fill("#id_name", "Manpreet")
    page.evaluate("document.querySelector('#example').dispatchEvent(new Event('sanjha:saved'))")
    assert mark.inner_text() == ""


def test_the_browser_warns_before_unsaved_changes_are_left(visit):
    page = visit("/ui/components/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.click("#id_name")
    page.keyboard.type("M")
    page.click(".site-footer a >> nth=0")
    page.wait_for_url("**/help/")
    assert asked == ["beforeunload"]


def test_a_list_suggests_and_is_chosen_from_with_the_keyboard(visit):
    page = visit("/choose/")
    box = page.locator("#id_village")
    box.press_sequentially("patti")
    page.wait_for_selector("[role=option]")
    assert box.get_attribute("aria-expanded") == "true"
    box.press("ArrowDown")
    box.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    box.press("Enter")
    assert box.input_value() == "Patti Mohar Singh"
    assert page.input_value("input[name=village]") == "V2"
    assert page.input_value("input[name=village_was]") == "Patti Mohar Singh"
    assert box.get_attribute("aria-expanded") == "false"

    box.press_sequentially("x")
    assert page.input_value("input[name=village]") == ""


def test_a_list_that_does_not_answer_says_so_and_keeps_the_text(visit):
    page = visit("/choose/")
    page.route("**/places-to-choose/**", lambda route: route.fulfill(status=200, body="not json"))
    page.locator("#id_village").press_sequentially("dhil")
    page.wait_for_function(
        "document.querySelector('.combobox [role=status]').textContent.includes('does not answer')"
    )
    assert page.input_value("#id_village") == "dhil"


def test_a_long_select_becomes_a_list_that_suggests(visit):
    page = visit("/choose/")
    box = page.get_by_role("combobox", name="Office")
    box.press_sequentially("tap")
    page.wait_for_selector("[role=option]")
    box.press("Enter")
    assert box.input_value() == "Tehsil Tapa"
    assert page.locator("select[name=office]").input_value() == "T2"


def test_a_chosen_list_follows_when_another_script_changes_it(visit):
    page = visit("/choose/")
    page.evaluate(
        """() => {
            const select = document.querySelector("select[name=office]");
            select.value = "T3";
            select.dispatchEvent(new Event("sanjha:refresh"));
        }"""
    )
    assert page.get_by_role("combobox", name="Office").input_value() == "Tehsil Dhuri"


def test_what_is_typed_in_full_counts_as_chosen(visit):
    page = visit("/choose/")
    box = page.get_by_role("combobox", name="Office")
    box.press_sequentially("tehsil dhuri")
    page.wait_for_selector("[role=option]")
    box.press("Tab")
    assert box.input_value() == "Tehsil Dhuri"
    assert page.locator("select[name=office]").input_value() == "T3"


def test_text_that_fits_nothing_is_kept_and_said_to_be_open(visit):
    page = visit("/choose/")
    box = page.get_by_role("combobox", name="Office")
    box.press_sequentially("tehsil")
    page.wait_for_selector("[role=option]")
    box.press("Escape")
    box.press("Tab")
    assert box.input_value() == "tehsil"
    assert box.get_attribute("aria-invalid") == "true"
    assert page.locator("#id_office-error").inner_text() == "Choose an entry of the list."
    box.fill("tehsil t")
    page.wait_for_selector("[role=option]")
    box.press("Enter")
    assert box.get_attribute("aria-invalid") is None
    assert page.locator("select[name=office]").input_value() == "T2"


def test_without_scripts_lists_are_plain_controls(visit):
    page = visit("/choose/", scripts=False)
    assert page.locator("select[name=office]").is_visible()
    page.fill("#id_village", "Dhilwan")
    assert page.locator(".only-script").first.is_hidden()


def printed_size(page, tmp_path):
    """Width and height of the one printed page in millimetres."""
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    with Pdf.open(tmp_path / "page.pdf") as printed:
        assert len(printed.pages) == 1
        left, bottom, right, top = (float(edge) * 25.4 / 72 for edge in printed.pages[0].mediabox)
    return round(right - left), round(top - bottom)


def test_the_roll_is_cut_after_the_last_line(visit, tmp_path):
    width, height = printed_size(visit("/thermal/"), tmp_path)
    assert width == 80
    assert 40 < height < 90


def test_other_pages_are_printed_on_a4(visit, tmp_path):
    assert printed_size(visit("/help/"), tmp_path) == (210, 297)


def test_the_print_button_prints(visit):
    page = visit("/thermal/")
    page.evaluate("window.print = () => { window.printed = true; }")
    page.keyboard.press("Control+p")
    assert page.evaluate("window.printed") is True
