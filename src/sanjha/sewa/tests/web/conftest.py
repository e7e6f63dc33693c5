"""Browsers of the people of these tests, and a citizen whom the register knows."""

from datetime import date

import pytest

from sanjha.kernel import context
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.ids import new_id
from sanjha.people import contract as people
from sanjha.sewa.forms.html import flatten
from sanjha.sewa.tests.factories import VILLAGE, income_data
from sanjha.sewa.tests.web.visitor import Visitor
from sanjha.sewa.tests.world import citizen, officer_of

MOBILE = "9876504321"


@pytest.fixture
def anybody(world):
    return Visitor()


@pytest.fixture
def counter(operator):
    """The operator's browser."""
    return Visitor(operator)


@pytest.fixture
def supervisor(world):
    return officer_of("PB-BNL-001/SUPERVISOR")


@pytest.fixture
def resident(operator):
    """Amarjit Singh of Pakho, as the register of residents knows him."""
    data = people.ResidentData(
        name_en="Amarjit Singh",
        name_pa="ਅਮਰਜੀਤ ਸਿੰਘ",
        relation="FATHER",
        relative_name_en="Gurdev Singh",
        relative_name_pa="ਗੁਰਦੇਵ ਸਿੰਘ",
        born_on=date(1980, 1, 31),
        gender="M",
        mobile=MOBILE,
        address=people.Address("7", "Bazaar", "RURAL", VILLAGE, "Tapa", "148108", 1990),
    )
    with context.request_scope(who=operator.actor):
        return people.record_resident(
            data=data,
            source="APPLICATION",
            request_id=new_id(),
            purpose=Purpose("REV-INCOME", case="test"),
        )


@pytest.fixture
def amarjit(resident):
    """The resident as a citizen who signs in with the mobile number."""
    return citizen(resident.id, "Amarjit Singh")


@pytest.fixture
def home(amarjit):
    """The citizen's browser."""
    return Visitor(amarjit, mobile=MOBILE)


@pytest.fixture
def typed():
    """A function: the flat fields of a form without an error, with these over them."""

    def fields(values=None, **data):
        return dict(flatten(income_data(**data))) | (values or {})

    return fields
