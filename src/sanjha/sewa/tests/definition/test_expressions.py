"""The small language: exact, total over blanks, checked before it runs, and without a way out."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjha.kernel.text import Text
from sanjha.places.contract import Place
from sanjha.sewa.definition.expressions.evaluate import evaluate, holds
from sanjha.sewa.definition.expressions.functions import FUNCTIONS
from sanjha.sewa.definition.expressions.infer import infer, require
from sanjha.sewa.definition.expressions.kinds import (
    BOOLEAN,
    DATE,
    NUMBER,
    TEXT,
    Kind,
    Names,
    choice,
    record,
    table,
)
from sanjha.sewa.definition.expressions.syntax import MAX_LENGTH, ExpressionError, parse
from sanjha.sewa.definition.expressions.values import (
    UNKNOWN,
    Chosen,
    Scope,
    UndecidedError,
    World,
    decimal_text,
    plain,
)

TODAY = date(2026, 11, 24)
DHILWAN = Place("V1", "VILLAGE", Text("Dhilwan", "ਢਿੱਲਵਾਂ"), "T1", "D1", "T1", "", "", "")
WORLD = World(TODAY, {"V1": DHILWAN}.get)
VALUES = {
    "n": 5,
    "half": Fraction(1, 2),
    "blank_number": None,
    "name": "Manpreet",
    "empty": None,
    "yes": True,
    "no": False,
    "born": date(2006, 2, 28),
    "purpose": Chosen("LOAN", Text("Loan", "ਕਰਜ਼ਾ", "ऋण")),
    "home": "V1",
    "person": {"age": 40, "name": "A"},
    "nobody": None,
    "rows": [{"pay": 100, "earns": True}, {"pay": 250, "earns": False}, {"pay": None, "earns": None}],
    "none_yet": [],
    "wrong": UNKNOWN,
    "wrong_rows": [{"pay": UNKNOWN}],
}
ROW = record({"pay": NUMBER, "earns": BOOLEAN})
NAMES = Names(
    record(
        {
            "n": NUMBER, "half": NUMBER, "blank_number": NUMBER, "name": TEXT, "empty": TEXT, "yes": BOOLEAN, "no": BOOLEAN,
            "born": DATE, "purpose": choice(frozenset({"LOAN", "OTHER"})), "home": TEXT, "today": DATE,
            "person": record({"age": NUMBER, "name": TEXT}), "nobody": record({"age": NUMBER, "name": TEXT}),
            "rows": table(ROW), "none_yet": table(ROW), "wrong": NUMBER, "wrong_rows": table(ROW),
        },
        later=frozenset({"afterwards"}),
    )
)  # fmt: skip


def value(source):
    """Checked first, as every expression of a definition is, then worked out."""
    infer(source, NAMES)
    return evaluate(source, Scope(VALUES, WORLD))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("n + 2 * 3 - 1", 10),
        ("-n", -5),
        ("n / 2", Fraction(5, 2)),
        ("n / 0", None),
        ("0.1 + 0.2 == 0.3", True),
        ("half * 3", Fraction(3, 2)),
        ("1 / 3 * 3 == 1", True),
        ("n > 4 and n < 6", True),
        ("1 < n <= 5", True),
        ("n == 5 or name == 'X'", True),
        ("not yes", False),
        ("name in ['Manpreet', 'B']", True),
        ("n not in [1, 2]", True),
        ("n if yes else 0", 5),
        ("n if no else 0", 0),
        ("purpose == 'LOAN'", True),
        ("person.age + 1", 41),
        ("(person if yes else nobody).name", "A"),
        ("sum(rows.pay)", 350),
        ("sum(r.pay for r in rows if r.earns)", 100),
        ("count(rows)", 3),
        ("count(r for r in rows if r.pay > 150)", 1),
        ("any(r.pay > 200 for r in rows)", True),
        ("all(r.pay > 200 for r in rows)", False),
        ("min(rows.pay)", 100),
        ("max(rows.pay)", 250),
        ("max(n, 7, half)", 7),
        ("min(born, today)", date(2006, 2, 28)),
        ("sum(none_yet.pay)", 0),
        ("max(none_yet.pay)", None),
        ("abs(0 - n)", 5),
        ("floor(n / 2)", 2),
        ("ceil(n / 2)", 3),
        ("rupees(n / 2)", 3),
        ("rupees(0 - n / 2)", -3),
        ("age(born)", 20),
        ("age(born, add_years(born, 18))", 18),
        ("days_between(born, add_days(born, 10))", 10),
        ("add_months(born, 1)", date(2006, 3, 28)),
        ("add_years(add_days(born, 0), 2)", date(2008, 2, 28)),
        ("financial_year(today)", "2026-27"),
        ("financial_year_end(today)", date(2027, 3, 31)),
        ("financial_year_end('2025-26')", date(2026, 3, 31)),
        ("financial_year_end('soon')", None),
        ("words(n, 'en')", "five"),
        ("words(n, 'pa')", "ਪੰਜ"),
        ("words(0 - n)", None),
        ("amount(1234567)", "12,34,567"),
        ("amount(half)", "0.50"),
        ("amount(0 - 1500)", "-1,500"),
        ("date_text(born)", "28-02-2006"),
        ("label(purpose, 'pa')", "ਕਰਜ਼ਾ"),
        ("label(name, 'pa')", "Manpreet"),
        ("place_name(home, 'pa')", "ਢਿੱਲਵਾਂ"),
        ("place_name(name)", None),
        ("place_kind(home, 'pa')", "ਪਿੰਡ"),
        ("both(name, empty)", Text("Manpreet", "")),
        ("both(empty, empty)", None),
        ("text(half)", "0.5"),
        ("join(', ', name, empty, 'B')", "Manpreet, B"),
        ("join(', ', empty, empty)", None),
        ("join(empty, name, 'B')", "ManpreetB"),
        ("fold('  MANPREET  K. Kaur ')", "manpreet k kaur"),
        ("first(empty, name)", "Manpreet"),
        ("blank(empty)", True),
        ("blank(none_yet)", True),
        ("filled(rows)", True),
    ],
)  # fmt: skip
def test_what_an_expression_gives(source, expected):
    found = value(source)
    assert found == expected
    assert type(found) is not float


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("blank_number + 5", 5),
        ("blank_number * 3", 0),
        ("blank_number > 0", False),
        ("blank_number < 18", False),
        ("words(blank_number)", None),
        ("not (blank_number > 0)", True),
        ("nobody.age", None),
        ("nobody.age > 3", False),
        ("empty == none", True),
        ("name != none", True),
        ("fold(empty)", None),
        ("5 / blank_number", None),
    ],
)
def test_blanks_never_fail(source, expected):
    assert value(source) == expected


def test_nothing_is_decided_on_a_wrong_field():
    for source in ("wrong > 3", "sum(wrong_rows.pay)", "n + wrong", "any(r.pay > 1 for r in wrong_rows)"):
        with pytest.raises(UndecidedError):
            value(source)
    assert value("count(wrong_rows)") == 1
    assert value("yes or wrong > 3") is True


def test_dates_beyond_the_calendar_are_held_back_or_blank():
    assert value("add_days(today, 99999999)") == date(2427, 9, 23)
    assert value("add_years(today, 9000)") is None
    assert value("add_years(today, 0 - 3000)") is None
    assert value("add_months(add_days(born, 3), 0 - 1)") == date(2006, 2, 3)


def test_a_condition_must_be_true_itself_to_hold():
    scope = Scope(VALUES, WORLD)
    assert holds("", scope)
    assert holds("yes", scope)
    assert not holds("empty", scope)
    assert not holds("n", scope)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("", "expression-syntax"),
        ("n +", "expression-syntax"),
        ("n\\", "expression-syntax"),
        ("n # remark", "expression-syntax"),
        ("n ** 9", "expression-syntax"),
        ("n % 2", "expression-syntax"),
        ("n is none", "expression-syntax"),
        ("__import__('os')", "expression-syntax"),
        ("name.__class__", "expression-syntax"),
        ("name._x", "expression-syntax"),
        ("name.upper()", "expression-syntax"),
        ("(lambda: 1)()", "expression-syntax"),
        ("[x for x in rows]", "expression-syntax"),
        ("{1: 2}", "expression-syntax"),
        ("rows[0]", "expression-syntax"),
        ("f'{n}'", "expression-syntax"),
        ("(n := 3)", "expression-syntax"),
        ("sum(rows.pay, start=1)", "expression-syntax"),
        ("sum(*rows)", "expression-syntax"),
        ("name in rows", "expression-syntax"),
        ("name in [n]", "expression-syntax"),
        ("sum(a for a in rows for b in rows)", "expression-syntax"),
        ("age(r for r in rows)", "expression-syntax"),
        ("1j", "expression-syntax"),
        ("1e400", "expression-syntax"),
        ("b'x'", "expression-syntax"),
        ("...", "expression-syntax"),
        ("99999999999999999999", "expression-size"),
        ("n" + " + n" * 400, "expression-size"),
        ("(" * 300 + "n" + ")" * 300, "expression-syntax"),
        ("-" * 60 + "n", "expression-size"),
        ("x" * (MAX_LENGTH + 1), "expression-size"),
        ("nn", "unknown-field"),
        ("person.agee", "unknown-field"),
        ("afterwards", "later-field"),
        ("sums(rows.pay)", "unknown-function"),
        ("purpose == 'LOANS'", "unknown-option"),
        ("purpose in ['LOAN', 'X']", "unknown-option"),
        ("name + 1", "expression-kind"),
        ("name > 'A'", "expression-kind"),
        ("name == 5", "expression-kind"),
        ("n and yes", "expression-kind"),
        ("not n", "expression-kind"),
        ("n if n else 1", "expression-kind"),
        ("n if yes else name", "expression-kind"),
        ("name.age", "expression-kind"),
        ("rows.pay + 1", "expression-kind"),
        ("sum(n)", "expression-kind"),
        ("sum(r.earns for r in rows)", "expression-kind"),
        ("any(rows.pay)", "expression-kind"),
        ("max(n, born)", "expression-kind"),
        ("age(n)", "expression-kind"),
        ("age()", "expression-kind"),
        ("age(born, born, born)", "expression-kind"),
        ("first(n)", "expression-kind"),
        ("first(n, name)", "expression-kind"),
        ("first(person, nobody)", "expression-kind"),
        ("person == nobody", "expression-kind"),
        ("sum(r for r in n)", "expression-kind"),
        ("count(r.pay for r in rows if r.pay)", "expression-kind"),
        ("age", "unknown-field"),
    ],
)
def test_what_does_not_belong_is_refused_with_its_rule(source, code):
    with pytest.raises(ExpressionError) as caught:
        infer(source, NAMES)
    assert caught.value.code == code
    assert str(caught.value)


def test_an_expression_must_give_the_kind_that_is_wanted():
    assert require("n > 1", NAMES, Kind.BOOLEAN) is BOOLEAN
    with pytest.raises(ExpressionError, match="must give yes/no, but gives number"):
        require("n", NAMES, Kind.BOOLEAN)


def test_a_misspelt_name_is_met_with_a_suggestion():
    with pytest.raises(ExpressionError, match="did you mean 'person'"):
        infer("persn.age", NAMES)


@given(st.text(max_size=120))
def test_any_text_parses_or_is_refused_by_name(text):
    refused = ""
    try:
        parse(text)
    except ExpressionError as error:
        refused = error.code
    assert refused in {"", "expression-syntax", "expression-size"}


ATOMS = st.sampled_from(
    [*VALUES, "today", "1", "0.5", "'LOAN'", "true", "none", "person.age", "rows.pay", "zzz"]
)  # fmt: skip
COMPOUND = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds(
            "({} {} {})".format, inner, st.sampled_from(["+", "-", "*", "/", "==", "<", "and", "or"]), inner
        ),
        st.builds("({} if {} else {})".format, inner, inner, inner),
        st.builds("{}({})".format, st.sampled_from([*FUNCTIONS, "sum", "count", "min", "nope"]), inner),
        st.builds("{}({}, {})".format, st.sampled_from(sorted(FUNCTIONS)), inner, inner),
        st.builds("not {}".format, inner),
        st.builds("sum(r.pay * {} for r in {})".format, inner, inner),
    ),
    max_leaves=12,
)


@given(COMPOUND)
def test_what_the_checker_lets_through_can_be_worked_out(source):
    try:
        kind = infer(source, NAMES).kind
    except ExpressionError:
        return
    try:
        found = evaluate(source, Scope(VALUES, WORLD))
    except UndecidedError:
        return
    wanted = {
        Kind.NUMBER: (int, Fraction), Kind.TEXT: str, Kind.BOOLEAN: bool, Kind.DATE: date, Kind.TRANSLATED: Text,
        Kind.RECORD: dict, Kind.TABLE: list, Kind.NOTHING: type(None),
    }[kind]  # fmt: skip
    assert found is None or isinstance(found, wanted)


@given(st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=100))
def test_decimal_text_is_exact_to_six_places(number):
    assert abs(Fraction(decimal_text(number)) - number) <= Fraction(1, 2 * 10**6)
    assert "e" not in decimal_text(number)


def test_values_become_plain_json():
    mixed = {
        "a": Fraction(3),
        "b": Fraction(1, 4),
        "c": TODAY,
        "d": [Text("x", "ਅ")],
        "e": Chosen("L", Text("l")),
    }
    assert plain(mixed) == {"a": 3, "b": "0.25", "c": "2026-11-24", "d": [{"en": "x", "pa": "ਅ"}], "e": "L"}
    assert type(plain(mixed)["e"]) is str
