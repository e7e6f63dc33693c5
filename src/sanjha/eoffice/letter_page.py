"""The page of a letter as data for its template: the body's blocks and runs, who gets it, over whose name it goes."""

from collections.abc import Iterator
from typing import Any

from lxml import html

from sanjha.eoffice.models import Addressee, Draft, DraftVersion
from sanjha.kernel.text import Text
from sanjha.offices import contract as offices

TEMPLATES = "_letters"
_MARKS = {"strong": "strong", "em": "em", "u": "u"}
_SPACES = "\u00a0"
Run = dict[str, Any]


def template_of(draft: Draft) -> str:
    """The template of the form of communication, a path under the catalogue."""
    return f"{TEMPLATES}/{draft.form.lower()}.typ"


def data_of(
    draft: Draft, version: DraftVersion, *, file_number: str, signatory: offices.PostView, address: Text
) -> dict[str, Any]:
    """Everything that the page shows. Number, date and signature are not among it: their fields stay empty."""
    return {
        "language": draft.language,
        "file_number": file_number,
        "subject": version.subject,
        "addressees": [_who(each) for each in version.addressees.each if not each.is_copy],
        "copies": [_who(each) for each in version.addressees.each if each.is_copy],
        "signatory": {
            "name": _words(signatory.holder_name or signatory.title),
            "post": _words(signatory.title),
            "office": _words(signatory.office_name),
        },
        "address": _words(address),
        "body": blocks_of(version.body),
    }


def blocks_of(body: str) -> list[dict[str, Any]]:
    """The blocks of a note's markup, each with its runs of words that bear the same marks."""
    return [block for part in html.fragments_fromstring(body) for block in _block(part)] if body else []


def _who(each: Addressee) -> dict[str, str]:
    return {"name": each.name, "designation": each.designation, "address": each.address}


def _words(text: Text) -> dict[str, str]:
    return {"en": text.en, "pa": text.pa, "hi": text.hi}


def _block(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, str):
        yield {"kind": "p", "runs": [{"text": part.strip()}]}
    elif part.tag in {"ol", "ul"}:
        yield {"kind": part.tag, "items": [_runs(item) for item in part.iter("li")]}
    elif part.tag == "table":
        yield _table(part)
    else:
        yield {"kind": part.tag if part.tag in {"p", "h3", "blockquote"} else "p", "runs": _runs(part)}


def _table(part: Any) -> dict[str, Any]:
    rows = [[_cell(cell) for cell in row if cell.tag in {"td", "th"}] for row in part.iter("tr")]
    columns = max((sum(cell["colspan"] for cell in row) for row in rows), default=1)
    cells: list[dict[str, Any]] = []
    for row in rows:
        cells += row
        missing = columns - sum(cell["colspan"] for cell in row)
        cells += [{"colspan": 1, "head": False, "runs": [{"text": ""}]}] * missing
    return {"kind": "table", "columns": columns, "cells": cells}


def _cell(cell: Any) -> dict[str, Any]:
    span = cell.get("colspan", "1")
    return {
        "colspan": max(1, int(span)) if span.isdecimal() else 1,
        "head": cell.tag == "th",
        "runs": _runs(cell),
    }


def _runs(element: Any) -> list[Run]:
    found = [run for run in _walk(element, {}) if run.get("break") or run["text"]]
    return found or [{"text": ""}]


def _walk(element: Any, marks: dict[str, bool]) -> Iterator[Run]:
    inside = {**marks, _MARKS[element.tag]: True} if element.tag in _MARKS else marks
    if element.tag == "br":
        yield {"break": True, "text": ""}
    if element.text:
        yield {"text": _spaced(element.text), **inside}
    for child in element:
        yield from _walk(child, inside)
        if child.tail:
            yield {"text": _spaced(child.tail), **inside}


def _spaced(text: str) -> str:
    return " ".join(text.replace(_SPACES, " ").split()).join(
        (" " if text[:1].isspace() else "", " " if text[-1:].isspace() else "")
    )
