"""The forms in force tell which facts of a register they ask citizens for."""

from datetime import date

import msgspec
import pytest

from sanjha.kernel.facts import declared_facts
from sanjha.sewa import contract
from sanjha.sewa.tests.definitions import income_with
from sanjha.sewa.tests.world import publish

pytestmark = pytest.mark.usefixtures("world")


def asking(**changes):
    """The income certificate with a question about the birth date that stands outside of any person."""
    definition = income_with(**changes)
    section = definition.form.sections[-1]
    (born_on,) = [field for field in person_at(definition.form, "applicant").fields if field.id == "born_on"]
    sections = (
        *definition.form.sections[:-1],
        msgspec.structs.replace(section, fields=(*section.fields, born_on)),
    )
    return msgspec.structs.replace(
        definition, form=msgspec.structs.replace(definition.form, sections=sections)
    )


def person_at(form, name):
    return next(field for field in form.fields if field.id == name)


def test_nobody_whom_the_form_asks_about_is_named():
    assert contract.facts_asked() == []


def test_a_form_in_force_is_named_with_the_field_the_fact_and_the_department():
    publish(asking(code="TST-NOW"))
    (asked,) = contract.facts_asked()
    assert (asked.service, asked.field, asked.fact) == ("TST-NOW", "born_on", "resident.birth_date")
    assert asked.fact in declared_facts()
    assert (asked.service_name.en, asked.department.en) == (
        "Income certificate",
        "Revenue, Rehabilitation and Disaster Management",
    )


def test_only_what_is_in_force_is_told():
    publish(asking(code="TST-LATER", effective_from=date(2027, 1, 1)))
    assert contract.facts_asked() == []
    publish(asking(code="TST-NOW"))
    assert [each.service for each in contract.facts_asked()] == ["TST-NOW"]
