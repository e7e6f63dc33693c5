"""JSON Schemas as they come from outside: checked, compiled once, and kept from reaching out of this process."""

import json
from functools import lru_cache
from typing import Any

import jsonschema_rs
from jsonschema_rs import Draft202012Validator, RegexOptions

from sanjha.kernel.errors import DomainError

TYPES = {"object", "array", "string", "number", "integer", "boolean", "null"}
LARGEST = 200_000
"""Characters of a schema, written as JSON."""
_KEYS = ("id", "uuid")


class BadSchema(DomainError):
    """The schema is none, or uses what a registry's schema may not use."""

    status = 400
    kind = "bad-schema"


class BadData(DomainError):
    """Data that the schema does not permit."""

    status = 400
    kind = "bad-data"


def check_schema(schema: Any) -> None:
    """Raises BadSchema unless this is a JSON Schema of an object that refers to nothing outside itself."""
    if not isinstance(schema, dict) or not isinstance(schema.get("properties", {}), dict):
        raise BadSchema("a schema is an object with properties", field="schema")
    text = json.dumps(schema)
    if len(text) > LARGEST:
        raise BadSchema(f"a schema has at most {LARGEST} characters", field="schema")
    if "\\u0000" in text:
        raise BadSchema("a schema holds no null character", field="schema")
    if outside := next(_references_outside(schema), None):
        raise BadSchema(
            f"a schema refers to nothing outside itself, but this one to {outside}", field="schema"
        )
    _validator(text)


def key_field_of(schema: dict[str, Any]) -> str:
    """The property marked `primaryKey`, else the one called id. Raises BadSchema when there is none or several."""
    properties: dict[str, Any] = schema.get("properties", {})
    marked = [
        name for name, part in properties.items() if isinstance(part, dict) and part.get("primaryKey") is True
    ]
    if len(marked) > 1:
        raise BadSchema(f"only one property can be the primary key, not {', '.join(marked)}", field="schema")
    found = marked or [name for name in properties if name.lower() in _KEYS]
    if not found:
        raise BadSchema("mark one property with primaryKey: true", field="schema")
    return found[0]


def faults(schema: dict[str, Any], data: Any) -> list[str]:
    """What is wrong with the data, one sentence each, with the path of the field."""
    if "\\u0000" in json.dumps(data):
        return ["text holds no null character"]
    found = _validator(json.dumps(schema)).iter_errors(data)
    return [f"{'.'.join(map(str, error.instance_path)) or 'record'}: {error.message}" for error in found]


def check_data(schema: dict[str, Any], data: Any) -> None:
    """Raises BadData unless the schema permits the data."""
    if found := faults(schema, data):
        raise BadData("; ".join(found[:5]), field="content")


def in_plain_json_schema(schema: Any) -> Any:
    """The schema without names of types that JSON Schema does not know.

    GovStack's own example for its Database API writes such ("some string"); they say nothing that can be checked.
    """
    if isinstance(schema, dict):
        return {
            name: in_plain_json_schema(part)
            for name, part in schema.items()
            if name != "type" or not isinstance(part, str) or part in TYPES
        }
    return [in_plain_json_schema(part) for part in schema] if isinstance(schema, list) else schema


def _references_outside(part: Any) -> Any:
    if isinstance(part, dict):
        for name, value in part.items():
            if name in {"$ref", "$dynamicRef", "$recursiveRef"} and not str(value).startswith("#"):
                yield value
            yield from _references_outside(value)
    elif isinstance(part, list):
        for value in part:
            yield from _references_outside(value)


def _nothing_is_fetched(uri: str, /) -> Any:
    raise ValueError(f"{uri} is not fetched")


@lru_cache(maxsize=200)
def _validator(text: str) -> Draft202012Validator:
    """Regular expressions run in linear time; nothing is fetched, whatever the schema names."""
    try:
        return Draft202012Validator(
            json.loads(text),
            validate_formats=True,
            retriever=_nothing_is_fetched,
            pattern_options=RegexOptions(),
        )
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError) as error:
        message = getattr(error, "message", "") or str(error)
        raise BadSchema(f"not a JSON Schema: {message}", field="schema") from None
