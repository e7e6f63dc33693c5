"""`sanjha story income-certificate`: everything held, and what it leaves can be believed."""

import json
import os
import shutil
import subprocess
import sys

import pytest

SANJHA = [sys.executable, "-m", "sanjha.project"]


def sanjha(*arguments, home):
    environment = {**os.environ, "SANJHA_HOME": str(home), "SANJHA_LOG": "WARNING"}
    for name in ("DATABASE_URL", "SANJHA_TEST_DATABASE"):
        environment.pop(name, None)
    return subprocess.run(
        [*SANJHA, *arguments], env=environment, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    out, home = tmp_path_factory.mktemp("story"), tmp_path_factory.mktemp("home")
    ran = sanjha("story", "income-certificate", "--out", str(out), "--home", str(home), "--json", home=home)
    assert ran.returncode == 0, ran.stderr
    return out, home, json.loads(ran.stdout)


def test_every_step_held_and_left_its_paper(told):
    out, _home, story = told
    assert story["held"] is True
    assert {step["step"] for step in story["steps"]} >= {
        "The Tehsildar approves",
        "A changed file is refused",
    }
    assert (story["verified_by_file"], story["changed_file"]) == ("VALID", "CHANGED")
    assert (story["verified_by_number"], story["verified_by_qr"]) == ("VALID", "VALID")
    assert json.loads((out / "story.json").read_text())["certificate"] == story["certificate"]
    for name in ("certificate.pdf", "acknowledgement.pdf"):
        assert (out / name).read_bytes().startswith(b"%PDF-")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_the_words_of_the_certificate_can_be_copied_out_of_it(told):
    out, _home, story = told
    ran = subprocess.run(
        ["pdftotext", "-layout", str(out / "certificate.pdf"), "-"],
        capture_output=True,
        text=True,
        check=True,
    )
    words = ran.stdout.split()
    assert story["certificate"] in words
    assert {"ਆਮਦਨ", "ਸਰਟੀਫਿਕੇਟ", "ਹਰਬੰਸ", "ਕੌਰ", "ਪੰਜਾਬ", "ਸਰਕਾਰ", "Harbans", "Kaur"} <= set(words)


def test_the_file_is_verified_on_the_command_line(told, tmp_path):
    out, home, _story = told
    certificate = out / "certificate.pdf"
    assert sanjha("verify", str(certificate), home=home).returncode == 0
    answer = json.loads(sanjha("verify", str(certificate), "--json", home=home).stdout)
    assert answer["outcome"] == "VALID"
    changed = bytearray(certificate.read_bytes())
    changed[changed.index(b"stream\n") + 40] ^= 1
    (tmp_path / "changed.pdf").write_bytes(changed)
    (tmp_path / "letter.txt").write_text("no document")
    assert sanjha("verify", str(tmp_path / "changed.pdf"), home=home).returncode == 1
    assert sanjha("verify", str(tmp_path / "letter.txt"), home=home).returncode == 2


SPOIL = """
import sys
from pathlib import Path
import psycopg
from sanjha.project import store
home = Path(sys.argv[1])
with store.running(home), psycopg.connect(store.conninfo(home)) as connection:
    row = connection.execute(
        "UPDATE sewa_application SET data = jsonb_set(data, '{total_income}', '1') WHERE number = %s RETURNING id",
        [sys.argv[2]],
    ).fetchone()
    print(row[0])
"""


def test_a_row_changed_behind_the_programs_back_is_named(told):
    _out, home, story = told
    untouched = json.loads(sanjha("audit", "verify", "--json", home=home).stdout)
    assert untouched["findings"] == []
    assert untouched["rows"] > 100
    spoilt = subprocess.run(
        [sys.executable, "-c", SPOIL, str(home), story["application"]],
        capture_output=True,
        text=True,
        check=True,
    )
    ran = sanjha("audit", "verify", home=home)
    assert ran.returncode == 1
    assert f"row-changed: sewa_application {spoilt.stdout.strip()}" in ran.stdout
