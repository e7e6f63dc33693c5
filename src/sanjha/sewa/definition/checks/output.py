"""Checks of the issued document, of uniqueness, messages, and the words that name offices and departments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path as FilePath

from sanjha.kernel.text import LANGUAGES, Text
from sanjha.sewa.definition.checks.report import Report
from sanjha.sewa.definition.expressions.kinds import Kind, Names, Type
from sanjha.sewa.definition.issued import OutputGroup
from sanjha.sewa.definition.problems import Path
from sanjha.sewa.definition.service import ServiceDefinition
from sanjha.sewa.definition.vocabulary import Vocabulary

NOTIFICATION_WORDS = frozenset(
    {"number", "service", "name", "due_date", "officer", "office", "reason", "link", "days"}
)
"""What a notification may speak of: {number} and so on."""
NEEDED_EVENTS = ("SUBMITTED", "OBJECTED", "ISSUED", "REJECTED")
_PRINTABLE = (Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.TRANSLATED)
_SLOT = re.compile(r"\{([^{}]*)\}")
_LETTERS = {
    "en": re.compile(r"[A-Za-z]"),
    "pa": re.compile(r"[\u0a00-\u0a7f]"),
    "hi": re.compile(r"[\u0900-\u097f]"),
}


def check_output(
    definition: ServiceDefinition, names: Names, folder: FilePath | None, report: Report
) -> None:
    """The document, the key of uniqueness and the messages; `names` include the case and the steps' reports."""
    output = definition.output
    report.expression(output.validity.begin, ("output", "validity", "begin"), names, Kind.DATE)
    report.expression(output.validity.end, ("output", "validity", "end"), names, Kind.DATE)
    report.expression(output.period, ("output", "period"), names, Kind.TEXT)
    if output.validity.status == "DRAFT":
        report.draft(("output", "validity", "status"), f"validity: {output.validity.legal_reference}")
    _check_data(output.data, ("output", "data"), names, report)
    for name, source in output.qr_fields.items():
        report.expression(source, ("output", "qr_fields", name), names, *_PRINTABLE)
    for name, source in output.wording.fields.items():
        report.expression(source, ("output", "wording", "fields", name), names, *_PRINTABLE)
    _check_slots(
        output.wording.text, frozenset(output.wording.fields), ("output", "wording", "text"), report, True
    )
    if folder is not None and not (folder / output.template).is_file():
        report.add(
            ("output", "template"), "template-missing", f"there is no file {output.template} in the catalogue"
        )
    if definition.uniqueness:
        for place, source in enumerate(definition.uniqueness.key):
            report.expression(source, ("uniqueness", "key", place), names, Kind.TEXT, Kind.NUMBER, Kind.DATE)
    _check_notifications(definition, report)


def _check_data(data: Mapping[str, str | OutputGroup], path: Path, names: Names, report: Report) -> None:
    for name, value in data.items():
        at = (*path, name)
        if isinstance(value, str):
            report.expression(value, at, names, *_PRINTABLE, Kind.BOOLEAN, Kind.NOTHING)
            if not value:
                report.add(at, "expression-syntax", "the expression is empty")
            continue
        inner = names
        report.expression(value.when, (*at, "when"), names, Kind.BOOLEAN)
        table: Type | None = report.expression(value.each, (*at, "each"), names, Kind.TABLE)
        if table and table.item and table.item.kind is Kind.RECORD:
            inner = names.inside(table.item)
        _check_data(value.fields, (*at, "fields"), inner, report)


def _check_slots(
    text: Text, known: frozenset[str], path: Path, report: Report, all_used: bool = False
) -> None:
    for language in LANGUAGES:
        used = set(_SLOT.findall(text.in_language(language)))
        for slot in sorted(used):
            report.known(slot, known, (*path, language), "unknown-slot", "value for")
        for unused in sorted(known - used) if all_used else ():
            report.add((*path, language), "unknown-slot", f"{{{unused}}} does not stand in the text")


def _check_notifications(definition: ServiceDefinition, report: Report) -> None:
    told = [(entry.event, ("notifications", place)) for place, entry in enumerate(definition.notifications)]
    report.unlike([(str(event), path) for event, path in told], "event")
    for event in NEEDED_EVENTS:
        if definition.notification(event) is None:
            report.add(("notifications",), "notification-missing", f"nobody is told of {event}")
    for place, entry in enumerate(definition.notifications):
        _check_slots(entry.text, NOTIFICATION_WORDS, ("notifications", place, "text"), report)
        if entry.status == "DRAFT":
            report.draft(("notifications", place), f"the SMS template for {entry.event} is not registered")


def check_words(definition: ServiceDefinition, words: Vocabulary, report: Report) -> None:
    """Department, category, authorities, channels and search words."""
    at: Path = ("department",)
    report.known(definition.department, words.departments, at, "unknown-department", "department")
    report.known(definition.category, words.categories, ("category",), "unknown-category", "category")
    for name in ("designated", "first_appeal", "second_appeal"):
        officer = getattr(definition.officers, name)
        if officer:
            at = ("officers", name, "designation")
            report.known(officer.designation, words.designations, at, "unknown-designation", "designation")
    codes = [(str(channel.code), ("channels", place)) for place, channel in enumerate(definition.channels)]
    report.unlike([(code, path) for code, path in codes], "channel")
    for language in LANGUAGES:
        keywords = getattr(definition.keywords, language)
        if not keywords:
            report.add(
                ("keywords", language), "translation-missing", f"there is no search word in {language!r}"
            )
        for place, word in enumerate(keywords):
            if not _LETTERS[language].search(word):
                told = f"{word!r} is not in the script of {language!r}"
                report.add(("keywords", language, place), "translation-script", told)
