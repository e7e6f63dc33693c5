"""What the store itself refuses, whoever writes: two holders, two own posts, times that run backwards."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from sanjha.offices.tests.factories import make_tenure

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"capacity": "SUBSTANTIVE"}, {"capacity": "SUBSTANTIVE", "same": "post"}),
        ({"capacity": "SUBSTANTIVE"}, {"capacity": "SUBSTANTIVE", "same": "officer"}),
        ({"capacity": "ADDITIONAL"}, {"capacity": "ADDITIONAL", "same": "post"}),
        ({"capacity": "LINK"}, {"capacity": "LINK", "same": "post"}),
    ],
)
def test_the_store_refuses_two_holders(first, second):
    standing = make_tenure(**first)
    same = second.pop("same")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_tenure(**{same: getattr(standing, same)}, **second)


@pytest.mark.parametrize(
    "values",
    [
        {"from_date": date(2026, 1, 5), "to_date": date(2026, 1, 4)},
        {"capacity": "LEAVE_ARRANGEMENT"},
    ],
)
def test_the_store_refuses_impossible_tenures(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_tenure(**values)
