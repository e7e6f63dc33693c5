"""Translations are compiled where they are newer, and only there."""

import gettext
import os

import pytest
from babel.messages.pofile import PoFileError

from sanjha.project.messages import compile_messages

PO = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Send"\nmsgstr "ਭੇਜੋ"\n'


@pytest.fixture
def po(tmp_path):
    path = tmp_path / "sewa" / "locale" / "pa" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(PO, encoding="utf-8")
    return path


def test_a_new_catalogue_is_compiled_and_read_by_gettext(tmp_path, po):
    assert compile_messages(tmp_path) == 1
    with po.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Send") == "ਭੇਜੋ"
    assert [path.name for path in po.parent.iterdir() if path.suffix not in {".po", ".mo"}] == []


def test_what_is_compiled_already_is_left_alone(tmp_path, po):
    compile_messages(tmp_path)
    assert compile_messages(tmp_path) == 0


def test_a_changed_catalogue_is_compiled_again(tmp_path, po):
    compile_messages(tmp_path)
    later = po.with_suffix(".mo").stat().st_mtime + 5
    os.utime(po, (later, later))
    assert compile_messages(tmp_path) == 1


def test_a_catalogue_that_cannot_be_read_is_an_error(tmp_path, po):
    po.write_text(PO + '\nmsgidd "a"\nmsgstr "b"\n', encoding="utf-8")
    with pytest.raises(PoFileError):
        compile_messages(tmp_path)
    assert not po.with_suffix(".mo").exists()
