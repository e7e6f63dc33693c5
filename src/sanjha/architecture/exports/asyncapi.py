"""AsyncAPI 3.0: the events of the house as they go over the wire (CloudEvents 1.0 on NATS JetStream)."""

import json
from typing import Any

import msgspec

import sanjha
from sanjha.architecture.catalogue import declared_events
from sanjha.architecture.exports.whole import Whole
from sanjha.kernel.bus.cloudevents import subject_of

HEADERS = {
    "type": "object",
    "required": ["ce-specversion", "ce-id", "ce-source", "ce-type", "ce-time", "ce-dataversion"],
    "properties": {
        "ce-specversion": {"const": "1.0"},
        "ce-id": {"type": "string", "format": "uuid"},
        "ce-source": {"type": "string", "description": "The service: /sanjha/sewa"},
        "ce-type": {"type": "string", "description": "The kind of event: sewa.ApplicationSubmitted"},
        "ce-time": {"type": "string", "format": "date-time"},
        "ce-dataversion": {"type": "string", "description": "The version of the event's fields"},
        "ce-requestid": {"type": "string"},
    },
}


def document(told: Whole) -> dict[str, Any]:
    """The document as plain values."""
    classes = {known.kind: known.cls for known in declared_events()}
    schemas, components = msgspec.json.schema_components(
        list(classes.values()), ref_template="#/components/schemas/{name}"
    )
    payloads = dict(zip(classes, schemas, strict=True))
    channels, operations, messages = {}, {}, {}
    for line in told.events:
        name = line.kind.partition(".")[2]
        messages[line.kind] = {
            "name": line.kind,
            "title": f"{name} (version {line.version})",
            "summary": line.words,
            "contentType": "application/json",
            "headers": {"$ref": "#/components/schemas/cloud-event-headers"},
            "payload": payloads[line.kind],
        }
        channels[line.kind] = {
            "address": subject_of(line.kind),
            "messages": {name: {"$ref": f"#/components/messages/{line.kind}"}},
        }
        operations[f"publish-{line.kind}"] = _operation("send", line.kind, name, line.words)
        for handler in line.handlers:
            words = f"{handler} acts once on each"
            operations[f"{handler}-on-{line.kind}"] = _operation("receive", line.kind, name, words)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Sanjha",
            "version": sanjha.__version__,
            "description": "What happened, as each service announces it: delivered at least once, in order for each subject.",
        },
        "defaultContentType": "application/json",
        "channels": channels,
        "operations": operations,
        "components": {
            "messages": messages,
            "schemas": {**components, "cloud-event-headers": HEADERS},
        },
    }


def _operation(action: str, kind: str, name: str, words: str) -> dict[str, Any]:
    return {
        "action": action,
        "summary": words,
        "channel": {"$ref": f"#/channels/{kind}"},
        "messages": [{"$ref": f"#/channels/{kind}/messages/{name}"}],
    }


def asyncapi(told: Whole) -> bytes:
    """The document as a JSON file."""
    return json.dumps(document(told), indent=2, ensure_ascii=False).encode() + b"\n"
