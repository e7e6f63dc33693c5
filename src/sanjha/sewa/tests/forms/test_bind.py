"""The form on the page: nothing typed is lost, every error leads to its control, rows work without JavaScript."""

import re

import lxml.html
import pytest
from django.template.loader import render_to_string
from django.utils import translation

from sanjha.kernel.errors import FieldError
from sanjha.kernel.text import Text
from sanjha.sewa.definition import fields as f
from sanjha.sewa.forms import views
from sanjha.sewa.forms.bind import bind
from sanjha.sewa.forms.engine import validate
from sanjha.sewa.forms.html import flatten, parse
from sanjha.sewa.forms.rows import apply_command
from sanjha.sewa.tests.forms.factories import (
    ADDRESS,
    CHILD,
    HOLDING,
    MEMBER,
    PERSON,
    application,
    context,
    field,
    for_a_child,
    form,
    income_certificate,
    kept,
    place_options,
)
from sanjha.sewa.tests.forms.pages import find


def page_of(asked, data, *, language="en", told=True, **options):
    """The rendered form, as a browser has it."""
    result = validate(asked, data, context(strict=False))
    errors = result.errors if told else ()
    with translation.override(language):
        view = bind(asked, data, context=context(), errors=errors, place_options=place_options, **options)
        html = render_to_string("sewa/forms/form.html", {"form": view})
    return lxml.html.fromstring(f"<main><form>{html}</form></main>")


def income_page(data, **options):
    return page_of(income_certificate().form, data, **options)


def sent_by(page):
    """What a browser sends when this form is submitted."""
    pairs = []
    for control in find(page, "input, select, textarea"):
        name, kind = control.get("name"), control.get("type")
        if not name:
            continue
        if kind in ("radio", "checkbox"):
            if control.get("checked") is not None:
                pairs.append((name, control.get("value", "on")))
        elif control.tag == "select":
            chosen = [option.get("value") for option in find(control, "option[selected]")]
            pairs += [(name, value) for value in chosen or [find(control, "option")[0].get("value")]]
        elif control.tag == "textarea":
            pairs.append((name, (control.text or "").removeprefix("\n")))
        else:
            pairs.append((name, control.get("value", "")))
    return parse(pairs)


WHOLE = for_a_child(
    family=[MEMBER, {**MEMBER, "relation": "SON", "name_en": "Aman <b>"}],
    land=[HOLDING],
    purpose="OTHER",
    purpose_text="Hostel & mess",
)


@pytest.mark.parametrize("mode", ["counter", "citizen", "field"])
@pytest.mark.parametrize(
    "data", [application(), WHOLE, kept(), application(purpose="x", family=[{"age": "old"}])]
)
def test_what_was_typed_comes_back_from_the_page_as_it_was(mode, data):
    page = income_page(data, mode=mode)
    again = sent_by(page).data
    before = validate(income_certificate().form, data, context(strict=False))
    after = validate(income_certificate().form, again, context(strict=False))
    assert after.cleaned == before.cleaned
    lost = {"purpose"} if data["purpose"] == "x" else set()  # a list cannot show what is not in it
    assert [(error.path, "required" if error.path in lost else error.code) for error in before.errors] == [
        (error.path, error.code) for error in after.errors
    ]


def test_wrong_values_stand_in_their_fields_as_they_were_typed():
    data = application(applicant={**PERSON, "born_on": "31-02-1994", "mobile": "98140", "address": ADDRESS})
    page = income_page(data)
    assert find(page, "#f-applicant-born_on")[0].get("value") == "31-02-1994"
    assert find(page, "#f-applicant-born_on")[0].get("aria-invalid") == "true"
    assert find(page, "#f-applicant-mobile")[0].get("value") == "98140"
    assert "31 February 1994 does not exist" in find(page, "#f-applicant-born_on-error")[0].text_content()


@pytest.mark.parametrize("mode", ["counter", "citizen"])
def test_every_error_in_the_summary_leads_to_a_control_that_is_there(mode):
    data = application(family=[{"salary": "x"}], land=[{"kanal": "1"}], same_as_applicant="", declaration="")
    page = income_page(data, mode=mode)
    links = find(page, ".error-summary a")
    assert len(links) > 10
    for link in links:
        assert find(page, link.get("href")), link.get("href")
    told = [link.text_content() for link in links]
    assert "Member 1, Salary or wages: Type whole rupees, for example 1,25,000. No paise." in told


def test_every_control_has_a_label_and_ids_are_unique():
    page = income_page(WHOLE, mode="counter")
    ids = [found.get("id") for found in find(page, "[id]")]
    assert len(ids) == len(set(ids))
    labelled = {label.get("for") for label in find(page, "label")}
    for control in find(page, "input:not([type=hidden]), select, textarea"):
        assert control.get("id") in labelled, control.get("name")
    for described in find(page, "[aria-describedby]"):
        for target in described.get("aria-describedby").split():
            assert target in ids


def test_no_script_style_or_handler_stands_in_the_page():
    html = lxml.html.tostring(income_page(WHOLE, mode="counter", refresh_url="/x/")).decode()
    assert "<script" not in html
    assert "style=" not in html
    assert not re.search(r"\son\w+=", html)
    assert "Aman &lt;b&gt;" in html


@pytest.mark.parametrize(("language", "word"), [("en", "Applicant"), ("pa", "ਬਿਨੈਕਾਰ"), ("hi", "आवेदक")])
def test_the_page_speaks_the_language_of_the_reader(language, word):
    page = income_page(application(declaration=""), language=language, mode="citizen")
    assert find(page, "#section-applicant legend")[0].text_content().strip() == word
    told = find(page, "#f-declaration-error")[0].text_content()
    assert {"en": "Tick this", "pa": "ਘੋਸ਼ਣਾ", "hi": "घोषणा"}[language] in told
    for untranslated in ("This must be", "Choose one"):
        assert (untranslated in page.text_content()) is False or language == "en"


def test_the_counter_shows_both_languages():
    label = find(income_page(application(), mode="counter"), "label[for=f-applicant-name_en]")[0]
    assert find(label, "[lang=pa]")[0].text_content() == "ਨਾਮ (ਅੰਗਰੇਜ਼ੀ ਵਿੱਚ)"


def test_questions_that_are_not_asked_are_not_shown_but_their_answers_are_carried():
    page = income_page(application(beneficiary=CHILD, relation_to_applicant="DAUGHTER"), mode="counter")
    carried = find(page, 'input[name="beneficiary.name_en"]')
    assert [control.get("type") for control in carried] == ["hidden"]
    assert carried[0].get("value") == "Jasleen Kaur"
    back = sent_by(page).data
    back["same_as_applicant"] = "false"
    shown = income_page(back, mode="counter")
    assert find(shown, "#f-beneficiary-name_en")[0].get("value") == "Jasleen Kaur"


def test_a_carried_answer_never_holds_a_full_aadhaar_number():
    hidden = {**CHILD, "identity": {"type": "AADHAAR", "number": "2345 6789 0124"}}
    html = lxml.html.tostring(income_page(application(beneficiary=hidden))).decode()
    assert "6789" not in html
    assert "XXXXXXXX0124" in html


def test_a_full_aadhaar_number_is_shown_masked_and_taken_again():
    numbered = {**PERSON, "identity": {"type": "AADHAAR", "number": "2345 6789 0124"}, "address": ADDRESS}
    page = income_page(application(applicant=numbered))
    assert find(page, "#f-applicant-identity")[0].get("value") == "XXXXXXXX0124"
    assert validate(income_certificate().form, sent_by(page).data, context(strict=False)).ok


def test_a_wrong_aadhaar_number_is_shown_for_correction():
    numbered = {**PERSON, "identity": {"type": "AADHAAR", "number": "2345 6789 0123"}, "address": ADDRESS}
    page = income_page(application(applicant=numbered))
    assert find(page, "#f-applicant-identity")[0].get("value") == "2345 6789 0123"


def test_rows_can_be_added_and_taken_out_by_their_buttons():
    asked = income_certificate().form
    page = income_page(application())
    assert find(page, 'button[name="add:family"]')[0].text_content() == "Add: Member"
    assert find(page, 'button[name="remove:family:0"]')[0].get("aria-label") == "Remove: Member 1"
    pressed = parse([*flatten(sent_by(page).data), ("add:family", "1")])
    more = income_page(apply_command(asked, pressed.data, pressed.command), told=False)
    assert find(more, "#f-family-1-name_en")
    assert not find(more, ".error-summary, [aria-invalid]")


def test_a_table_that_must_be_filled_in_begins_with_its_rows_and_a_full_one_has_no_button():
    page = income_page({}, told=False)
    assert find(page, "#f-family-0-name_en")
    assert not find(page, "#f-land-0-khewat")
    full = income_page(application(family=[MEMBER] * 15), told=False)
    assert not find(full, 'button[name="add:family"]')


def test_the_totals_are_shown_as_they_are_known():
    page = income_page(application(land=[HOLDING]), told=False)
    assert find(page, "#f-total_income output")[0].text_content().replace("\xa0", " ") == "₹ 1,60,000"
    words = find(page, "#f-total_income_words_pa output")[0]
    assert (words.text_content(), words.get("lang")) == ("ਇੱਕ ਲੱਖ ਸੱਠ ਹਜ਼ਾਰ", "pa")
    assert find(page, "#f-total_income_words_en output")[0].get("lang") == "en"
    unknown = income_page(application(family=[{**MEMBER, "salary": "x"}]), told=False)
    assert find(unknown, "#f-total_income output")[0].text_content() == "—"


def test_enter_in_a_text_field_presses_no_row_button():
    first = find(income_page(application()), "button, input[type=submit]")[0]
    assert first.get("name") == "_enter"


def test_answers_on_which_others_depend_renew_the_form():
    page = income_page(application(), mode="counter", refresh_url="/counter/refresh/")
    renewing = {
        control.get("name")
        for box in find(page, "[hx-trigger=change]")
        for control in find(box, "input, select")
    }
    assert {"same_as_applicant", "purpose", "applicant.address.district", "family.0.salary"} <= renewing
    assert not {"applicant.name_en", "applicant.mobile", "family.0.age"} & renewing
    assert find(page, 'button[name="add:family"]')[0].get("hx-post") == "/counter/refresh/"
    plain = income_page(application(), mode="citizen")
    assert not find(plain, "[hx-post]")
    assert len(find(plain, "button[name=refresh]")) == 4


def test_places_are_offered_within_what_is_chosen_around_them():
    page = income_page(application())

    def offered(name):
        return [option.get("value") for option in find(page, f'select[name="{name}"] option')]

    assert offered("applicant.address.district") == ["", "D605", "D041"]
    assert offered("applicant.address.tehsil") == ["", "T255", "T256"]
    assert offered("applicant.address.village") == ["", "V027374"]
    empty = income_page({}, told=False)
    assert [option.get("value") for option in find(empty, "#f-applicant-address-tehsil option")] == [""]
    village = find(page, "#f-applicant-address-village option[selected]")[0]
    assert village.text_content() == "Dhilwan (HB 12)"


def test_the_only_year_is_chosen_already():
    page = income_page({}, told=False)
    assert [option.get("value") for option in find(page, "#f-financial_year option[selected]")] == ["2025-26"]


def test_a_heading_that_says_what_the_section_says_is_only_heard():
    page = income_page(application())
    assert "visually-hidden" in find(page, "#f-applicant > legend")[0].get("class")
    assert "visually-hidden" not in find(page, "#f-applicant-address > legend")[0].get("class")


def test_the_english_name_knows_its_gurmukhi_field():
    page = income_page(application())
    for name in ("applicant.name_en", "family.0.name_en"):
        control = find(page, f'[name="{name}"]')[0]
        assert find(page, f"#{control.get('data-gurmukhi')}")[0].get("lang") == "pa"


def test_one_section_can_be_shown_alone():
    asked = income_certificate().form
    data = application(purpose="", family=[])
    result = validate(asked, data, context(strict=False))
    view = bind(asked, data, context=context(), errors=result.errors, mode="citizen")
    html = render_to_string(
        "sewa/forms/section.html", {"form": view, "section": view.section("purpose"), "show_errors": True}
    )
    page = lxml.html.fromstring(f"<main>{html}</main>")
    assert [link.get("href") for link in find(page, ".error-summary a")] == ["#f-purpose"]
    with pytest.raises(KeyError):
        view.section("nothing")


def test_errors_that_belong_to_no_field_stand_in_the_summary_without_a_link():
    asked = form(field(f.TextField))
    errors = [FieldError("documents.ID", "document-missing", "Bring the paper.")]
    view = bind(asked, {"x": "a"}, context=context(), errors=errors)
    assert [(target, str(message)) for target, message in view.errors] == [("", "Bring the paper.")]


def test_strangers_are_told_above_the_form():
    page = income_page(application(colour="blue"), told=False)
    assert "left out: colour" in page.text_content()


EVERY = (
    field(f.TextField, id="a"),
    field(f.LongTextField, id="b"),
    field(f.DecimalField, id="c"),
    field(f.MultiChoiceField, id="d", options=(f.Option(code="A", label=Text("A", "ਅ", "अ")),)),
    field(f.LocationField, id="e"),
    field(f.PhotoField, id="g"),
    field(f.YearField, id="h"),
    field(f.BooleanField, id="i"),
    field(f.ComputedField, id="j", value="i", result="BOOLEAN"),
    field(f.ComputedField, id="k", value="today", result="DATE"),
    field(f.EmailField, id="m"),
)
FILLED = {
    "a": "x", "b": "one\ntwo", "c": "1.5", "d": ["A"], "e": {"latitude": "30.1", "longitude": "75.2", "accuracy": "9"},
    "g": "ab" * 32, "h": "1996", "i": "yes", "m": "a@example.org",
}  # fmt: skip


@pytest.mark.parametrize("mode", ["counter", "citizen"])
def test_every_kind_of_field_has_its_control(mode):
    page = page_of(form(*EVERY), FILLED, mode=mode)
    assert not find(page, ".error-summary")
    posted = sent_by(page).data
    assert (
        validate(form(*EVERY), posted, context(strict=False)).cleaned
        == validate(form(*EVERY), FILLED, context()).cleaned
    )
    assert find(page, "#f-j output")[0].text_content() == "Yes"
    assert find(page, "#f-k output")[0].text_content() == "24-11-2026"
    assert find(page, "[data-locate-now]")


def test_errors_of_a_position_and_of_a_table_are_told_beside_them():
    page = page_of(form(*EVERY), {**FILLED, "e": {"latitude": "x", "longitude": "1"}})
    assert find(page, "#f-e")[0].get("aria-describedby") == "f-e-error"
    assert find(page, ".error-summary a")[0].get("href") == "#f-e"
    rows = income_page(application(family=[]))
    assert "Enter at least 1" in find(rows, "#f-family-error")[0].text_content()


def test_a_question_that_becomes_necessary_is_marked_so():
    asked = form(field(f.BooleanField, id="yes"), field(f.TextField, id="why", require_if="yes"))
    assert find(page_of(asked, {"yes": "yes"}, told=False), "#f-why[required]")
    assert not find(page_of(asked, {"yes": "no"}, told=False), "#f-why[required]")


def test_the_parts_name_templates_that_exist():
    for kind in (
        views.FieldView, views.GroupView, views.RowsView, views.ComputedView, views.DeclarationView, views.LocationView,
        views.IdentityView,
    ):  # fmt: skip
        assert kind.template.startswith("sewa/forms/")
