"""What a newer version wrote is read without what it added; what is missing or wrong is refused as ever."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import msgspec
import pytest

from sanjha.kernel import tolerance
from sanjha.kernel.contracts import Struct
from sanjha.kernel.text import Text


class Village(Struct):
    code: str
    name: Text
    inside: tuple["Village", ...] = ()


class Rural(Struct, tag="rural"):
    village: Village


class Urban(Struct, tag="urban"):
    ward: int


class Household(Struct):
    where: Rural | Urban | None
    of: dict[str, Village]
    pair: tuple[int, Village] | None = None
    since: date | None = None
    fee: Decimal = Decimal(0)


@dataclass(frozen=True)
class Moved:
    to: Village
    fee: Decimal


BADRA = {"code": "V040044", "name": {"en": "Badra", "ur": "?"}, "hadbast": 12}
HOUSEHOLD = {
    "where": {"type": "rural", "village": BADRA, "area": 3},
    "of": {"father": BADRA},
    "pair": [1, {**BADRA, "inside": [BADRA]}],
    "since": "2026-11-23",
    "fee": "1.50",
    "new": {"of": "a kind", "nobody": ["knows"]},
}


def test_what_is_not_known_is_passed_over_at_every_depth():
    badra = Village("V040044", Text("Badra"))
    found = tolerance.decode(msgspec.json.encode(HOUSEHOLD), Household)
    assert found == Household(
        Rural(badra),
        {"father": badra},
        (1, Village("V040044", Text("Badra"), (badra,))),
        date(2026, 11, 23),
        Decimal("1.50"),
    )


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"where": {"type": "rural", "village": {"code": "V040044", "new": 1}}}, "name"),
        ({"where": {"type": "desert", "new": 1}}, "desert"),
        ({"of": {"father": "Badra"}}, r"of\[\.\.\.\]"),
        ({"pair": [1]}, "pair"),
        ({"pair": {"new": 1}}, "pair"),
        ({"of": []}, "of"),
    ],
)
def test_what_is_missing_or_wrong_is_refused_and_named(change, why):
    with pytest.raises(msgspec.ValidationError, match=why):
        tolerance.decode(msgspec.json.encode(HOUSEHOLD | change), Household)


def test_lists_and_nothing():
    assert tolerance.decode(
        b'[{"code": "a", "name": {"en": "A"}, "new": 1}, null]', list[Village | None]
    ) == [
        Village("a", Text("A")),
        None,
    ]
    assert tolerance.decode(b"null", Village | None) is None


def test_the_stored_form_of_an_event_too():
    payload = {"to": BADRA, "fee": 2, "new": True}
    assert tolerance.convert(payload, Moved) == Moved(Village("V040044", Text("Badra")), Decimal(2))
    with pytest.raises(msgspec.ValidationError, match="fee"):
        tolerance.convert({"to": BADRA}, Moved)
