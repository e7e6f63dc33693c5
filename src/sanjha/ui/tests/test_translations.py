"""Every word of the design system is there in Punjabi and Hindi, and the check that says so can fail."""

from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext

from sanjha.ui.translations import Phrase, missing, phrases

APP = Path(__file__).parents[1]

PO = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


@pytest.fixture
def app(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "tests").mkdir()
    (tmp_path / "views.py").write_text(
        'from django.utils.translation import gettext_lazy as _\nA = _("Send " "now")\nB = _(name)\n',
        encoding="utf-8",
    )
    (tmp_path / "tests" / "test_x.py").write_text('_("only in a test")', encoding="utf-8")
    (tmp_path / "templates" / "page.html").write_text(
        "{% load i18n %}\n  <p>it's</p>\n{% translate 'Closed' context 'file' %}"
        "{% blocktranslate count n=n trimmed %}\n {{ n }} file\n{% plural %}\n {{ n }} files{% endblocktranslate %}",
        encoding="utf-8",
    )
    return tmp_path


def write(app, body):
    folder = app / "locale" / "pa" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(PO + body, encoding="utf-8")


COMPLETE = (
    'msgid "Send now"\nmsgstr "ਭੇਜੋ"\n\n'
    'msgctxt "file"\nmsgid "Closed"\nmsgstr "ਬੰਦ"\n\n'
    'msgid "%(n)s file"\nmsgid_plural "%(n)s files"\nmsgstr[0] "%(n)s ਮਿਸਲ"\nmsgstr[1] "%(n)s ਮਿਸਲਾਂ"\n'
)


def test_the_design_system_speaks_three_languages():
    assert missing(APP) == []


def test_phrases_of_code_and_templates_are_found(app):
    assert set(phrases(app)) == {
        Phrase("Send now"),
        Phrase("Closed", context="file"),
        Phrase("%(n)s file", "%(n)s files"),
    }


def test_a_complete_catalogue_has_no_fault(app):
    write(app, COMPLETE)
    assert missing(app, ("pa",)) == []


def test_without_a_catalogue_everything_is_missing(app):
    assert len(missing(app)) == 6


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('msgstr "ਭੇਜੋ"', 'msgstr ""', "not translated: 'Send now'"),
        ('msgctxt "file"\n', "", "not translated: 'Closed'"),
        ('msgstr[1] "%(n)s ਮਿਸਲਾਂ"', 'msgstr[1] ""', "not translated: '%(n)s file'"),
        ('msgstr[1] "%(n)s ਮਿਸਲਾਂ"', 'msgstr[1] "ਮਿਸਲਾਂ"', "places to fill in differ: '%(n)s file'"),
        ('msgid "Send now"', '#, fuzzy\nmsgid "Send now"', "marked fuzzy: 'Send now'"),
    ],
)
def test_a_fault_of_a_catalogue_is_named(app, old, new, fault):
    write(app, COMPLETE.replace(old, new))
    complaints = missing(app, ("pa",))
    assert len(complaints) == 1
    assert complaints[0].endswith(fault)


@pytest.mark.parametrize("language", ["pa", "hi"])
def test_django_s_own_messages_are_translated_too(language):
    with translation.override(language):
        assert gettext("This field is required.") != "This field is required."
        assert "5" in ngettext(
            "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
            "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
            5,
        ) % {"limit_value": 5, "show_value": 9}
        assert (
            gettext("Select a valid choice. That choice is not one of the available choices.").isascii()
            is False
        )
