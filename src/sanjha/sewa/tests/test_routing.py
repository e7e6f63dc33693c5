"""A step finds its post by place, by the kendra that took the case, or in the office that has it."""

import msgspec
import pytest

from sanjha.kernel import clock
from sanjha.kernel.errors import DomainError
from sanjha.sewa.definition.workflow import Responsible
from sanjha.sewa.forms.scope import Context
from sanjha.sewa.routing import Around, post_for
from sanjha.sewa.tests.definitions import income_definition
from sanjha.sewa.tests.factories import address, income_data

TAPA = Around("T276", "PB-BNL-002", "BNL-TEH-TAP")


def find(*responsible, around=TAPA, **place):
    definition = income_definition()
    step = msgspec.structs.replace(definition.first_step, responsible=responsible)
    data = income_data()
    data["applicant"]["address"] = address(**place)
    return post_for(
        definition, step, data, Context(today=clock.today(), find_place=lambda _code: None), around
    )


def by_place(designation, **values):
    return Responsible(designation=designation, place="applicant.address", **values)


@pytest.mark.parametrize(
    ("responsible", "code"),
    [
        (by_place("patwari"), "BNL-PC-15/PATWARI"),
        (by_place("tehsildar"), "BNL-TEH-TAP/TEHSILDAR"),
        (by_place("adc"), "BNL-DC/ADC"),
        (Responsible(designation="kendra_supervisor", rule="KENDRA"), "PB-BNL-002/SUPERVISOR"),
        (Responsible(designation="dealing_hand", rule="SAME_OFFICE"), "BNL-TEH-TAP/DH1"),
    ],
)
def test_each_rule_finds_its_post(world, responsible, code):
    assert find(responsible).code == code


def test_the_first_that_exists_is_taken(world):
    absent = by_place("naib_tehsildar", office_kind="SUB_TEHSIL")
    assert find(absent, by_place("tehsildar")).code == "BNL-TEH-TAP/TEHSILDAR"


def test_a_town_is_served_by_its_tehsil(world):
    found = find(by_place("tehsildar"), area_type="URBAN", village=None, town="U248380", ward="3")
    assert found.code == "BNL-TEH-TAP/TEHSILDAR"


@pytest.mark.parametrize(
    "responsible",
    [
        by_place("stamp_collector"),
        Responsible(designation="clerk", rule="KENDRA"),
        Responsible(designation="clerk", rule="SAME_OFFICE"),
    ],
)
def test_where_nobody_is_responsible_nothing_is_taken(world, responsible):
    with pytest.raises(DomainError, match="No office is responsible for this place yet"):
        find(responsible)
    with pytest.raises(DomainError):
        find(responsible, around=Around())
