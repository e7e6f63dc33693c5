"""The forms in force tell which facts of a register they ask citizens for."""

from datetime import date

import pytest

from sanjha.kernel.facts import declared_facts
from sanjha.sewa import contract
from sanjha.sewa.tests.definitions import income_with
from sanjha.sewa.tests.world import publish

pytestmark = pytest.mark.usefixtures("world")


def test_a_form_in_force_is_named_with_the_field_the_fact_and_the_department():
    asked = contract.facts_asked()
    found = {(each.service, each.field, each.fact) for each in asked}
    assert ("REV-INCOME", "beneficiary.born_on", "resident.birth_date") in found
    assert all(each.fact in declared_facts() for each in asked)
    assert {(each.service_name.en, each.department.en) for each in asked} == {
        ("Income certificate", "Revenue, Rehabilitation and Disaster Management")
    }
    assert not [each for each in asked if each.field.startswith("applicant.")]


def test_only_what_is_in_force_is_told():
    before = len(contract.facts_asked())
    publish(income_with(code="TST-LATER", effective_from=date(2027, 1, 1)))
    assert len(contract.facts_asked()) == before
    publish(income_with(code="TST-NOW"))
    assert len(contract.facts_asked()) == 2 * before
