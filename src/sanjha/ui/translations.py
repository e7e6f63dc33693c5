"""Which words of an application still lack Punjabi or Hindi: for guard tests and for translators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

LANGUAGES = ("pa", "hi")

_KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_LEFT_OUT = {"tests", "migrations", "locale", "static"}
_PLACES = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


@dataclass(frozen=True, order=True)
class Phrase:
    """One translatable phrase: its English words, the plural if it has one, the context if it has one."""

    singular: str
    plural: str = ""
    context: str = ""


def phrases(app: Path) -> dict[Phrase, str]:
    """Every phrase in the Python files and templates of an application's folder, with the first place it stands."""
    found: dict[Phrase, str] = {}
    for path in sorted(app.rglob("*")):
        parts = path.relative_to(app).parts
        if path.suffix in {".py", ".html", ".txt"} and not _LEFT_OUT.intersection(parts[:-1]):
            for phrase, line in _phrases_in(path):
                found.setdefault(phrase, f"{path.relative_to(app)}:{line}")
    return found


def _phrases_in(path: Path) -> Iterator[tuple[Phrase, int]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What is not a phrase comes back as rows of X; their indentation would only disturb the Python reader.
        source = "\n".join(line.strip() for line in templatize(source, origin=str(path)).splitlines())
    for line, words, _comments, context in extract("python", BytesIO(source.encode()), keywords=_KEYWORDS):
        singular, plural, *_rest = (*words, "") if isinstance(words, tuple) else (words, "")
        yield Phrase(singular, plural, context or ""), line


def catalogue(app: Path, language: str) -> Catalog:
    """The application's translations into one language; empty when there are none."""
    path = app / "locale" / language / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def missing(app: Path, languages: tuple[str, ...] = LANGUAGES) -> list[str]:
    """What is wrong with an application's translations, one line each; empty when all is well.

    A phrase must stand in each language with every plural form, must not be marked fuzzy, and must keep the
    places that are filled in ("%(days)s", "{n}").
    """
    complaints = []
    for language in languages:
        known = catalogue(app, language)
        for phrase, place in sorted(phrases(app).items()):
            entry = known.get(phrase.singular, context=phrase.context or None)
            fault = _fault(phrase, entry)
            if fault:
                complaints.append(f"{language} {place}: {fault}: {phrase.singular!r}")
    return complaints


def _fault(phrase: Phrase, entry: Message | None) -> str:
    if entry is None:
        return "not translated"
    if entry.fuzzy:
        return "marked fuzzy"
    forms = list(entry.string) if isinstance(entry.string, tuple | list) else [entry.string]
    if not all(forms):
        return "not translated"
    if phrase.plural and len(forms) < 2:
        return "plural forms missing"
    wanted = set(_PLACES.findall(phrase.plural or phrase.singular))
    if any(set(_PLACES.findall(str(form))) != wanted for form in forms):
        return "places to fill in differ"
    return ""
