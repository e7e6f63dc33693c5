"""The OpenAPI description of one of our services, for members: made from the declared contract."""

import inspect
from collections.abc import Sequence
from typing import Any

import msgspec

from sanjha.exchange.offered import KEYS, offered
from sanjha.kernel import contracts, wire
from sanjha.kernel.contracts import Operation

_REF = "#/components/schemas/{name}"


def document(prefix: str, names: Sequence[str], path: str) -> dict[str, Any]:
    """OpenAPI 3.1 for the operations called `names`, below /r1/{path}."""
    operations = [contracts.declared_operations()[name] for name in sorted(names)]
    kinds = [kind for known in operations for kind in (_arguments(known), wire.result_type(known.stub))]
    schemas, components = msgspec.json.schema_components(kinds, ref_template=_REF)
    pairs = list(zip(schemas[::2], schemas[1::2], strict=True))
    return {
        "openapi": "3.1.0",
        "info": {"title": prefix.rstrip("/"), "version": prefix.rpartition(".")[2].rstrip("/")},
        "servers": [{"url": f"/r1/{path}"}],
        "paths": {
            f"/{known.name.removeprefix(prefix)}": {"post": _described(known, arguments, result)}
            for known, (arguments, result) in zip(operations, pairs, strict=True)
        },
        "components": {"schemas": components},
    }


def _described(known: Operation, arguments: dict[str, Any], result: dict[str, Any]) -> dict[str, Any]:
    fields = {fact: sorted(told) for fact, told in offered()[known.name].items()}
    words = inspect.getdoc(known.stub) or known.name
    return {
        "operationId": known.name,
        "summary": words.splitlines()[0],
        "description": (
            f"{words}\n\nOnly the fields of granted facts are given, and {', '.join(sorted(KEYS))}. "
            f"Facts and fields: {fields}. GET with the arguments in the query answers the same."
        ),
        "requestBody": {"required": True, "content": {"application/json": {"schema": arguments}}},
        "responses": {
            "200": {"description": "The granted facts", "content": {"application/json": {"schema": result}}},
            "default": {"description": "A refusal: X-Road-Error, or problem details (RFC 9457)"},
        },
    }


def _arguments(known: Operation) -> type[msgspec.Struct]:
    """The declared arguments; `purpose` stands in a header."""
    declared = wire.arguments_type(known.stub)
    kept: list[Any] = [
        (field.name, field.type, field.default)
        if field.default is not msgspec.NODEFAULT
        else (field.name, field.type)
        for field in msgspec.structs.fields(declared)
        if field.name != "purpose"
    ]
    name = known.name.replace(".", "_").replace("/", "_").replace("-", "_")
    return msgspec.defstruct(f"{name}_arguments", kept, kw_only=True)
