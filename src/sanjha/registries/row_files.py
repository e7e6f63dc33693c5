"""Files of records: CSV with a header, or one JSON object a line."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sanjha.kernel.errors import DomainError

LARGEST = 200 * 1024 * 1024
JSON_ENDINGS = {".jsonl", ".ndjson", ".json"}


class BadLine(ValueError):
    """A line that cannot be read."""


def read_rows(path: Path, schema: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any] | BadLine]]:
    """Line number and record, or what is wrong with the line. Raises DomainError for a file that cannot be read."""
    if path.stat().st_size > LARGEST:
        raise DomainError(f"{path.name}: more than {LARGEST} bytes")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise DomainError(f"{path.name}: not UTF-8") from None
    lines = _json_lines if path.suffix.lower() in JSON_ENDINGS else _csv_lines
    yield from lines(text, schema)


def _json_lines(text: str, _schema: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any] | BadLine]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except ValueError as error:
            yield number, BadLine(f"not JSON: {error}")
            continue
        yield number, data if isinstance(data, dict) else BadLine("not a JSON object")


def _csv_lines(text: str, schema: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any] | BadLine]]:
    reader = csv.DictReader(text.splitlines(), strict=True)
    try:
        header = list(reader.fieldnames or [])
        if not header or len(set(header)) != len(header):
            raise DomainError("line 1: a header with different names of columns is needed")
        for line in reader:
            yield reader.line_num, _typed(line, schema)
    except csv.Error as error:
        yield reader.line_num + 1, BadLine(f"not CSV: {error}")


def _typed(line: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any] | BadLine:
    """Text of a table as the schema's types; an empty cell says nothing."""
    if None in line or None in line.values():
        return BadLine("not as many columns as the header")
    properties = schema.get("properties", {})
    data = {}
    for name, text in line.items():
        if text == "":
            continue
        part = properties.get(name)
        kind = part.get("type", "string") if isinstance(part, dict) else "string"
        if kind == "string":
            data[name] = text
            continue
        try:
            data[name] = json.loads(text)
        except ValueError:
            data[name] = text  # the schema says then what is wrong with it
    return data
