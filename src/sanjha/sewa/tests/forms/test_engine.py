"""How fields work together: conditions, dropped values, tables, computed values, rules, strangers."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjha.kernel.errors import DomainError
from sanjha.kernel.text import Text
from sanjha.sewa.definition import fields as f
from sanjha.sewa.forms.engine import MOST_STRANGERS, validate
from sanjha.sewa.forms.scope import form_scope
from sanjha.sewa.tests.forms.factories import (
    application,
    context,
    field,
    for_a_child,
    form,
    income_certificate,
)

WORD = Text("Rule", "ਨਿਯਮ", "नियम")
YES = field(f.BooleanField, id="yes")


def codes(result):
    return {error.path: error.code for error in result.errors}


def test_a_field_that_is_not_asked_loses_its_value_and_is_not_missed():
    asked = form(YES, field(f.TextField, id="why", show_if="yes"))
    result = validate(asked, {"yes": "no", "why": "because"}, context())
    assert result.ok
    assert result.cleaned == {"yes": False}
    assert result.hidden == {"why"}
    assert codes(validate(asked, {"yes": "yes"}, context())) == {"why": "required"}
    assert validate(asked, {"yes": "yes", "why": "because"}, context()).cleaned["why"] == "because"


def test_a_value_that_was_dropped_is_blank_for_what_follows():
    asked = form(
        YES,
        field(f.MoneyField, id="pay", show_if="yes"),
        field(f.TextField, id="rich", show_if="pay > 100"),
    )
    assert validate(asked, {"yes": "no", "pay": "500", "rich": "x"}, context()).cleaned == {"yes": False}


def test_require_if_decides_instead_of_required():
    asked = form(YES, field(f.TextField, id="why", require_if="yes"))
    assert validate(asked, {"yes": "no"}, context()).ok
    assert codes(validate(asked, {"yes": "yes"}, context())) == {"why": "required"}


@pytest.mark.parametrize(("age", "code"), [("ten", "not-integer"), ("", "required")])
def test_a_question_waits_for_the_answer_on_which_it_hangs(age, code):
    asked = form(
        field(f.IntegerField, id="age"),
        field(f.TextField, id="school", show_if="age < 18"),
        field(f.ComputedField, id="twice", value="age * 2", result="INTEGER"),
    )
    result = validate(asked, {"age": age, "school": "<b>"}, context())
    assert codes(result) == {"age": code}
    assert result.hidden == {"school"}
    assert result.computed == {"twice": None}


def test_a_rule_names_its_field_and_holds_its_peace_on_wrong_fields():
    rule = f.Rule(code="ORDER", check="first < last", message=WORD, field="last")
    asked = form(field(f.MoneyField, id="first"), field(f.MoneyField, id="last"), rules=(rule,))
    result = validate(asked, {"first": 5, "last": 4}, context())
    assert codes(result) == {"last": "order"}
    assert str(result.errors[0].message.in_language("en")) == "Field: Rule"
    assert codes(validate(asked, {"first": "x", "last": 4}, context())) == {"first": "not-money"}
    assert codes(validate(asked, {"last": 4}, context())) == {"first": "required"}
    assert validate(asked, {"first": 3, "last": 4}, context()).ok


def _table(**options):
    rule = f.Rule(code="SOME", check="pay > 0", message=WORD, field="pay")
    return field(
        f.RowsField,
        id="rows",
        row_label=Text("Row", "ਕਤਾਰ", "पंक्ति"),
        fields=(field(f.MoneyField, id="pay", required=False, default=0), field(f.TextField, id="who")),
        rules=(rule,),
        **options,
    )


def test_errors_in_a_table_keep_the_number_of_the_row_as_it_was_sent():
    sent = {"rows": [{"pay": "0", "who": ""}, {"pay": "x", "who": "A"}, {"pay": "0", "who": "B"}, 5]}
    result = validate(form(_table()), sent, context())
    assert codes(result) == {"rows.1.pay": "not-money", "rows.2.pay": "some", "rows.3": "wrong-type"}
    assert result.errors[0].message.in_language("en").startswith("Row 2, Field: ")
    assert result.errors[0].message.in_language("pa").startswith("ਕਤਾਰ 2, ਖਾਨਾ: ")


def test_a_row_with_nothing_but_the_forms_own_noughts_is_left_out():
    result = validate(
        form(_table()), {"rows": [{"pay": "0", "who": " "}, {"pay": "5", "who": "A"}]}, context()
    )
    assert result.cleaned == {"rows": [{"pay": 5, "who": "A"}]}


def test_a_table_that_need_not_be_filled_in_may_be_empty():
    assert validate(form(_table(min_rows=2, required=False)), {}, context()).ok
    assert codes(validate(form(_table(min_rows=2)), {"rows": [{"who": "A", "pay": 1}]}, context())) == {
        "rows": "too-few-rows"
    }


def test_a_very_long_table_costs_nothing():
    result = validate(form(_table()), {"rows": [{"pay": "1", "who": "A"}] * 100_000}, context())
    assert codes(result) == {"rows": "too-many-rows"}
    assert len(result.cleaned["rows"]) == 20


def test_a_computed_value_cannot_be_sent():
    asked = form(_table(), field(f.ComputedField, id="total", value="sum(rows.pay)", result="MONEY"))
    result = validate(asked, {"rows": [{"pay": 7, "who": "A"}], "total": 1_000_000}, context())
    assert result.cleaned["total"] == 7
    assert result.computed == {"total": 7}


@pytest.mark.parametrize(
    ("kind", "source", "expected"),
    [
        ("MONEY", "5 / 2", 3),
        ("INTEGER", "7 / 2", 4),
        ("DECIMAL", "1 / 3", "0.333333"),
        ("TEXT", "words(12, 'en')", "twelve"),
        ("DATE", "add_days(today, 1)", "2026-11-25"),
        ("BOOLEAN", "1 > 2", False),
        ("MONEY", "1 / 0", None),
        ("MONEY", "nobody + 'x'", None),
    ],
)
def test_computed_values_are_exact_and_plain(kind, source, expected):
    asked = form(field(f.ComputedField, value=source, result=kind))
    assert validate(asked, {}, context()).cleaned == {"x": expected}


def test_a_group_that_need_not_be_filled_in_is_kept_as_nothing():
    group = field(f.GroupField, id="g", required=False, fields=(field(f.NameEnField, id="n"),))
    assert validate(form(group), {"g": {"n": " "}}, context()).cleaned == {"g": None}
    assert codes(validate(form(group), {"g": {"n": "5"}}, context())) == {"g.n": "name-en"}
    assert codes(validate(form(group), {"g": "x"}, context())) == {"g": "wrong-type", "g.n": "required"}


def test_strangers_keys_are_errors_for_the_api_and_notices_for_pages():
    asked = form(field(f.TextField, required=False))
    strict = validate(asked, {"x": "a", "y": 1, "drop table": 2}, context())
    assert codes(strict) == {"y": "unknown-key", "?": "unknown-key"}
    page = validate(asked, {"x": "a", "y": 1}, context(strict=False))
    assert page.ok
    assert [notice.in_language("en") for notice in page.notices] == [
        "Parts of what was sent do not belong to this form and were left out: y"
    ]
    many = validate(asked, {f"k{number}": 1 for number in range(10_000)}, context())
    assert len(many.errors) == MOST_STRANGERS


@pytest.mark.parametrize("data", [None, [], "text", 5, True, {"": ""}, {5: 6}], ids=repr)
def test_data_that_is_no_object_is_an_error_and_no_crash(data):
    result = validate(income_certificate().form, data, context())
    assert not result.ok
    json.dumps(result.cleaned)


def test_a_section_may_have_a_condition():
    hidden = f.Section(
        code="more", title=WORD, show_if="yes", fields=(field(f.TextField, id="why"), _table(min_rows=1))
    )
    asked = f.Form(sections=(f.Section(code="main", title=WORD, fields=(YES,)), hidden))
    assert validate(asked, {"yes": "no", "why": "x"}, context()).cleaned == {"yes": False}
    assert codes(validate(asked, {"yes": "yes"}, context())) == {"why": "required", "rows": "too-few-rows"}


def test_a_step_form_sees_the_application_around_it():
    outer = form(field(f.MoneyField, id="declared"))
    step = form(
        field(f.MoneyField, id="assessed"), field(f.TextField, id="why", show_if="assessed != declared")
    )
    around = context(outer=form_scope(outer, {"declared": 100}, context().world))
    assert validate(step, {"assessed": "100"}, around).ok
    assert codes(validate(step, {"assessed": "90"}, around)) == {"why": "required"}


def test_the_errors_can_be_raised_as_they_are():
    result = validate(form(field(f.NameEnField)), {"x": "5"}, context())
    error = DomainError("The form holds errors.", errors=result.errors)
    assert [found.path for found in error.errors] == ["x"]
    assert str(error.errors[0].message).startswith("Field: ")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["applicant", "family", "name_en", "address", "land", "0", "x"]), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(JSON)
def test_no_data_makes_the_engine_fail(data):
    result = validate(income_certificate().form, data, context())
    assert not result.ok
    json.dumps(result.cleaned)
    for error in result.errors:
        for language in ("en", "pa", "hi"):
            assert error.message.in_language(language)


def _leaves(data, path=()):
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from _leaves(value, (*path, key))


WHOLE = for_a_child(land=[], purpose="OTHER", purpose_text="Passport")
SPOTS = list(_leaves(WHOLE))
ODD = st.one_of(
    JSON,
    st.text(max_size=50),
    st.sampled_from(
        ["", "<b>", "2345 6789 0124", "\ud800", "9" * 5000, "31-02-1994", "true", "XXXXXXXX1234", "-5"]
    ),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(SPOTS), ODD), min_size=1, max_size=4))
def test_one_spoilt_value_in_a_whole_form_never_crashes_and_what_is_kept_is_stable(spoils):
    data = json.loads(json.dumps(WHOLE))
    for spot, odd in spoils:
        owner = data
        for part in spot[:-1]:
            owner = owner[part] if isinstance(owner, list | dict) and _has(owner, part) else {}
        if isinstance(owner, dict) or (isinstance(owner, list) and _has(owner, spot[-1])):
            owner[spot[-1]] = odd

    result = validate(income_certificate().form, data, context())

    json.dumps(result.cleaned)
    assert validate(income_certificate().form, data, context()) == result
    if result.ok:
        again = validate(income_certificate().form, result.cleaned, context())
        assert (again.cleaned, again.errors) == (result.cleaned, ())


def _has(owner, part):
    return part in owner if isinstance(owner, dict) else isinstance(part, int) and part < len(owner)


def test_a_form_that_is_sent_again_as_it_was_kept_gives_the_same():
    for data in (application(), for_a_child()):
        first = validate(income_certificate().form, data, context())
        second = validate(income_certificate().form, first.cleaned, context())
        assert second.ok
        assert second.cleaned == first.cleaned


@pytest.mark.parametrize(
    ("key", "is_kept"),
    [("abcdefghijkl", True), ("ABCDEFGHIJKL", False), ("abc", False), (7, False), ([], False)],
)
def test_the_key_of_a_person_of_the_register_stays_in_its_row(key, is_kept):
    table = field(f.RowsField, row_label=Text("Row", "ਕਤਾਰ", "पंक्ति"), fields=(field(f.TextField, id="a"),))
    result = validate(form(table), {"x": [{"a": "x", "of_register": key}]}, context())
    assert ("of_register" in result.cleaned["x"][0]) is is_kept
    assert [error.code for error in result.errors] == ([] if is_kept else ["unknown-key"])
