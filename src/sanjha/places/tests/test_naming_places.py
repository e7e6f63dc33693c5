"""Recording how a place is written in Punjabi and Hindi."""

import pytest

from sanjha.kernel.errors import DomainError, NotFound, NotPermitted
from sanjha.kernel.models import AuditEntry, OutboxEvent
from sanjha.kernel.testing import citizen, officer_with
from sanjha.places import contract
from sanjha.places.models import Place
from sanjha.places.operations.name_place import name_place
from sanjha.places.tests.factories import make_barnala

pytestmark = pytest.mark.django_db
GIVEN = {"code": "V040040", "name_pa": "ਪੱਖੋ ਕਲਾਂ", "name_hi": "पक्खो कलां", "reason": "Jamabandi of the village"}


@pytest.fixture(autouse=True)
def barnala():
    make_barnala()


@pytest.mark.parametrize("designation", ["office_admin", "tehsildar", "naib_tehsildar", "kanungo"])
def test_the_tehsil_records_a_name_and_it_is_found(designation):
    name_place(**GIVEN, actor=officer_with(designation))

    village = contract.get_place(code="V040040")
    assert (village.name.pa, village.name.hi) == ("ਪੱਖੋ ਕਲਾਂ", "पक्खो कलां")
    assert [place.code for place in contract.search_places(text="ਪੱਖੋ")] == ["V040040"]
    assert OutboxEvent.objects.get().kind == "places.PlaceNamed"
    body = AuditEntry.objects.get(action="PLACE_NAMED").body
    assert "Jamabandi of the village" in body


def test_the_name_takes_its_place_in_punjabi_order():
    before = Place.objects.get(code="V040040").sort_pa
    name_place(**GIVEN, actor=officer_with("kanungo"))
    assert Place.objects.get(code="V040040").sort_pa != before


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        ({"name_pa": ""}, "name_pa", "Fill in"),
        ({"name_pa": "Pakho"}, "name_pa", "Gurmukhi"),
        ({"name_pa": "ਪ" * 101}, "name_pa", "100 characters"),
        ({"name_hi": "ਪੱਖੋ"}, "name_hi", "Devanagari"),
        ({"reason": ""}, "reason", "Fill in"),
    ],
)
def test_a_wrong_name_is_refused(values, field, message):
    with pytest.raises(DomainError, match=message) as refused:
        name_place(**GIVEN | values, actor=officer_with("kanungo"))
    assert refused.value.field == field
    assert Place.objects.get(code="V040040").name_pa == ""


def test_the_same_name_again_is_refused():
    name_place(**GIVEN, actor=officer_with("kanungo"))
    with pytest.raises(DomainError, match="recorded already"):
        name_place(**GIVEN, actor=officer_with("kanungo"))


def test_an_unknown_place_is_not_found():
    with pytest.raises(NotFound):
        name_place(**GIVEN | {"code": "V000000"}, actor=officer_with("kanungo"))


@pytest.mark.parametrize("actor", [citizen(), officer_with("patwari"), officer_with("counter_operator")])
def test_others_may_not_name_places(actor):
    with pytest.raises(NotPermitted):
        name_place(**GIVEN, actor=actor)
