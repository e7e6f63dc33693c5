"""What a person's facts must be: every wrong field is named, all at once."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import verhoeff

from sanjha.kernel.errors import DomainError
from sanjha.people import rules
from sanjha.people.aadhaar_numbers import holds_aadhaar_number, refuse_aadhaar_number
from sanjha.people.tests.factories import address, person

TODAY = date(2026, 11, 23)
AADHAAR = "234123412346"
"""A number that the authority publishes as an example; its check digit fits."""


def wrong(data) -> dict[str, str]:
    try:
        rules.cleaned(data, TODAY)
    except DomainError as error:
        return {found.path: found.code for found in error.errors}
    return {}


def test_good_facts_come_back_clean():
    data = person(
        name_en="  Manpreet   Kaur ",
        gender="f",
        relation="father",
        address=address(area="rural", place="v040050"),
    )
    clean = rules.cleaned(data, TODAY)
    assert clean.name_en == "Manpreet Kaur"
    assert (clean.gender, clean.relation, clean.address.area, clean.address.place) == (
        "F",
        "FATHER",
        "RURAL",
        "V040050",
    )
    assert rules.cleaned(clean, TODAY) == clean


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"name_en": ""}, "name_en"),
        ({"name_en": "A"}, "name_en"),
        ({"name_en": "A" * 100}, "name_en"),
        ({"name_en": "ਮਨਪ੍ਰੀਤ"}, "name_en"),
        ({"name_en": "Manpreet <b>"}, "name_en"),
        ({"name_en": "Manpreet 2"}, "name_en"),
        ({"name_en": "- ."}, "name_en"),
        ({"name_en": "Man\x00preet"}, "name_en"),
        ({"name_en": "Man\u202epreet"}, "name_en"),
        ({"name_pa": ""}, "name_pa"),
        ({"name_pa": "Manpreet"}, "name_pa"),
        ({"name_pa": "मनप्रीत"}, "name_pa"),
        ({"name_pa": "ਾਿ"}, "name_pa"),
        ({"name_pa": "ਮ" * 100}, "name_pa"),
        ({"name_hi": "Manpreet"}, "name_hi"),
        ({"relation": "UNCLE"}, "relation"),
        ({"relation": ""}, "relation"),
        ({"relative_name_en": "1"}, "relative_name_en"),
        ({"relative_name_pa": "x"}, "relative_name_pa"),
        ({"relative_name_hi": "x"}, "relative_name_hi"),
        ({"born_on": date(2026, 11, 24), "address": address(since_year=None)}, "born_on"),
        ({"born_on": date(1895, 1, 1)}, "born_on"),
        ({"gender": "X"}, "gender"),
        ({"mobile": "5876543210"}, "mobile"),
        ({"mobile": "98765"}, "mobile"),
        ({"aadhaar_last4": "123"}, "aadhaar_last4"),
        ({"aadhaar_last4": AADHAAR}, "aadhaar_last4"),
        ({"address": address(house="x" * 101)}, "address.house"),
        ({"address": address(house="<script>")}, "address.house"),
        ({"address": address(street="x" * 101)}, "address.street"),
        ({"address": address(post_office="x" * 61)}, "address.post_office"),
        ({"address": address(area="HILL")}, "address.area"),
        ({"address": address(place="  ")}, "address.place"),
        ({"address": address(pin="110001")}, "address.pin"),
        ({"address": address(pin="14810")}, "address.pin"),
        ({"address": address(since_year=1993)}, "address.since_year"),
        ({"address": address(since_year=2027)}, "address.since_year"),
    ],
)
def test_a_wrong_field_is_named(changes, path):
    assert list(wrong(person(**changes))) == [path]


@pytest.mark.parametrize(
    "changes",
    [
        {"name_en": "D'Souza-Gill Jr."},
        {"name_pa": "ਸ਼ੇਰ ਸਿੰਘ"},
        {"name_pa": "ਐੱਸ.ਐੱਸ. ਗਿੱਲ"},
        {"name_pa": "ਖ਼ੁਸ਼\u200dਪ੍ਰੀਤ"},
        {"name_hi": "मनप्रीत कौर"},
        {"mobile": ""},
        {"born_on": TODAY, "address": address(since_year=2026)},
        {"address": address(pin="", since_year=None, house="", street="", post_office="")},
        {"aadhaar_last4": "0123"},
        {"gender": "T"},
    ],
)
def test_what_real_people_write_is_taken(changes):
    assert wrong(person(**changes)) == {}


def test_all_wrong_fields_are_named_at_once():
    broken = person(name_en="", name_pa="x", mobile="1", gender="", address=address(pin="1", area=""))
    assert set(wrong(broken)) == {"name_en", "name_pa", "mobile", "gender", "address.pin", "address.area"}


TYPED = [
    "234123412346",
    "2341 2341 2346",
    "2341-2341-2346",
    "uid 2341.2341.2346!",
    "੨੩੪੧ ੨੩੪੧ ੨੩੪੬",
    "२३४१२३४१२३४६",
    "2341\n2341 2346",
]


@pytest.mark.parametrize("typed", TYPED)
def test_a_full_aadhaar_number_is_recognised_in_any_dress(typed):
    assert holds_aadhaar_number(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "234123412345",
        "123412341234",
        "98765 43210",
        "2341 2341",
        "12341234123467",
        "House 2341, street 2341 2346",
        "148108",
    ],
)
def test_what_is_no_aadhaar_number_is_let_pass(typed):
    assert not holds_aadhaar_number(typed)


@pytest.mark.parametrize("path", ["name_en", "name_pa", "name_hi", "relative_name_en", "relative_name_pa"])
def test_a_full_aadhaar_number_is_refused_in_every_name(path):
    assert wrong(person(**{path: f"Kaur {AADHAAR}"})) == {path: "aadhaar-number"}


@pytest.mark.parametrize("path", ["house", "street", "post_office"])
@pytest.mark.parametrize("typed", TYPED)
def test_a_full_aadhaar_number_is_refused_in_every_line_of_the_address(path, typed):
    found = wrong(person(address=address(**{path: typed})))
    assert found == {f"address.{path}": "aadhaar-number"}


def test_the_refusal_does_not_repeat_the_number():
    with pytest.raises(DomainError) as refused:
        refuse_aadhaar_number(f"my number is {AADHAAR}", field="house")
    assert AADHAAR not in str(refused.value)
    assert refused.value.field == "house"


@given(st.integers(2, 9), st.text("0123456789", min_size=10, max_size=10))
def test_every_number_with_its_check_digit_is_recognised(first, rest):
    body = f"{first}{rest}"
    number = body + verhoeff.calc_check_digit(body)
    if number != number[::-1]:
        assert holds_aadhaar_number(f"x {number[:4]} {number[4:8]} {number[8:]} y")


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_text_breaks_the_check(name, house):
    wrong(
        person(
            name_en=name,
            name_pa=name,
            name_hi=name,
            mobile=name,
            gender=name,
            address=address(house=house, pin=name),
        )
    )


@pytest.mark.parametrize(
    ("area", "kind", "words"),
    [
        ("RURAL", None, "there is none with this code"),
        ("RURAL", "TEHSIL", "a rural address needs a village"),
        ("RURAL", "ULB", "a rural address needs a village"),
        ("URBAN", "VILLAGE", "an urban one a town"),
        ("URBAN", "DISTRICT", "an urban one a town"),
    ],
)
def test_the_place_must_fit_the_area(area, kind, words):
    with pytest.raises(DomainError, match=words) as refused:
        rules.check_place(area, kind)
    assert refused.value.field == "address.place"
    rules.check_place("RURAL", "VILLAGE")
    for town in ("ULB", "TOWN", "OUTGROWTH"):
        rules.check_place("URBAN", town)


@pytest.mark.parametrize(
    "typed", ["9876543210", " 98765 43210", "+919876543210", "09876543210", "91-98765-43210"]
)
def test_mobile_numbers_are_read(typed):
    assert rules.clean_mobile(typed) == "9876543210"


@pytest.mark.parametrize("typed", ["", "1234567890", "98765432101", "abc"])
def test_other_numbers_are_refused(typed):
    with pytest.raises(DomainError, match="ten digits"):
        rules.clean_mobile(typed)
