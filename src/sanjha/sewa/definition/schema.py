"""A JSON Schema of service definitions, by which an editor completes keys and marks mistakes while one types."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from sanjha.sewa.definition.blocks import block_names
from sanjha.sewa.definition.service import ServiceDefinition

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The schema of `service.yaml`. All three languages are asked for, and `use` knows the shared blocks."""
    schema: dict[str, Any] = msgspec.json.schema(ServiceDefinition)
    kinds = schema["$defs"]
    kinds["Text"]["required"] = ["en", "pa", "hi"]
    kinds["Text"]["additionalProperties"] = False
    kinds["GroupField"]["properties"]["use"]["enum"] = ["", *block_names()]
    _allow_written_numbers(schema)
    return {"$schema": DRAFT, "title": "Sanjha service definition", **schema}


def _allow_written_numbers(part: Any) -> None:
    """An amount may be written as 75 as well as "75.50"."""
    if isinstance(part, dict):
        if part.get("format") == "decimal":
            part["type"] = ["string", "integer"]
        for inner in part.values():
            _allow_written_numbers(inner)
    elif isinstance(part, list):
        for inner in part:
            _allow_written_numbers(inner)


def schema_text() -> str:
    """The schema as it stands in `catalogue/service.schema.json`."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
