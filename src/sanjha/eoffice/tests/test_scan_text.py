"""The words of scans: from a PDF that holds them, else by character recognition where it is installed."""

import shutil
import stat

import pytest

from sanjha.eoffice import paper_text
from sanjha.eoffice.operations.read_scan_text import read_scan_text
from sanjha.eoffice.scans import Upload
from sanjha.eoffice.tests.dak import a_pdf, a_png, diarise
from sanjha.kernel.testing import run_waiting

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")


@needs_poppler
def test_words_of_a_pdf_are_kept_with_the_scan(diarist):
    words = "girdawari report of eighteen villages"
    receipt = diarise(diarist, scans=[Upload("a.pdf", a_pdf(2, words))])
    run_waiting()
    scan = receipt.scans.get()
    assert scan.text_from == "PDF"
    assert scan.text.count(words) == 2
    assert not read_scan_text(scan_id=scan.pk)


def test_where_nothing_is_installed_the_state_says_what_is_missing(diarist, monkeypatch):
    monkeypatch.setattr(paper_text.shutil, "which", lambda _name: None)
    state = paper_text.state()
    assert not state.recognises
    assert state.missing == (
        "poppler-utils", "ocrmypdf", "tesseract-ocr", "tesseract-ocr-eng", "tesseract-ocr-pan", "tesseract-ocr-hin",
    )  # fmt: skip
    receipt = diarise(diarist, scans=[Upload("a.png", a_png())])
    run_waiting()
    assert receipt.scans.get().text_from == ""


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """A folder that stands alone on the path; programs are written into it."""
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    def write(name, lines):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{lines}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)

    return write


def test_pictures_and_pdfs_without_words_go_to_character_recognition(programs):
    programs(
        "tesseract",
        'if [ "$1" = --list-langs ]; then printf "List of languages\\neng\\npan\\n"; else echo "ਪੰਜਾਬ $4"; fi',
    )
    programs("ocrmypdf", 'echo "read with $4" > "$6"')
    assert paper_text.state().languages == ("eng", "pan")
    assert "tesseract-ocr-hin" in paper_text.state().missing
    assert paper_text.text_of(a_png(), "image/png", 1) == ("ਪੰਜਾਬ eng+pan", "OCR")
    assert paper_text.text_of(a_pdf(3), "application/pdf", 90) == ("read with eng+pan", "OCR")


def test_a_program_that_fails_or_hangs_loses_nothing(programs, monkeypatch):
    programs("pdftotext", "exit 3")
    programs("tesseract", 'if [ "$1" = --list-langs ]; then echo eng; else exec sleep 30; fi')
    monkeypatch.setattr(paper_text, "_RECOGNISING", 0.2)
    assert paper_text.text_of(a_pdf(), "application/pdf", 1) == ("", "")
    assert paper_text.text_of(a_png(), "image/png", 1) == ("", "")
