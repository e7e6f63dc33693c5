"""Between nested data and the names of an HTML form: without loss, and without trouble from hostile names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjha.sewa.definition import fields as f
from sanjha.sewa.forms.html import MOST_KEYS, Posted, flatten, parse
from sanjha.sewa.forms.rows import apply_command
from sanjha.sewa.tests.forms.factories import application, field, form, income_certificate

KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
LEAVES = st.text(min_size=1, max_size=12)
NESTED = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.dictionaries(KEYS, inner, min_size=1, max_size=4), st.lists(inner, min_size=1, max_size=4)
    ),
    max_leaves=12,
)


def _depth(data):
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return 1 + max((_depth(item) for item in inner), default=0)


@given(st.dictionaries(KEYS, NESTED, max_size=4))
def test_names_and_texts_give_the_nested_data_back(data):
    if _depth(data) > 8:
        return
    assert parse(flatten(data)) == Posted(data)


def test_kept_values_become_texts_that_are_read_again():
    data = application(same_as_applicant=True, land=[{"kanal": 5, "fard_reference": None}])
    pairs = dict(flatten(data))
    assert pairs["applicant.address.village"] == "V027374"
    assert pairs["family.0.salary"] == "1,20,000"
    assert pairs["same_as_applicant"] == "true"
    assert pairs["land.0.kanal"] == "5"
    assert "land.0.fard_reference" not in pairs


def test_what_the_page_uses_for_itself_is_left_alone():
    pairs = [("csrfmiddlewaretoken", "t"), ("_next", "x"), ("_photo.a", "y"), ("a", "1")]
    assert parse(pairs) == Posted({"a": "1"})


@pytest.mark.parametrize(
    "command", ["add:family", "add:g.rows", "remove:family:0", "remove:family:12", "refresh"]
)
def test_the_button_that_was_pressed_is_told(command):
    assert parse([("a", "1"), (command, "1"), ("add:other", "1")]) == Posted({"a": "1"}, command)


def test_rows_stand_in_the_order_of_their_numbers_whatever_gaps_there_are():
    posted = parse([("r.7.a", "third"), ("r.2.a", "second"), ("r.0.a", "first")])
    assert posted.data == {"r": [{"a": "first"}, {"a": "second"}, {"a": "third"}]}


def test_a_name_given_several_times_becomes_a_list():
    assert parse([("a", ["1", "2"]), ("b", ["3"])]).data == {"a": ["1", "2"], "b": "3"}


@pytest.mark.parametrize(
    "key",
    [
        "a..b", ".a", "a.", "A", "a-b", "a b", "a[b]", "__proto__x" * 30, "0.a", "a.9999", "a.-1", "a.1e3", "é",
        "a." * 9 + "a", "a" * 201, "", "drop;", "add:Family", "remove:family:", "remove:family:9999", "add:" + "a" * 200,
    ],
)  # fmt: skip
def test_hostile_names_are_left_out_and_told(key):
    posted = parse([(key, "x"), ("a", "1")])
    assert posted.data == {"a": "1"}
    assert posted.command == ""
    assert bool(posted.notices) is not key.startswith("_")


def test_a_name_that_is_both_a_value_and_a_branch_keeps_the_first():
    assert parse([("a", "1"), ("a.b", "2")]).data == {"a": "1"}
    assert parse([("a.b", "2"), ("a", "1")]).data == {"a": {"b": "2"}}
    assert parse([("a.b", "2"), ("a.b", "3")]).data == {"a": {"b": "2"}}


def test_a_mix_of_numbers_and_words_is_not_taken_for_rows():
    assert parse([("a.0", "1"), ("a.b", "2")]).data == {"a": {"0": "1", "b": "2"}}


def test_a_flood_of_names_is_cut_off():
    posted = parse((f"k{number}", "x") for number in range(MOST_KEYS * 3))
    assert len(posted.data) == MOST_KEYS
    assert "Too much" in posted.notices[-1].in_language("en")


@given(
    st.lists(
        st.tuples(
            st.text(max_size=20), st.text(max_size=5) | st.lists(st.text(max_size=3), min_size=1, max_size=3)
        )
    )
)
def test_no_names_make_the_parser_fail(pairs):  # fmt: skip
    assert isinstance(parse(pairs), Posted)


def test_rows_are_added_and_taken_out():
    asked = income_certificate().form
    data = application(family=[{"name_en": "A"}, {"name_en": "B"}])
    assert apply_command(asked, data, "add:family")["family"] == [{"name_en": "A"}, {"name_en": "B"}, {}]
    assert apply_command(asked, data, "remove:family:0")["family"] == [{"name_en": "B"}]
    assert apply_command(asked, {}, "add:land") == {"land": [{}]}
    assert data["family"] == [{"name_en": "A"}, {"name_en": "B"}]


@pytest.mark.parametrize(
    "command", ["refresh", "add:nothing", "add:applicant", "remove:family:5", "remove:purpose:0", "add:applicant.name_en"]
)  # fmt: skip
def test_a_command_that_does_not_fit_changes_nothing(command):
    data = application(family=[{"name_en": "A"}])
    assert apply_command(income_certificate().form, data, command) == data


@pytest.mark.parametrize("family", ["x", {"a": 1}, 5])
def test_rows_that_are_no_rows_are_left_as_they_are(family):
    data = application(family=family)
    assert apply_command(income_certificate().form, data, "add:family") == data


def test_no_row_is_added_beyond_the_most():
    table = field(
        f.RowsField, id="r", row_label=field(f.TextField).label, max_rows=2, fields=(field(f.TextField),)
    )
    assert apply_command(form(table), {"r": [{}, {}]}, "add:r") == {"r": [{}, {}]}


def test_rows_inside_a_group_are_found():
    table = field(f.RowsField, id="r", row_label=field(f.TextField).label, fields=(field(f.TextField),))
    asked = form(field(f.GroupField, id="g", fields=(table,)))
    assert apply_command(asked, {}, "add:g.r") == {"g": {"r": [{}]}}
    assert apply_command(asked, {"g": "x"}, "add:g.r") == {"g": "x"}
