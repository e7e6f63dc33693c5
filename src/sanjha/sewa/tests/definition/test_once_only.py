"""A form that asks for what a register knows is named, with the operation that would answer."""

from datetime import date

import pytest

from sanjha.kernel.ids import new_id
from sanjha.kernel.text import Text
from sanjha.people import contract as people
from sanjha.places import contract as places
from sanjha.sewa.definition.catalogue import definition_files, load_definition
from sanjha.sewa.definition.checks.once_only import asked_again
from sanjha.sewa.definition.persons import FIELDS, filled_in
from sanjha.sewa.definition.problems import Severity
from sanjha.sewa.operations import reuse_resident
from sanjha.sewa.tests.definition.factories import CATALOGUE, MINIMAL, problem_of, spoil, write_catalogue


def test_a_field_that_asks_for_a_known_fact_is_named_with_what_answers_it(tmp_path):
    path = write_catalogue(tmp_path)
    problem = problem_of(asked_again(path), "asked-again")
    assert (
        problem.line
        == MINIMAL.splitlines().index(next(line for line in MINIMAL.splitlines() if "id: born_on" in line))
        + 1
    )
    assert problem.path == "form.sections.main.fields.born_on"
    assert "date of birth, which people owns as resident.birth_date" in problem.message
    assert problem.message.endswith("answered by people.v1/resident")
    assert problem.severity is Severity.WARNING


def test_it_is_a_warning_and_the_service_is_loaded(tmp_path):
    assert load_definition(write_catalogue(tmp_path)).code == "REV-SMALL"


def test_inside_tables_and_groups_too(tmp_path):
    row = "- {id: salary, type: money, label: {en: Salary, pa: ਤਨਖ਼ਾਹ, hi: वेतन}}"
    field = "- {id: gender, type: text, label: {en: Gender, pa: ਲਿੰਗ, hi: लिंग}}"
    path = write_catalogue(tmp_path, spoil(row, f"{row}\n            {field}"))
    found = {problem.path for problem in asked_again(path)}
    assert "form.sections.main.fields.family.fields.gender" in found


def test_what_an_officer_reports_is_not_asked_of_the_citizen(tmp_path):
    path = write_catalogue(tmp_path, spoil("{id: assessed, type: money,", "{id: mobile, type: mobile,").replace(
        "steps.visit.assessed >= 0", "1 >= 0"
    ))  # fmt: skip
    assert [problem.path for problem in asked_again(path)] == ["form.sections.main.fields.born_on"]


@pytest.mark.parametrize("text", ["code: [", "code: X\n"])
def test_a_definition_without_shape_is_left_to_the_other_checks(tmp_path, text):
    assert asked_again(write_catalogue(tmp_path, text)) == []


def test_no_form_of_the_house_asks_for_what_the_register_of_residents_tells():
    assert not [problem for path in definition_files(CATALOGUE) for problem in asked_again(path)]


PERSON = """        - id: guardian
          type: group
          label: {en: Guardian, pa: ਸਰਪ੍ਰਸਤ, hi: अभिभावक}
          fields:
            - {id: name_en, type: NAME, label: {en: Name, pa: ਨਾਮ, hi: नाम}}
            - {id: gender, type: text, label: {en: Gender, pa: ਲਿੰਗ, hi: लिंग}}
            - {id: mother_name, type: text, label: {en: Mother, pa: ਮਾਤਾ, hi: माता}}
"""


@pytest.mark.parametrize(
    ("kind", "named"), [("name_en", ["mother_name"]), ("text", ["name_en", "gender", "mother_name"])]
)
def test_what_is_filled_in_follows_from_the_form_and_the_rest_stays_named(tmp_path, kind, named):
    """A group that asks for a person's name is filled in, but for what the register does not tell; another is not."""
    place = "        - {id: home, type: place"
    text = MINIMAL.replace(place, PERSON.replace("NAME", kind) + place)
    found = [problem.path.rpartition(".")[2] for problem in asked_again(write_catalogue(tmp_path, text))]
    assert found == ["born_on", *named]


def test_a_relation_alone_is_not_the_relatives_name():
    assert filled_in({"name_en", "relation", "age"}) == {"name_en", "age"}
    assert filled_in({"relation", "relative_name_en"}) == {"relation", "relative_name_en"}


@pytest.mark.parametrize("area", ["RURAL", "URBAN"])
def test_what_counts_as_filled_is_what_the_counter_fills(monkeypatch, area):
    monkeypatch.setattr(
        places,
        "get_place",
        lambda *, code: places.Place(
            **{
                **dict.fromkeys(places.Place.__struct_fields__, ""),
                "code": code,
                "name": Text("x"),
                "district": "D605",
                "tehsil": "T255",
            }
        ),
    )
    resident = people.Resident(
        id=new_id(),
        reference="PB/RES/1",
        name=Text("A", "ਅ"),
        relation="FATHER",
        relative_name=Text("B", "ਬ"),
        born_on=date(1990, 1, 1),
        gender="F",
        mobile="9876543210",
        address=people.Address("1", "2", area, "V040050", "Tapa", "148108", 1999),
    )
    known = reuse_resident.facts_of(resident)
    address = known.pop("address")
    told = {*known, *(f"address.{name}" for name in address)}
    other = "town" if area == "RURAL" else "village"
    every = {path for paths in FIELDS.values() for path in paths}
    assert told == filled_in(every) - {f"address.{other}"}
