"""Every word that a person reads stands in Punjabi and in Hindi."""

import pytest

from sanjha.ui.translations import missing
from tests.guards.tree import SERVICES, SOURCE, assert_nothing


def test_the_guard_sees_words_without_translation(tmp_path):
    (tmp_path / "views.py").write_text(
        'from django.utils.translation import gettext as _\n\nX = _("Send the file")\n'
    )
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "x.html").write_text('{% load i18n %}<p>{% translate "Close it" %}</p>')
    folder = tmp_path / "locale" / "pa" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Send the file"\nmsgstr "ਫ਼ਾਈਲ ਭੇਜੋ"\n'
    )
    found = missing(tmp_path)
    assert sorted(line.partition(" ")[0] + line.rpartition(": ")[2] for line in found) == [
        "hi'Close it'",
        "hi'Send the file'",
        "pa'Close it'",
    ]


@pytest.mark.parametrize("service", SERVICES)
def test_nothing_is_left_in_english_only(service):
    assert_nothing(missing(SOURCE / service))
