"""Taking a file out, taking an archive in, and verifying a release, from the command line."""

import json
from copy import deepcopy
from io import BytesIO

import pikepdf
import pytest
from click.testing import CliRunner

from sanjha.eoffice import archives
from sanjha.eoffice.models import File, ImportedArchive
from sanjha.eoffice.operations.export_archive import export_archive
from sanjha.eoffice.operations.load_desk_settings import load_desk_settings
from sanjha.eoffice.operations.release_notes import Choice, release_notes
from sanjha.eoffice.tests.factories import close, forward, make_file, officer_of, own_post
from sanjha.kernel import blobs
from sanjha.kernel.actors import SYSTEM
from sanjha.offices.operations.load_demo_offices import load_demo_offices
from sanjha.places.operations.load_demo_places import load_demo_places
from sanjha.project.commands import export, import_, verify


@pytest.fixture
def desks(db):
    load_demo_places()
    load_demo_offices()
    load_desk_settings()
    return officer_of("REV-HQ-REV2/SA1"), officer_of("REV-HQ-REV2/SUPDT")


@pytest.fixture
def file(desks):
    assistant, superintendent = desks
    file = make_file(assistant)
    forward(file, assistant, superintendent, "18 villages are affected.")
    return file


def run(command, *arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_a_file_goes_out_and_is_taken_in(file, desks, tmp_path):
    out = tmp_path / "archive"
    assert "Close it first" in str(
        run(export.command, "archive", "--file", file.number, "--out", out).exception
    )
    forward(file, desks[1], desks[0], "Approved.")
    close(file, *desks)
    assert "no file" in str(run(export.command, "archive", "--file", "nothing", "--out", out).exception)
    assert run(export.command, "archive", "--file", file.computer_number, "--out", out).exit_code == 0
    assert "there already" in str(
        run(export.command, "archive", "--file", file.number, "--out", out).exception
    )
    assert archives.check(archives.from_folder(out)).faults == []
    taken = run(import_.command, "archive", out)
    assert taken.exit_code == 0
    assert file.number in taken.output
    assert ImportedArchive.objects.get().number == file.number
    (out / "notes.json").write_text("[]")
    assert "does not hold" in str(run(import_.command, "archive", out).exception)
    assert File.objects.count() == 1
    assert export_archive(file_id=file.pk, actor=SYSTEM)


def test_a_release_is_verified(file, desks, tmp_path):
    choice = Choice(notes=[1], severed_paragraphs={(1, 1): "8(1)(j)"})
    made = release_notes(
        file_id=file.pk, post=own_post(desks[1]), reference="RTI 77", choice=choice, actor=desks[1]
    )
    good, bad, other = tmp_path / "good.pdf", tmp_path / "bad.json", tmp_path / "other.pdf"
    good.write_bytes(blobs.get(made.blob))
    changed = deepcopy(made.log)
    changed["log"]["notes"][0]["leaves"] = [{"words": "<p>2 villages</p>", "salt": "00"}]
    bad.write_text(json.dumps(changed))
    target = BytesIO()
    pikepdf.new().save(target)
    other.write_bytes(target.getvalue())
    answers = {path: run(verify.command, "release", path) for path in (good, bad, other)}
    assert (answers[good].exit_code, answers[bad].exit_code, answers[other].exit_code) == (0, 1, 2)
    assert "1 severed" in answers[good].output
    assert "words are not those" in answers[bad].output
    assert run(verify.command, "release").exit_code == 2
    assert run(verify.command, other).exit_code == 1
