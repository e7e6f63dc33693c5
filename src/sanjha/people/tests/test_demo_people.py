"""The invented residents of the demonstration."""

import re

import pytest

from sanjha.identity import contract as identity
from sanjha.identity.models import Account
from sanjha.people.models import Fact, Resident
from sanjha.people.operations.load_demo_people import HOUSEHOLDS_WITH_ACCOUNT, load_demo_people
from sanjha.places.operations.load_demo_places import load_demo_places

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]


def test_sixty_people_live_in_the_demonstrations_villages_and_loading_again_changes_nothing():
    load_demo_places()
    first = load_demo_people()
    counts = (Resident.objects.count(), Fact.objects.count())
    again = load_demo_people()

    assert counts == (60, 360) == (Resident.objects.count(), Fact.objects.count())
    assert [row.pk for row in first] == [row.pk for row in again]
    assert all(row.address.street.startswith("Invented Street") for row in first)
    assert {fact.case_number for fact in Fact.objects.all()} == {"Demonstration"}
    households = {row.mobile for row in first}
    assert len(households) == 20
    assert all(len(identity.residents_with_mobile(mobile)) == 3 for mobile in households)
    assert Account.objects.filter(username__in=households).count() == HOUSEHOLDS_WITH_ACCOUNT
    assert all(re.fullmatch(r"90000001\d\d", mobile) for mobile in households)
