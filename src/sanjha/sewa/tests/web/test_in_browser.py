"""What the scripts of the counter, the desk and the portal do in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connections
from playwright.sync_api import expect

from sanjha.kernel.testing_browser import running_chromium
from sanjha.sewa.models import Draft
from sanjha.sewa.queries.drafts import attachments_of
from sanjha.sewa.tests.factories import a_jpeg, a_pdf, make_application, make_draft
from sanjha.sewa.tests.families import enter_family, reuse, with_mother
from sanjha.sewa.tests.web.visitor import Visitor
from sanjha.sewa.tests.web.windows import Window

pytestmark = pytest.mark.browser
PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture(scope="module")
def browser():
    """Debian's chromium. Its loop runs in this thread, where Django has connections of its own meanwhile."""
    with pytest.MonkeyPatch.context() as patch, running_chromium() as started:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield started
        connections.close_all()


@pytest.fixture(autouse=True)
def plain_files(settings):
    """Style sheets and scripts under their own names."""
    settings.STORAGES = {**settings.STORAGES, **PLAIN_FILES}


@pytest.fixture
def open_window(browser, db):
    """A function: a window of a visitor. At the end no window may have complained. It is closed while there is a store."""
    windows = []

    def window(visitor, **size):
        windows.append(Window(browser, visitor, **size))
        return windows[-1]

    yield window
    for each in windows:
        each.close()
    assert [each.complaints for each in windows] == [[] for _each in windows]


@pytest.fixture
def draft(operator):
    return make_draft(operator, documents=())


def address(draft):
    return f"/counter/drafts/{draft.pk}/"


def state(window):
    return window.page.locator("[data-saved-state]")


def test_the_counter_fits_its_screen_and_axe_finds_nothing(open_window, counter, draft):
    window = open_window(counter)
    for place in (address(draft), f"{address(draft)}papers/", "/counter/"):
        page = window.open(place)
        size = page.evaluate("[document.documentElement.scrollHeight, document.documentElement.scrollWidth]")
        assert size == [768, 1366]
        assert Axe().run(page).violations_count == 0


def test_what_is_typed_is_kept_by_itself_and_the_page_says_so(open_window, counter, draft):
    window = open_window(counter)
    window.open(address(draft))
    window.focus("applicant.address.house")
    window.press("Control+A")
    window.type("204")
    expect(state(window)).to_have_text("Not saved yet")
    expect(state(window)).to_have_text("Saved 10:00:00")
    draft.refresh_from_db()
    assert draft.data["applicant"]["address"]["house"] == "204"
    assert window.value("_revision") == str(draft.revision)


def test_a_second_window_never_overwrites_the_first_one(open_window, counter, draft):
    first, second = open_window(counter), open_window(counter)
    first.open(address(draft))
    second.open(address(draft))
    for window, house in ((first, "100"), (second, "200")):
        window.focus("applicant.address.house")
        window.press("Control+A")
        window.type(house)
        expect(state(window)).not_to_have_text("Not saved yet")
        expect(state(window)).not_to_have_text("Saving")
    expect(state(second)).to_contain_text("changed in another window")
    second.press("Control+Enter")
    expect(second.page.locator(".error-summary td").nth(0)).to_have_text("100")
    expect(second.page.locator("[name='applicant.address.house']")).to_have_value("200")
    draft.refresh_from_db()
    assert draft.data["applicant"]["address"]["house"] == "100"


def test_a_suggested_name_bears_a_mark_until_somebody_has_looked_at_it(open_window, counter, operator):
    draft = make_draft(operator, data={}, documents=())
    window = open_window(counter)
    page = window.open(address(draft))
    window.focus("applicant.name_en")
    window.type("Gurdev Singh")
    window.press("Enter")
    assert window.here() == "applicant.name_pa"
    expect(page.locator("[name='applicant.name_pa']")).to_have_value("ਗੁਰਦੇਵ ਸਿੰਘ")
    mark = page.locator("#f-applicant-name_pa-check")
    expect(mark).to_have_text("check")
    expect(page.locator("[data-hint-line]")).to_contain_text("check the spelling")
    window.press("ArrowDown")
    window.press("ArrowUp")
    assert window.value("applicant.name_pa") == "ਗੁਰਦੇਵ ਸਿੰਘ"
    window.press("Enter")
    expect(mark).to_have_count(0)
    page.locator("[name='applicant.name_en']").fill("Somebody Else")
    window.press("Tab")
    page.wait_for_timeout(300)
    assert window.value("applicant.name_pa") == "ਗੁਰਦੇਵ ਸਿੰਘ"


def test_whoever_types_fast_loses_nothing_while_the_form_renews_itself(open_window, counter, operator):
    draft = make_draft(operator, data={}, documents=())
    window = open_window(counter)
    page = window.open(address(draft))
    window.focus("applicant.address.area_type")
    window.press("ArrowDown", "Enter")
    window.type("barn")
    expect(page.locator("[name='applicant.address.village']")).to_have_count(1)
    assert window.here() == "f-applicant-address-district"
    assert page.locator("#f-applicant-address-district").input_value() == "barn"
    expect(page.get_by_role("option", name="Barnala")).to_be_visible()
    window.press("Enter")
    expect(page.locator("[name='applicant.address.tehsil'] option", has_text="Tapa")).to_have_count(1)
    assert page.locator("#f-applicant-address-district").input_value() == "Barnala"


def test_villages_are_found_by_name_and_by_hadbast_number(open_window, counter, draft):
    window = open_window(counter)
    page = window.open(address(draft))
    village = page.locator("#f-applicant-address-village")
    for text, found in (("badra", "Badra (HB 76)"), ("76", "Badra (HB 76)")):
        village.fill("")
        village.press_sequentially(text)
        expect(page.get_by_role("option").filter(has_text=found).first).to_be_visible()
    village.fill("")
    village.press_sequentially("badra")
    window.press("Enter")
    assert window.here() == "applicant.address.post_office"
    expect(village).to_have_value("Badra (HB 76)")
    assert page.locator("[name='applicant.address.village']").input_value() == "V040044"


def test_enter_goes_on_and_never_takes_a_row_away(open_window, counter, draft):
    window = open_window(counter)
    window.open(address(draft))
    window.focus("family.0.other")
    window.press("Enter")
    assert window.here() == "add:family"
    window.focus("family.0.occupation")
    window.press("Enter", "Enter")
    assert window.here() == "family.0.salary"
    window.press("Shift+Enter")
    assert window.here() == "family.0.is_earning"


def test_a_row_is_added_by_key_and_removed_by_its_button(open_window, counter, draft):
    window = open_window(counter)
    page = window.open(address(draft))
    page.locator("[name='add:family']").click()
    expect(page.locator("[name='family.1.name_en']")).to_be_focused()
    page.locator("[name='family.1.name_en']").fill("Second")
    page.locator("[name='remove:family:0']").click()
    expect(page.locator("[name='family.1.name_en']")).to_have_count(0)
    expect(page.locator("[name='family.0.name_en']")).to_have_value("Second")


def test_the_next_paper_is_one_key_away_and_comes_in_the_background(open_window, counter, draft):
    window = open_window(counter)
    page = window.open(address(draft))
    page.locator("[name='applicant.address.house']").fill("77")
    window.press("F7")
    assert window.here() == "take-ID_RESIDENCE"
    _give(page, "take-ID_RESIDENCE", "voter.jpg", a_jpeg())
    expect(page.locator("#checklist-title + .figures")).to_have_text("1 of 2")
    assert window.here() == "take-SALARY_PROOF"
    _give(page, "take-SALARY_PROOF", "slip.pdf", b"nonsense")
    expect(state(window)).to_contain_text("by its content")
    assert [paper.document for paper in attachments_of(draft.pk)] == ["ID_RESIDENCE"]
    assert page.locator("[name='applicant.address.house']").input_value() == "77"


def _give(page, control, name, content):
    page.set_input_files(f"#{control}", {"name": name, "mimeType": "image/jpeg", "buffer": content})


def test_papers_are_sent_as_soon_as_they_are_chosen(open_window, counter, draft):
    window = open_window(counter)
    page = window.open(f"{address(draft)}papers/")
    expect(page.locator("#id_file-ID_RESIDENCE")).to_be_focused()
    _give(page, "id_file-ID_RESIDENCE", "voter.jpg", a_jpeg())
    expect(page.get_by_role("link", name="voter.jpg")).to_be_visible()
    page.wait_for_load_state()
    _give(page, "id_file-OTHER_INCOME_PROOF", "statement.pdf", a_pdf())
    expect(page.get_by_role("link", name="statement.pdf")).to_be_visible()
    expect(page.locator("[data-key='Ctrl+Enter']")).to_be_focused()


def test_somebody_who_was_here_before_is_used_again_by_one_key(open_window, counter, operator):
    earlier = make_application(operator)
    draft = make_draft(operator, data={}, documents=())
    window = open_window(counter)
    page = window.open(address(draft))
    page.locator("[name='applicant.mobile']").press_sequentially(earlier.data["applicant"]["mobile"])
    expect(page.locator("[name='_resident']")).to_be_visible()
    window.press("Alt+r")
    expect(page.locator("[name='applicant.name_en']")).to_have_value(earlier.data["applicant"]["name_en"])
    assert Draft.objects.get().data["applicant"]["mobile"] == earlier.data["applicant"]["mobile"]


def test_the_decision_shows_only_what_belongs_to_it(open_window, operator, tehsildar):
    application = make_application(operator, at="decision")
    window = open_window(Visitor(tehsildar))
    page = window.open(f"/desk/cases/{application.pk}/")
    shown = {
        "APPROVE": "[name='certified_income']",
        "REJECT": "#id_ground-OTHER",
        "OBJECT": "#id_objection-NAME_DIFFERS",
        "SEND_BACK": "[name='_to_step']",
    }
    for part in shown.values():
        expect(page.locator(part)).to_be_hidden()
    for action, own in shown.items():
        page.locator(f"#id_action-{action}").check()
        for part in shown.values():
            visible = part == own
            expect(page.locator(part)).to_be_visible(visible=visible)
    assert Axe().run(page).violations_count == 0


def test_the_report_asks_for_more_while_it_is_filled_in(open_window, operator, patwari):
    application = make_application(operator, at="verification")
    window = open_window(Visitor(patwari), width=390, height=844)
    page = window.open(f"/desk/cases/{application.pk}/")
    page.locator("[name='assessed_income']").fill("2,00,000")
    page.locator("[name='flagged'][value='true']").check()
    expect(page.locator("[name='difference_reason']")).to_be_visible()
    expect(page.locator("[name='flag_reason']")).to_be_visible()
    assert page.locator("[name='assessed_income']").input_value() == "2,00,000"
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert Axe().run(page).violations_count == 0


def test_a_citizen_sees_the_next_questions_at_once(open_window, home, amarjit):
    draft = make_draft(amarjit, channel="PORTAL", documents=())
    window = open_window(home, width=390, height=844)
    page = window.open(f"/my/drafts/{draft.pk}/form/beneficiary/")
    page.locator("[name='same_as_applicant'][value='false']").check()
    expect(page.locator("[name='beneficiary.name_en']")).to_be_visible()
    page.locator("[name='beneficiary.name_en']").fill("Gurdev Singh")
    window.press("Tab")
    expect(page.locator("[name='beneficiary.name_pa']")).to_have_value("ਗੁਰਦੇਵ ਸਿੰਘ")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert Axe().run(page).violations_count == 0


def test_the_keys_of_the_page_are_told(open_window, counter, draft):
    window = open_window(counter)
    page = window.open(address(draft))
    page.locator("#work-title").click()
    window.press("?")
    keys = page.locator("#keyboard-help dt").all_inner_texts()
    for key in ("F2", "F3", "F4", "F6", "F7", "F9", "Ctrl S", "Ctrl Enter", "Alt X", "Enter"):
        assert key in keys


def test_a_beneficiary_and_a_member_are_looked_for_and_filled_in_by_keyboard(open_window, counter, operator):
    draft = with_mother(operator, enter_family(operator))
    window = open_window(counter)
    page = window.open(address(draft))
    window.focus("relation_to_applicant")
    window.press("Enter")
    assert window.here() == "_sought.beneficiary"
    window.press("Enter")
    expect(page.locator(".choosing-found button")).to_be_focused()
    assert Axe().run(page).violations_count == 0
    window.press("Enter")
    expect(page.locator("#f-beneficiary .given").first).to_contain_text("Simran Kaur")
    assert Axe().run(page).violations_count == 0
    window.focus("_sought.family")
    window.type("gurdev")
    window.press("Enter")
    expect(page.locator(".choosing-found button")).to_be_focused()
    window.press("Enter")
    expect(page.locator("#f-family .given").first).to_contain_text("Gurdev Singh")
    page.wait_for_load_state()
    window.focus("add:family")
    window.press("Tab", "Enter")
    expect(page.locator("[name='add:land']")).to_be_focused()
    draft.refresh_from_db()
    assert draft.data["beneficiary"]["born_on"] == "2012-08-30"
    assert draft.data["family"][0]["age"] == "71"


def test_facts_of_the_register_stand_once_when_an_answer_renews_the_form(open_window, counter, operator):
    family = enter_family(operator)
    draft = reuse(operator, with_mother(operator, family), family.daughter, "beneficiary")
    draft = reuse(operator, draft, family.mother, "family")
    page = open_window(counter).open(address(draft))
    facts = page.locator("#form-body .given")
    before = facts.all_inner_texts()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("[name='add:family']").click()
    expect(page.locator("[name='family.1.name_en']")).to_be_visible()
    assert facts.all_inner_texts() == before
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("[name='remove:family:0']").click()
    expect(page.locator("#f-family .given")).to_have_count(0)
    assert facts.count() == len(before) - 2
