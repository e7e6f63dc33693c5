"""What holds today, for who looks at the whole: `exchange.v1/grants-in-force`."""

from datetime import timedelta

import pytest

from sanjha.exchange import contract
from sanjha.exchange.tests.declared import NAME
from sanjha.exchange.tests.factories import make_grant
from sanjha.kernel import clock

pytestmark = pytest.mark.django_db


def test_only_what_holds_today_is_given_with_the_facts_that_it_opens(person_operation):
    today = clock.today()
    make_grant(consumer="sewa")
    make_grant(consumer="PB/GOV/AGRI/FARMS", facts=["resident.name"], until_date=today)
    make_grant(purpose="RUN-OUT", until_date=today - timedelta(days=1))
    make_grant(purpose="NOT-YET", from_date=today + timedelta(days=1))
    make_grant(purpose="ENDED", ended_at=clock.now(), ended_by="SYSTEM:-")
    assert contract.grants_in_force() == [
        contract.GrantInForce("PB/GOV/AGRI/FARMS", NAME, "REV-INCOME", ["resident.name"], today),
        contract.GrantInForce("sewa", NAME, "REV-INCOME", ["resident.name", "resident.mobile"], None),
    ]


def test_a_permission_for_an_operation_that_is_gone_opens_nothing():
    make_grant(operation="gone.v1/person")
    assert contract.grants_in_force()[0].facts == []


def test_it_is_one_statement_and_bounded(django_assert_num_queries):
    for number in range(4):
        make_grant(purpose=f"REV-P{number}")
    with django_assert_num_queries(1):
        assert len(contract.grants_in_force(limit=3)) == 3
    assert contract.grants_in_force(limit=-1) == []
