"""Every type of field: what it takes, what it keeps, and what it says to everything else."""

import msgspec
import pytest

from sanjha.kernel.text import LANGUAGES, Text
from sanjha.sewa.definition import fields as f
from sanjha.sewa.forms.engine import validate
from sanjha.sewa.forms.messages import Message
from sanjha.sewa.tests.forms.factories import AADHAAR, context, field, form, read

PATTERN = f.Pattern(regex="[0-9/ -]+", message=Text("Digits only.", "ਸਿਰਫ਼ ਅੰਕ।", "केवल अंक।"))
OPTIONS = tuple(f.Option(code=code, label=Text(code, "ਅ", "अ")) for code in ("A", "B", "C"))
FIELDS = {
    "text": field(f.TextField, max_length=20),
    "latin": field(f.TextField, script="LATIN", min_length=3, max_length=20),
    "gurmukhi": field(f.TextField, script="GURMUKHI", max_length=20),
    "devanagari": field(f.TextField, script="DEVANAGARI", max_length=20),
    "pattern": field(f.TextField, script="LATIN", max_length=20, pattern=PATTERN),
    "long_text": field(f.LongTextField, min_length=3, max_length=50),
    "name_en": field(f.NameEnField),
    "name_pa": field(f.NamePaField),
    "integer": field(f.IntegerField, minimum=0, maximum=120),
    "money": field(f.MoneyField, maximum=10_00_000),
    "decimal": field(f.DecimalField, places=2),
    "date": field(f.DateField, earliest="add_years(today, -120)", latest="today"),
    "deadline": field(f.DateField, latest="add_days(today, 5)"),
    "boolean": field(f.BooleanField),
    "choice": field(f.ChoiceField, options=OPTIONS),
    "multi_choice": field(f.MultiChoiceField, options=OPTIONS, min_choices=1),
    "mobile": field(f.MobileField),
    "email": field(f.EmailField),
    "pin": field(f.PinField),
    "place": field(f.PlaceField, kinds=("VILLAGE",), within="'T255'"),
    "year": field(f.YearField, earliest=1950),
    "financial_year": field(f.FinancialYearField, latest=-1, count=2),
    "identity": field(f.IdentityField, types=("AADHAAR", "VOTER", "PASSPORT", "DRIVING_LICENCE", "PAN", "GOVERNMENT_ID")),
    "declaration": field(f.DeclarationField, text=Text("I do", "ਹਾਂ", "हाँ")),
    "photo": field(f.PhotoField),
    "location": field(f.LocationField),
    "group": field(f.GroupField, fields=(field(f.NameEnField, id="y"),)),
    "rows": field(f.RowsField, row_label=Text("Row", "ਕਤਾਰ", "पंक्ति"), fields=(field(f.MoneyField, id="y"),), max_rows=3, min_rows=1),
}  # fmt: skip

TAKEN = [
    ("text", "  Near   the\tmandi ", "Near the mandi"),
    ("text", "ਗੁਰਦੁਆਰੇ ਕੋਲ 5", "ਗੁਰਦੁਆਰੇ ਕੋਲ 5"),
    ("text", "income < 1 lakh", "income < 1 lakh"),
    ("latin", "A/12 (b)", "A/12 (b)"),
    ("gurmukhi", "ਪਿੰਡ, ਡਾਕ: 5।", "ਪਿੰਡ, ਡਾਕ: 5।"),
    ("devanagari", "गाँव, डाक: 5।", "गाँव, डाक: 5।"),
    ("pattern", "12/3 - 4", "12/3 - 4"),
    ("long_text", "one\r\n  two  \r\n\r\nthree", "one\ntwo\n\nthree"),
    ("name_en", " Manpreet  Kaur ", "Manpreet Kaur"),
    ("name_en", "D\u2019Souza-Gill A.", "D'Souza-Gill A."),
    ("name_pa", "ਮਨਪ੍ਰੀਤ  ਕੌਰ", "ਮਨਪ੍ਰੀਤ ਕੌਰ"),
    ("name_pa", "ਸ\u0a3cੇਰ ਸਿੰਘ", "ਸ\u0a3cੇਰ ਸਿੰਘ"),
    ("name_pa", "\u0a36ੇਰ ਸਿੰਘ", "ਸ\u0a3cੇਰ ਸਿੰਘ"),
    ("integer", 32, 32),
    ("integer", " 32 ", 32),
    ("integer", "੩੨", 32),
    ("money", "1,20,000", 120000),
    ("money", "₹ 75/-", 75),
    ("money", "500.00", 500),
    ("money", 0, 0),
    ("decimal", "12.50", "12.5"),
    ("decimal", 12.5, "12.5"),
    ("decimal", 7, "7"),
    ("date", "05-11-1994", "1994-11-05"),
    ("date", "5/11/1994", "1994-11-05"),
    ("date", "05111994", "1994-11-05"),
    ("date", "੦੫-੧੧-੧੯੯੪", "1994-11-05"),
    ("date", "1994-11-05", "1994-11-05"),
    ("date", "24-11-2026", "2026-11-24"),
    ("date", "29-02-2024", "2024-02-29"),
    ("boolean", "no", False),
    ("boolean", True, True),
    ("choice", "B", "B"),
    ("multi_choice", ["C", "A", "C"], ["A", "C"]),
    ("multi_choice", "B", ["B"]),
    ("mobile", "+91 98140-12345", "9814012345"),
    ("mobile", "09814012345", "9814012345"),
    ("email", "Manpreet.K@Example.ORG", "Manpreet.K@example.org"),
    ("pin", "148 108", "148108"),
    ("place", "V027374", "V027374"),
    ("year", "1996", 1996),
    ("year", 2026, 2026),
    ("financial_year", "2025-26", "2025-26"),
    ("financial_year", "2024\u201325", "2024-25"),
    ("identity", {"type": "VOTER", "number": " abc 1234567"}, {"type": "VOTER", "number": "ABC1234567"}),
    ("identity", {"type": "DRIVING_LICENCE", "number": "PB-03 2011 0012345"}, {"type": "DRIVING_LICENCE", "number": "PB0320110012345"}),
    ("identity", {"type": "PAN", "number": "abcde1234f"}, {"type": "PAN", "number": "ABCDE1234F"}),
    ("identity", {"type": "PASSPORT", "number": "A1234567"}, {"type": "PASSPORT", "number": "A1234567"}),
    ("identity", {"type": "GOVERNMENT_ID", "number": "PSPCL/55-A"}, {"type": "GOVERNMENT_ID", "number": "PSPCL/55-A"}),
    ("identity", {"type": "AADHAAR", "number": "2345 6789 0124"}, {"type": "AADHAAR", "last4": "0124"}),
    ("identity", {"type": "AADHAAR", "number": "XXXXXXXX0124"}, {"type": "AADHAAR", "last4": "0124"}),
    ("identity", {"type": "AADHAAR", "last4": "0124"}, {"type": "AADHAAR", "last4": "0124"}),
    ("declaration", "on", True),
    ("photo", "ab" * 32, "ab" * 32),
    ("location", {"latitude": "30.3745", "longitude": "75.5487", "accuracy": "12"}, {"latitude": "30.3745", "longitude": "75.5487", "accuracy": 12}),
    ("location", {"latitude": 30.37451234, "longitude": 75}, {"latitude": "30.374512", "longitude": "75", "accuracy": 0}),
    ("group", {"y": "Anna"}, {"y": "Anna"}),
    ("rows", [{"y": "5"}, {"y": ""}, {"y": 6}], [{"y": 5}, {"y": 6}]),
]  # fmt: skip

REFUSED = [
    ("latin", "ab", "too-short"),
    ("text", "a" * 21, "too-long"),
    ("text", "a" * 10**6, "too-long"),
    ("long_text", "a" * 51, "too-long"),
    ("pattern", "12a", "pattern"),
    ("name_en", "A", "too-short"),
    ("name_en", "A" * 100, "too-long"),
    ("name_en", "R2D2", "name-en"),
    ("name_en", "- Kaur", "name-en"),
    ("name_pa", "ਅ" * 100, "too-long"),
    ("name_pa", "੧੨", "name-pa"),
    ("integer", "121", "too-large"),
    ("integer", -1, "too-small"),
    ("integer", "12.5", "not-integer"),
    ("integer", 12.0, "wrong-type"),
    ("integer", True, "wrong-type"),
    ("integer", "9" * 5000, "too-long"),
    ("integer", 10**400, "not-integer"),
    ("money", "-5", "negative"),
    ("money", "75.50", "not-money"),
    ("money", "1e5", "not-money"),
    ("money", "1000001", "too-large"),
    ("decimal", "12.505", "not-decimal"),
    ("decimal", float("nan"), "not-decimal"),
    ("decimal", float("inf"), "not-decimal"),
    ("decimal", 10**400, "not-decimal"),
    ("decimal", "-1", "too-small"),
    ("date", "31-02-1994", "no-such-day"),
    ("date", "05-13-1994", "no-such-month"),
    ("date", "29-02-2025", "no-such-day"),
    ("date", "00-01-2025", "no-such-day"),
    ("date", "01-01-0000", "no-such-day"),
    ("date", "1994-02-31", "no-such-day"),
    ("date", "yesterday", "not-date"),
    ("date", "05-11-94", "not-date"),
    ("date", 19941105, "wrong-type"),
    ("date", "25-11-2026", "in-future"),
    ("date", "01-01-1900", "too-early"),
    ("deadline", "30-11-2026", "too-late"),
    ("boolean", "perhaps", "yes-or-no"),
    ("choice", "D", "not-option"),
    ("choice", "a", "not-option"),
    ("choice", 1, "wrong-type"),
    ("choice", ["A"], "wrong-type"),
    ("multi_choice", ["A", "X"], "not-option"),
    ("multi_choice", ["A"] * 50, "wrong-type"),
    ("mobile", "5814012345", "not-mobile"),
    ("mobile", "981401234", "not-mobile"),
    ("email", "manpreet", "not-email"),
    ("email", "a@b", "not-email"),
    ("email", "a..b@example.org", "not-email"),
    ("email", f"{AADHAAR}@example.org", "aadhaar-in-text"),
    ("pin", "110001", "not-pin"),
    ("pin", "14810", "not-pin"),
    ("place", "V999999", "not-place"),
    ("place", "Dhilwan", "not-place"),
    ("place", "T255", "wrong-kind-of-place"),
    ("place", "V027399", "not-within"),
    ("year", "2027", "not-year"),
    ("year", "1949", "not-year"),
    ("year", "96", "not-year"),
    ("year", "x", "not-year"),
    ("financial_year", "2026-27", "not-financial-year"),
    ("financial_year", "2023-24", "not-financial-year"),
    ("identity", {"type": "VOTER"}, "identity-number"),
    ("identity", {"number": "ABC1234567"}, "identity-type"),
    ("identity", {"type": "RATION", "number": "1"}, "identity-type"),
    ("identity", {"type": ["VOTER"], "number": "1"}, "identity-type"),
    ("identity", {"type": "VOTER", "number": "ABC123"}, "not-voter"),
    ("identity", {"type": "PASSPORT", "number": "12345678"}, "not-passport"),
    ("identity", {"type": "DRIVING_LICENCE", "number": "1"}, "not-driving-licence"),
    ("identity", {"type": "PAN", "number": "ABCDE12345"}, "not-pan"),
    ("identity", {"type": "GOVERNMENT_ID", "number": "!"}, "not-government-id"),
    ("identity", {"type": "GOVERNMENT_ID", "number": AADHAAR}, "aadhaar-in-text"),
    ("identity", {"type": "AADHAAR", "number": "234567890123"}, "not-aadhaar"),
    ("identity", {"type": "AADHAAR", "number": "2345"  "6789"}, "not-aadhaar"),
    ("identity", {"type": "AADHAAR", "number": 234567890124}, "wrong-type"),
    ("identity", {"type": "AADHAAR"}, "identity-number"),
    ("identity", {"type": "VOTER", "number": "ABC1234567", "x": 1}, "wrong-type"),
    ("declaration", "no", "declaration"),
    ("photo", "AB" * 32, "not-photo"),
    ("location", {"latitude": "91", "longitude": "0"}, "not-location"),
    ("location", {"latitude": "x", "longitude": "0"}, "not-location"),
    ("location", {"latitude": 10**400, "longitude": "0"}, "not-location"),
    ("location", {"latitude": True, "longitude": "0"}, "not-location"),
    ("location", {"latitude": "1", "longitude": "0", "height": 3}, "wrong-type"),
    ("rows", [{"y": 1}] * 4, "too-many-rows"),
    ("rows", [], "too-few-rows"),
    ("rows", [{"y": ""}], "too-few-rows"),
    ("rows", {"0": {"y": 1}}, "wrong-type"),
]  # fmt: skip

WRONG_TYPES = [5, 5.5, True, ["a"], {"a": "b"}, [["a"]], {"a": {"b": ["c"]}}]
HOSTILE = {
    "overlong": "A" * 100_000,
    "cyrillic": "Привет",
    "arabic": "سلام",
    "chinese": "你好",
    "emoji": "😀😀",
    "control": "ab\x07cd",
    "null": "ab\x00cd",
    "bidi": "ab\u202ecd",
    "zero-width": "ab\u200bcd",
    "surrogate": "ab\ud800cd",
    "private": "ab\ue000cd",
    "script tag": "<script>alert(1)</script>",
    "closing tag": "ab</b>",
    "comment": "ab <!-- x",
    "entity": "ab&lt;b&gt;",
    "numeric entity": "ab&#60;b",
    "javascript": "javascript:alert(1)",
    "template": "{{ 7*7 }}",
    "template tag": "{% load x %}",
    "formula": "=HYPERLINK(1)",
    "aadhaar": "2345 6789 0124",
}


@pytest.mark.parametrize(("name", "raw", "expected"), TAKEN)
def test_what_a_field_takes_and_keeps(name, raw, expected):
    result = read(FIELDS[name], raw)
    assert result.errors == ()
    assert result.cleaned == {"x": expected}
    assert read(FIELDS[name], result.cleaned["x"]).cleaned == result.cleaned


@pytest.mark.parametrize(("name", "raw", "code"), REFUSED)
def test_what_a_field_refuses_and_why(name, raw, code):
    result = read(FIELDS[name], raw)
    assert [(error.path, error.code) for error in result.errors] == [("x", code)]


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("raw", WRONG_TYPES, ids=repr)
def test_no_field_takes_a_wrong_type_for_a_right_value(name, raw):
    taken = {
        "integer": [5], "money": [5], "decimal": [5, 5.5], "boolean": [True], "declaration": [True], "year": [],
    }  # fmt: skip
    result = read(FIELDS[name], raw)
    if any(raw is right or (raw == right and type(raw) is type(right)) for right in taken.get(name, [])):
        assert result.ok
    else:
        assert result.errors
        assert all(error.path.split(".")[0] == "x" for error in result.errors)


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_refused_in_words_that_name_the_field(name, hostile):
    raw = HOSTILE[hostile]
    sent = {"type": "GOVERNMENT_ID", "number": raw} if name == "identity" else raw
    sent = {"latitude": raw, "longitude": raw} if name == "location" else sent
    sent = {"y": raw} if name == "group" else [{"y": raw}] if name == "rows" else sent
    result = read(FIELDS[name], sent)
    if hostile == "formula" and name in {"text", "latin", "long_text"}:
        assert result.ok  # an equals sign is an ordinary sign here; whoever writes tables must quote it
        return
    assert result.errors
    for error in result.errors:
        assert isinstance(error.message, Message)
        told = {language: error.message.in_language(language) for language in LANGUAGES}
        assert len(set(told.values())) == 3
        assert told["en"].startswith(("Field", "Row 1"))
        assert told["pa"].startswith(("ਖਾਨਾ", "ਕਤਾਰ 1"))
        assert told["hi"].startswith(("खाना", "पंक्ति 1"))
        assert len(told["en"]) < 250
        assert "script>" not in told["en"]
        assert "0124" not in told["en"]


SCRIPT_ERRORS = [
    ("text", "cyrillic", "script-any"),
    ("text", "emoji", "odd-character"),
    ("latin", "cyrillic", "script-latin"),
    ("gurmukhi", "cyrillic", "script-gurmukhi"),
    ("devanagari", "cyrillic", "script-devanagari"),
    ("text", "control", "control-character"),
    ("text", "surrogate", "control-character"),
    ("text", "private", "control-character"),
    ("long_text", "null", "control-character"),
    ("text", "script tag", "html"),
    ("text", "entity", "html"),
    ("text", "template", "html"),
    ("text", "aadhaar", "aadhaar-in-text"),
    ("long_text", "aadhaar", "aadhaar-in-text"),
    ("name_en", "emoji", "name-en"),
    ("name_pa", "cyrillic", "name-pa"),
]


@pytest.mark.parametrize(("name", "hostile", "code"), SCRIPT_ERRORS)
def test_the_right_rule_is_named(name, hostile, code):
    assert [error.code for error in read(FIELDS[name], HOSTILE[hostile]).errors] == [code]


def test_a_word_in_the_other_script_is_refused_by_its_letter():
    error = read(FIELDS["gurmukhi"], "Pind").errors[0]
    assert error.message.in_language("en") == "Field: Write it in Gurmukhi letters; P is not one."
    assert error.message.in_language("pa") == "ਖਾਨਾ: ਗੁਰਮੁਖੀ ਅੱਖਰਾਂ ਵਿੱਚ ਲਿਖੋ; P ਗੁਰਮੁਖੀ ਅੱਖਰ ਨਹੀਂ ਹੈ।"


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("raw", [None, "", "   ", [], {}], ids=repr)
def test_a_blank_is_missed_where_the_field_is_required_and_only_there(name, raw):
    needed = read(FIELDS[name], raw)
    assert [error.code for error in needed.errors] == [
        "too-few-rows" if name == "rows" and raw in (None, []) else needed.errors[0].code
    ]
    assert needed.errors[0].path.split(".")[0] == "x"
    optional = msgspec.structs.replace(FIELDS[name], required=False)
    if name == "rows" and not isinstance(raw, list | None):
        return
    assert validate(form(optional), {"x": raw}, context()).ok


def test_a_default_stands_where_nothing_is_typed():
    asked = field(f.MoneyField, required=False, default=0)
    assert read(asked, "").cleaned == {"x": 0}
    assert read(field(f.IntegerField, default=3), None).cleaned == {"x": 3}
