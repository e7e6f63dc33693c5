"""Form fields: what they take, what they refuse, and what they say."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.http import QueryDict
from django.utils import translation

from sanjha.kernel.errors import DomainError, FieldError
from sanjha.ui.fields import field_of
from sanjha.ui.forms import ComboboxField, DateField, MobileField, RupeesField, TextField, refuse

VILLAGES = {"V1": "Patti Deep Singh", "V2": "Patti Mohar Singh", "V3": "Dhilwan", "V4": "Dhilwan Kalan"}


def villages_like(text):
    return [(code, name) for code, name in VILLAGES.items() if text.casefold() in name.casefold()]


class Place(forms.Form):
    village = ComboboxField(
        label="Village", label_of=VILLAGES.get, find=villages_like, url="/villages/", sends="district"
    )


def refusal(field, value):
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(value)
    return refused.value.messages[0]


def test_text_is_normalised():
    assert TextField().clean("  Manpreet \u00a0 Kaur\n") == "Manpreet Kaur"
    assert TextField(multiline=True).clean("one\r\ntwo") == "one\ntwo"
    assert TextField(required=False).clean(None) == ""


@pytest.mark.parametrize("value", ["a\x00b", "a\u202eb", "\x1b[31m"])
def test_text_with_control_characters_is_refused(value):
    assert "cannot be printed" in refusal(TextField(), value)


def test_text_that_is_too_long_is_refused():
    assert "at most 5 characters" in refusal(TextField(max_length=5), "abcdef")


def test_a_date_is_read_and_shown_as_it_was_typed():
    assert DateField().clean("3/12/1994") == date(1994, 12, 3)
    assert DateField().clean(date(1994, 12, 3)) == date(1994, 12, 3)
    assert DateField(required=False).clean("") is None
    assert DateField().widget.format_value(date(1994, 12, 3)) == "03-12-1994"
    assert DateField().widget.format_value("31-02-1994") == "31-02-1994"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("31-02-1994", "no day 31 in February 1994"),
        ("02-01-2027", "cannot be after 31-12-2026"),
        ("31-12-1899", "cannot be before 01-01-1900"),
        ("", "required"),
    ],
)
def test_a_date_is_refused(value, message):
    field = DateField(earliest=lambda: date(1900, 1, 1), latest=lambda: date(2026, 12, 31))
    assert message in refusal(field, value)


def test_an_unchanged_date_has_not_changed():
    assert not DateField().has_changed(date(1994, 12, 3), "03-12-1994")
    assert DateField().has_changed(date(1994, 12, 3), "04-12-1994")


def test_the_date_message_is_in_the_reader_s_language():
    with translation.override("pa"):
        assert refusal(DateField(), "31-02-1994") == "ਫ਼ਰਵਰੀ 1994 ਵਿੱਚ 31 ਤਾਰੀਖ਼ ਨਹੀਂ ਹੁੰਦੀ।"


@pytest.mark.parametrize(("typed", "amount"), [("1,25,000", "125000.00"), ("₹ 75/-", "75.00"), ("0", "0.00")])
def test_rupees_are_read(typed, amount):
    assert RupeesField().clean(typed) == Decimal(amount)


@pytest.mark.parametrize(
    ("typed", "message"),
    [("-1", "less than zero"), ("1.234", "amount in rupees"), ("ten", "amount in rupees")],
)
def test_rupees_are_refused(typed, message):
    assert message in refusal(RupeesField(), typed)


def test_negative_rupees_where_they_are_allowed():
    assert RupeesField(allow_negative=True).clean("-1") == Decimal("-1.00")


def test_rupees_are_shown_with_indian_groups():
    widget = RupeesField().widget
    assert widget.format_value(Decimal("125000.00")) == "1,25,000"
    assert widget.format_value(Decimal("125000.50")) == "1,25,000.50"
    assert widget.format_value("what was typed") == "what was typed"
    assert widget.format_value(None) == ""


@pytest.mark.parametrize("typed", ["9855012310", "+91 98550-12310", "09855012310"])
def test_a_mobile_number_is_read(typed):
    assert MobileField().clean(typed) == "9855012310"


@pytest.mark.parametrize("typed", ["985501231", "5855012310", "98550123101", "98550१2310", "mobile"])
def test_a_mobile_number_is_refused(typed):
    assert "ten digits" in refusal(MobileField(), typed)


def test_an_empty_mobile_number_where_it_is_optional():
    assert MobileField(required=False).clean("") == ""


@pytest.mark.parametrize(
    ("sent", "value"),
    [
        ("village_text=Dhilwan&village=V3&village_was=Dhilwan", "V3"),
        ("village_text=Patti+Deep&village=&village_was=", "V1"),
        ("village_text=Patti+Deep&village=V3&village_was=Dhilwan", "V1"),
        ("village_text=dhilwan&village=&village_was=", "V3"),
        ("village=V2", "V2"),
    ],
)
def test_a_value_of_a_register_with_and_without_javascript(sent, value):
    form = Place(QueryDict(sent))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["village"] == value


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        (
            "village_text=patti&village=&village_was=",
            "Several entries fit “patti”: Patti Deep Singh, Patti Mohar Singh",
        ),
        ("village_text=Ludhiana&village=&village_was=", "Nothing in the list fits “Ludhiana”"),
        ("village=V99", "Nothing in the list fits “V99”"),
        ("village_text=&village=V3&village_was=Dhilwan", "required"),
        ("", "required"),
    ],
)
def test_a_value_that_is_not_in_the_register_is_refused(sent, message):
    assert message in str(Place(QueryDict(sent)).errors["village"])


def test_text_that_was_refused_stays_in_the_box():
    shown = field_of(Place(QueryDict("village_text=patti&village=&village_was="))["village"])
    assert (shown.kind, shown.display, shown.value) == ("combobox", "patti", "")
    assert (shown.url, shown.sends) == ("/villages/", "district")


def test_a_chosen_value_is_shown_by_its_name():
    shown = field_of(Place(initial={"village": "V3"})["village"])
    assert (shown.display, shown.value) == ("Dhilwan", "V3")


class Person(forms.Form):
    name = TextField(label="Name")


def test_a_refusal_is_shown_beside_the_field_it_names():
    form = Person({"name": "x"})
    form.is_valid()
    refuse(form, DomainError("Too short.", field="name"))
    assert form.errors["name"] == ["Too short."]


def test_a_refusal_that_names_no_field_of_the_form_stands_above_it():
    form = Person({"name": "x"})
    form.is_valid()
    refuse(form, DomainError("The kendra is closed.", field="counter"))
    assert form.non_field_errors() == ["The kendra is closed."]


def test_each_fault_of_a_refusal_finds_its_field():
    form = Person({"name": "x"})
    form.is_valid()
    faults = [
        FieldError("name", "short", "Too short."),
        FieldError("family.0.income", "amount", "No amount."),
    ]
    refuse(form, DomainError("Not in order.", errors=faults))
    assert (form.errors["name"], form.non_field_errors()) == (["Too short."], ["No amount."])
