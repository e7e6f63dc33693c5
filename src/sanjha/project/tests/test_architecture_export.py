"""sanjha architecture export: the file appears whole, or a clear line and nothing of it."""

import json

import pytest
from click.testing import CliRunner

from sanjha.architecture.exports.formats import FORMATS
from sanjha.project.commands.architecture import command
from sanjha.project.failure import Failure

pytestmark = pytest.mark.django_db


def export(form, out):
    return CliRunner().invoke(command, ["export", "--format", form, "--out", str(out)])


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_is_written(tmp_path, form):
    out = tmp_path / "file"
    done = export(form, out)
    assert done.exit_code == 0, done.output
    assert f"{form}, {out.stat().st_size} bytes" in done.output
    assert out.stat().st_size > 1000
    assert list(tmp_path.iterdir()) == [out]


def test_the_openapi_document_is_the_one_that_is_served(tmp_path, client):
    export("openapi", tmp_path / "file")
    served = client.get("/api/v1/openapi.json").json()
    assert json.loads((tmp_path / "file").read_text(encoding="utf-8")) == served
    assert served["paths"]


def test_a_file_that_is_there_is_replaced_and_one_that_cannot_be_written_is_named(tmp_path):
    out = tmp_path / "file"
    out.write_text("old", encoding="utf-8")
    export("csv", out)
    assert out.read_text(encoding="utf-8") != "old"
    refused = export("csv", tmp_path / "nowhere" / "file")
    assert isinstance(refused.exception, Failure)
    assert "cannot be written" in str(refused.exception)


def test_an_unknown_form_is_refused_with_those_that_there_are(tmp_path):
    refused = export("visio", tmp_path / "file")
    assert refused.exit_code == 2
    assert "archimate" in refused.output
    assert not list(tmp_path.iterdir())
