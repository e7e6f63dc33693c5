"""Every component gives the HTML that keyboard, screen reader and print rely on."""

from datetime import date, datetime

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation
from lxml import html

from sanjha.kernel import clock
from sanjha.kernel.text import Text
from sanjha.ui.components import Crumb, Field, Moment, Option, Row, State, Step
from sanjha.ui.forms import ComboboxField, DateField, RupeesField, TextField


def show(source, **context):
    return Template("{% load sanjha %}" + source).render(Context(context))


def tree(source, **context):
    return html.fragment_fromstring(show(source, **context), create_parent="div")


class Everything(forms.Form):
    name = TextField(label="Name", help_text="As on the voter card")
    note = TextField(label="Note", multiline=True, required=False)
    born_on = DateField(label="Born on")
    income = RupeesField(label="Income")
    gender = forms.ChoiceField(
        label="Gender", widget=forms.RadioSelect, choices=[("F", "Woman"), ("M", "Man")]
    )
    papers = forms.MultipleChoiceField(
        label="Papers", widget=forms.CheckboxSelectMultiple, choices=[("A", "First"), ("B", "Second")]
    )
    purpose = forms.ChoiceField(label="Purpose", choices=[("", "Choose"), ("Schools", [("A", "Admission")])])
    many = forms.MultipleChoiceField(label="Many", choices=[("1", "One"), ("2", "Two")], required=False)
    true = forms.BooleanField(label="It is true.")
    scan = forms.FileField(label="Scan")
    email = forms.EmailField(label="Email", required=False)
    at = forms.SplitDateTimeField(label="At", required=False)
    village = ComboboxField(
        label="Village", label_of={}.get, find=lambda text: [], url="/v/", sends="district"
    )
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_field_has_label_hint_and_control_tied_together():
    field = tree("{% field form.name span=2 %}", form=Everything())
    control = field.get_element_by_id("id_name")
    assert field.xpath("//label[@for='id_name']")[0].text_content().startswith("Name")
    assert control.get("aria-describedby") == "id_name-hint"
    assert field.get_element_by_id("id_name-hint").text_content() == "As on the voter card"
    assert control.get("required") is not None
    assert control.get("aria-invalid") is None
    assert "span-2" in field.xpath("./div/@class")[0]


def test_a_wrong_field_says_so_to_eye_and_ear():
    field = tree("{% field form.name %}", form=Everything({}))
    control = field.get_element_by_id("id_name")
    assert control.get("aria-invalid") == "true"
    assert control.get("aria-describedby") == "id_name-hint id_name-error"
    assert "This field is required." in field.get_element_by_id("id_name-error").text_content()


def test_what_was_typed_is_kept_and_escaped():
    field = tree(
        "{% field form.name %}{% field form.note %}{% field form.born_on %}",
        form=Everything(
            {"name": '"><script>alert(1)</script>', "note": "</textarea><b>", "born_on": "31-02-1994"}
        ),
    )
    assert field.get_element_by_id("id_name").get("value") == '"><script>alert(1)</script>'
    assert field.get_element_by_id("id_note").text.removeprefix("\n") == "</textarea><b>"
    assert field.get_element_by_id("id_born_on").get("value") == "31-02-1994"
    assert not field.xpath("//script | //b")


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("note", "//textarea[@id='id_note' and @rows='4']"),
        ("born_on", "//input[@id='id_born_on' and @data-date and @inputmode='numeric']"),
        ("income", "//span[@class='' or true()]/..//input[@id='id_income' and contains(@class,'number')]"),
        ("gender", "//fieldset[legend]//input[@type='radio' and @id='id_gender_0' and @value='F']"),
        ("papers", "//fieldset[legend]//input[@type='checkbox' and @id='id_papers_1' and @value='B']"),
        ("purpose", "//select[@id='id_purpose']/optgroup[@label='Schools']/option[@value='A']"),
        ("many", "//select[@id='id_many' and @multiple]/option[@value='2']"),
        ("true", "//input[@type='checkbox' and @id='id_true']/following-sibling::label[@for='id_true']"),
        ("scan", "//input[@type='file' and @id='id_scan' and @required]"),
        ("email", "//input[@type='email' and @id='id_email' and not(@required)]"),
        ("at", "//input[@name='at_0']"),
        (
            "village",
            "//div[@data-combobox='/v/' and @data-sends='district']/input[@id='id_village' and @name='village_text']",
        ),
        ("secret", "//input[@type='hidden' and @id='id_secret']"),
    ],
)
def test_every_kind_of_field(name, path):
    assert tree("{% field form_field %}", form_field=Everything()[name]).xpath(path)


def test_chosen_options_stay_chosen():
    form = Everything({"gender": "M", "papers": ["B"], "purpose": "A", "many": ["1", "2"], "true": "on"})
    page = tree("{% for one in form %}{% field one %}{% endfor %}", form=form)
    assert page.xpath("//input[@name='gender' and @checked]/@value") == ["M"]
    assert page.xpath("//input[@name='papers' and @checked]/@value") == ["B"]
    assert page.xpath("//select[@id='id_purpose']//option[@selected]/@value") == ["A"]
    assert page.xpath("//select[@id='id_many']/option[@selected]/@value") == ["1", "2"]
    assert page.xpath("//input[@id='id_true' and @checked]")


def test_an_optional_field_says_so():
    assert "(optional)" in show("{% field form.note %}", form=Everything())
    assert "(optional)" not in show("{% field form.name %}", form=Everything())


def test_the_label_stands_in_the_other_language_too():
    with translation.override("pa"):
        field = tree("{% field f other=True %}", f=Field("place", Text("Village", "ਪਿੰਡ")))
    other = field.xpath("//label/span[@class='other']")[0]
    assert (other.text, other.get("lang")) == ("Village", "en")


def test_a_bare_field_keeps_its_label_for_the_ear():
    assert tree("{% field f bare=True %}", f=Field("income", "Income")).xpath(
        "//label[@class='visually-hidden' and @for='id_income']"
    )


def test_a_field_without_a_django_form():
    options = [Option("A", "Alive", hint="now"), Option("D", "Dead", selected=True, disabled=True)]
    page = tree(
        "{% field f %}",
        f=Field("state", "State", "radios", options=options, errors=["Wrong."], hint="One of both"),
    )
    assert page.xpath("//fieldset/@aria-describedby") == ["id_state-hint id_state-error"]
    assert page.xpath("//input[@value='D' and @checked and @disabled]")
    assert page.xpath("//input[@id='id_state_0']/@aria-describedby") == ["id_state_0-hint"]


def test_attributes_are_escaped_and_empty_ones_left_out():
    shown = show("{% attributes a %}", a={"data-x": '"<', "readonly": True, "disabled": False, "max": None})
    assert shown == ' data-x="&quot;&lt;" readonly'


def test_the_error_summary_leads_to_each_field():
    form = Everything({"true": ""})
    form.add_error(None, "Not today.")
    page = tree("{% error_summary form %}", form=form)
    links = {link.get("href"): link.text for link in page.xpath("//a")}
    assert links["#id_name"] == "Name: This field is required."
    assert links["#id_gender_0"] == "Gender: This field is required."
    assert links["#id_true"] == "It is true: This field is required."
    assert "Not today." in page.xpath("//li[not(a)]/text()")
    assert page.xpath("//*[@role='alert' and @tabindex='-1']/h2")


def test_without_errors_there_is_no_summary():
    assert show("{% error_summary form %}", form=Everything()).strip() == ""
    assert show("{% error_summary pairs %}", pairs=[]).strip() == ""


def test_the_error_summary_of_a_page_without_a_form():
    page = tree("{% error_summary pairs %}", pairs=[("id_x", "Wrong."), ("", "Closed.")])
    assert page.xpath("//a[@href='#id_x']/text()") == ["Wrong."]


def test_a_tag_says_its_state_in_words():
    assert show('{% status "ok" "Received" %}') == '<span class="tag ok">Received</span>'


def test_an_unknown_tone_is_an_error_of_the_programmer():
    with pytest.raises(TemplateSyntaxError, match="unknown tone"):
        show('{% status "purple" "x" %}')


def test_a_due_date_as_a_tag():
    with clock.frozen(date(2026, 11, 24)):
        tag = tree("{% due day %}", day=date(2026, 11, 26)).find("span")
    assert (tag.get("class"), tag.text_content(), tag.find("time").get("datetime")) == (
        "tag warn",
        "due in 2 days",
        "2026-11-26",
    )
    assert show("{% due day %}", day=None) == ""


def test_the_timeline_says_who_has_it_since_when_and_what_is_next():
    moments = [
        Moment("Taken", by="Kendra", at=datetime(2026, 11, 20, 10, 5, tzinfo=clock.IST)),
        Moment(
            "Visit", State.NOW, by="Patwari", at=date(2026, 11, 22), due=date(2026, 11, 26), note="Two\nlines"
        ),
        Moment("Decision", State.NEXT, by=Text("Tehsildar", "ਤਹਿਸੀਲਦਾਰ")),
    ]
    with clock.frozen(date(2026, 11, 24)):
        page = tree("{% timeline moments %}", moments=moments)
    items = page.xpath("//ol[@class='timeline']/li")
    assert [item.get("class") for item in items] == ["done", "now", "next"]
    assert items[1].get("aria-current") == "step"
    words = " ".join(items[1].text_content().split())
    assert words == "Visit Here now Patwari since 22-11-2026 by 26-11-2026 due in 2 days Two lines"
    assert "20-11-2026 10:05" in items[0].text_content()
    assert "Next" in items[2].text_content()


def test_a_refused_moment_says_so_by_its_own_words():
    page = tree("{% timeline moments %}", moments=[Moment("Rejected", tone="danger", at=date(2026, 11, 22))])
    assert page.xpath("//li//span[@class='tag danger']/text()") == ["Rejected"]
    assert page.text_content().split().count("Rejected") == 1


def test_steps_mark_the_present_one_and_link_back():
    page = tree(
        "{% steps steps %}",
        steps=[Step("Service", State.DONE, "/back/"), Step("Applicant", State.NOW), Step("Fee")],
    )
    assert page.xpath("//li[@aria-current='step']//span[@class='step-name']/text()") == ["Applicant"]
    assert page.xpath("//li[@class='done']/a/@href") == ["/back/"]


def test_a_summary_list_with_a_link_that_says_what_it_changes():
    page = tree(
        "{% summary_list rows %}",
        rows=[Row("Name", "Manpreet", "/edit/", "Change"), Row("Age", None), Row("Land", 0)],
    )
    assert page.xpath("//dt/text()") == ["Name", "Age", "Land"]
    assert page.xpath("//a")[0].text_content() == "Change Name"
    assert [dd.text_content() for dd in page.xpath("//div/dd[1]")] == ["Manpreet", "", "0"]


def test_the_breadcrumb_ends_here():
    page = tree("{% breadcrumb crumbs %}", crumbs=[Crumb("Start", "/"), Crumb("Here")])
    assert page.xpath("//nav/@aria-label") == ["You are here"]
    assert page.xpath("//*[@aria-current='page']/text()") == ["Here"]


def test_pages_of_a_list_keep_the_filters():
    request = RequestFactory().get("/", {"q": "a&b", "after": "old", "sort": "-due"})
    page = tree('{% pagination previous="x y" next="n&m" label="51-100" %}', request=request)
    assert page.xpath("//a[@rel='prev']/@href") == ["?q=a%26b&sort=-due&before=x%20y"]
    assert page.xpath("//a[@rel='next']/@href") == ["?q=a%26b&sort=-due&after=n%26m"]


def test_a_list_of_one_page_has_no_pages():
    assert show("{% pagination %}").strip() == ""


@pytest.mark.parametrize(
    ("query", "direction", "href"),
    [
        ("", None, "?sort=due"),
        ("sort=due", "ascending", "?sort=-due"),
        ("sort=-due&q=a&after=1", "descending", "?q=a&sort=due"),
    ],
)
def test_a_column_head_sorts(query, direction, href):
    request = RequestFactory().get(f"/?{query}")
    head = tree('<table><tr>{% sort_header "Due" "due" numeric=True %}</tr></table>', request=request).xpath(
        "//th"
    )[0]
    assert (head.get("aria-sort"), head.find("a").get("href"), head.get("scope")) == (direction, href, "col")


def test_a_question_before_the_deed():
    page = tree(
        '{% confirm "gone" title="Reject?" question="No way back." action="Reject" form="f" name="do" value="reject" %}'
    )
    assert page.xpath("//dialog[@id='gone' and @aria-labelledby='gone-title']")
    button = page.xpath("//button[@type='submit']")[0]
    assert (button.get("form"), button.get("name"), button.get("value")) == ("f", "do", "reject")


def test_empty_list_notice_and_key():
    assert "Nothing here" in show('{% empty "Nothing here" "Wait." %}')
    assert tree('{% notice "danger" "Stopped" "Go back." %}').xpath("//div[@role='alert']//p/text()") == [
        "Go back."
    ]
    assert not tree('{% notice "ok" "Done" %}').xpath("//*[@role='alert']")
    assert show('{% key "Ctrl+Enter" %}') == '<kbd aria-hidden="true">Ctrl ↵</kbd>'


def test_both_languages_beside_each_other():
    with translation.override("en"):
        assert (
            show("{% both name %}", name=Text("Tapa", "ਤਪਾ"))
            == 'Tapa <span class="other" lang="pa">ਤਪਾ</span>'
        )
        assert show("{% both name %}", name="<b>") == "&lt;b&gt;"


def test_filters_are_there():
    with translation.override("pa"):
        shown = show(
            "{{ amount|inr_whole }} {{ name|text }} {{ none|text }}{{ name|in_language:'hi' }} {% other_language_code %}",
            amount=125000,
            name=Text("Tapa", "ਤਪਾ", "तपा"),
            none=None,
        )
    assert shown == "₹\u00a01,25,000 ਤਪਾ तपा en"
