"""The catalogue loads, is pinned byte for byte, and refuses what does not hold."""

from datetime import date

import pytest

from sanjha.sewa.definition.canonical import canonical, fingerprint, restore
from sanjha.sewa.definition.catalogue import definition_files, load_catalogue, load_definition
from sanjha.sewa.definition.check import check_definition
from sanjha.sewa.definition.fields import GroupField
from sanjha.sewa.definition.problems import DefinitionError, Severity
from sanjha.sewa.definition.vocabulary import load_vocabulary
from sanjha.sewa.tests.definition.factories import (
    CATALOGUE,
    MINIMAL,
    minimal_definition,
    spoil,
    write_catalogue,
)


def test_every_definition_of_the_house_holds():
    for path in definition_files(CATALOGUE):
        problems = [problem for problem in check_definition(path) if problem.severity is Severity.ERROR]
        assert problems == []


def test_the_catalogue_of_the_house_is_found_by_code():
    catalogue = load_catalogue(CATALOGUE)
    assert "REV-INCOME" in catalogue
    assert all(code == definition.code for code, definition in catalogue.items())


def test_a_definition_with_mistakes_is_not_loaded(tmp_path):
    path = write_catalogue(tmp_path, spoil("- {designation: patwari,", "- {designation: patwri,"))
    with pytest.raises(DefinitionError, match="unknown-designation") as caught:
        load_definition(path)
    assert len(caught.value.problems) == 1


def test_drafts_do_not_keep_a_service_from_being_loaded(tmp_path):
    path = write_catalogue(tmp_path, MINIMAL.replace("status: VERIFIED", "status: DRAFT"))
    assert load_definition(path).code == "REV-SMALL"


def test_two_services_with_one_code_are_refused(tmp_path):
    first = write_catalogue(tmp_path)
    second = write_catalogue(tmp_path, name="twin")
    with pytest.raises(DefinitionError, match="already stands in") as caught:
        load_catalogue(tmp_path)
    assert caught.value.problems[0].file == str(second)
    assert str(first) in caught.value.problems[0].message


def test_the_mistakes_of_all_files_are_told_together(tmp_path):
    write_catalogue(tmp_path, spoil("department: REV", "department: X"))
    write_catalogue(tmp_path, spoil("category: CERTIFICATE", "category: Y"), name="other")
    with pytest.raises(DefinitionError) as caught:
        load_catalogue(tmp_path)
    assert {problem.rule for problem in caught.value.problems} == {"unknown-department", "unknown-category"}


def test_a_vocabulary_with_a_missing_translation_is_refused(tmp_path):
    (tmp_path / "vocabulary.yaml").write_text(
        "departments: {X: {en: X}}\ncategories: {}\ndesignations: {}\noffice_kinds: {}\n", encoding="utf-8"
    )
    with pytest.raises(DefinitionError, match="translation-missing"):
        load_vocabulary(tmp_path)


def test_the_pinned_bytes_give_the_same_definition_back():
    for definition in load_catalogue(CATALOGUE).values():
        content = canonical(definition)
        assert restore(content) == definition
        assert canonical(restore(content)) == content
        assert len(fingerprint(definition)) == 64


def test_the_fingerprint_does_not_hang_on_the_order_or_comments_of_the_file(tmp_path):
    definition = minimal_definition(tmp_path)
    moved = MINIMAL.replace("version: 1\n", "", 1) + "version: 1\n# a remark\n"
    assert fingerprint(minimal_definition(tmp_path, moved)) == fingerprint(definition)
    changed = minimal_definition(tmp_path, spoil("rupees: 75", "rupees: 76"))
    assert fingerprint(changed) != fingerprint(definition)


def test_a_pinned_definition_holds_its_shared_blocks_itself():
    definition = load_catalogue(CATALOGUE)["REV-INCOME"]
    applicant = next(field for field in definition.form.fields if field.id == "applicant")
    assert isinstance(applicant, GroupField)
    assert [field.id for field in applicant.fields][:2] == ["name_en", "name_pa"]
    assert b'"gurmukhi":"name_pa"' in canonical(definition)


def test_dated_figures_are_those_in_force_on_the_day(tmp_path):
    text = spoil(
        "  - {working_days: 10, legal_reference: Notification 1, status: VERIFIED, from: 2020-01-01}\n",
        "  - {working_days: 10, legal_reference: Notification 1, status: VERIFIED, from: 2020-01-01}\n"
        "  - {working_days: 7, legal_reference: Notification 2, status: VERIFIED, from: 2026-01-01}\n",
    )
    definition = minimal_definition(tmp_path, text)
    assert definition.time_limit(date(2019, 12, 31)) is None
    assert definition.time_limit(date(2025, 12, 31)).working_days == 10
    assert definition.time_limit(date(2026, 1, 1)).working_days == 7
    assert definition.first_step.code == "visit"
    assert definition.step("decision").action("REJECT").kind == "REJECT"
    with pytest.raises(KeyError):
        definition.step("nothing")
    with pytest.raises(KeyError):
        definition.first_step.action("NOTHING")
    assert definition.notification("SUBMITTED") is not None
    assert definition.notification("CLOSED") is None
