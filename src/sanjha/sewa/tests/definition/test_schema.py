"""The JSON Schema for editors is current, and agrees with the definitions of the house."""

import json

import jsonschema_rs
import pytest

from sanjha.sewa.definition.catalogue import definition_files
from sanjha.sewa.definition.schema import json_schema, schema_text
from sanjha.sewa.definition.source import parse
from sanjha.sewa.tests.definition.factories import CATALOGUE, MINIMAL, spoil

VALIDATOR = jsonschema_rs.validator_for(json_schema())


def _json(text):
    return json.loads(json.dumps(parse(text, "x")))


def test_the_file_beside_the_catalogue_is_current():
    assert (CATALOGUE / "service.schema.json").read_text(encoding="utf-8") == schema_text()


def test_the_definitions_of_the_house_agree_with_it():
    for path in definition_files(CATALOGUE):
        errors = list(VALIDATOR.iter_errors(_json(path.read_text(encoding="utf-8"))))
        assert errors == [], path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{en: Purpose, pa: ਮਕਸਦ, hi: प्रयोजन}", "{en: Purpose, pa: ਮਕਸਦ}"),
        ("{id: name, type: name_en,", "{id: name, type: nam_en,"),
        ("version: 1\n", "version: 1\nverison: 2\n"),
        ("calendar: FIELD", "calendar: FIELDS"),
    ],
)
def test_an_editor_marks_the_plain_mistakes(old, new):
    assert VALIDATOR.is_valid(_json(MINIMAL))
    assert not VALIDATOR.is_valid(_json(spoil(old, new)))
