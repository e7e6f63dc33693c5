"""Who offers what: built when asked, from the running declarations, the registries, the rooms and the members."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, get_type_hints

import msgspec

from sanjha.exchange import contract as exchange
from sanjha.kernel.contracts import Operation, Purpose, declared_operations
from sanjha.registries import queries, rooms
from sanjha.registries.models import EventType, Version

OURS = ("PB", "GOV", "SANJHA")
REGISTRIES = "registries"
Endpoint = tuple[str, str]


@dataclass(frozen=True)
class Service:
    """One thing that an application offers. `operation` names the contract whose grants decide who may call it."""

    code: str
    version: str
    endpoints: list[Endpoint]
    operation: str = ""
    request: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Client:
    """A member, or an application of a member."""

    name: str
    parts: tuple[str, ...]


def clients() -> list[Client]:
    """Our member with its applications (services, registries, rooms), then the members that joined."""
    applications = [
        (*OURS, service) for service in sorted({known.service for known in _contracts()} | {REGISTRIES})
    ]
    found = [Client("Sanjha", OURS), *(Client(parts[-1], parts) for parts in applications)]
    found += [Client(room.rpartition("/")[2], tuple(room.split("/"))) for room in rooms.rooms()]
    found += [
        Client(str(member.department), tuple(member.identifier.split("/"))) for member in exchange.members()
    ]
    return list({client.parts: client for client in found}.values())


def services(parts: tuple[str, ...]) -> list[Service]:
    """What this application offers; nothing when it is none of ours."""
    found = [_of_room(kind) for kind in rooms.event_types("/".join(parts))]
    if parts[:3] != OURS:
        return found
    if parts[3] == REGISTRIES:
        found += [_of_registry(version) for version in queries.all_published()]
    return found + [_of_contract(known) for known in _contracts() if known.service == parts[3]]


def allowed(found: list[Service], client: str) -> list[Service]:
    """What the client may call: facts of persons need a grant that is in force."""
    granted = {grant.operation for grant in exchange.grants_of(consumer=client)}
    declared = declared_operations()
    return [
        service
        for service in found
        if not service.operation or not declared[service.operation].facts or service.operation in granted
    ]


def openapi(service: Service) -> dict[str, Any]:
    """The OpenAPI document of one service."""
    paths: dict[str, dict[str, Any]] = {}
    for method, path in service.endpoints:
        described: dict[str, Any] = {"responses": {"200": {"description": "Done"}}}
        if service.request and method != "GET":
            described["requestBody"] = {"content": {"application/json": {"schema": service.request}}}
        paths.setdefault(path, {})[method.lower()] = described
    return {
        "openapi": "3.1.0",
        "info": {"title": service.code, "version": service.version},
        "paths": paths,
    }


def _contracts() -> Iterator[Operation]:
    for _name, known in sorted(declared_operations().items()):
        if ".tests." not in known.stub.__module__:
            yield known


def _of_contract(known: Operation) -> Service:
    prefix, _slash, code = known.name.partition("/")
    hints = {name: hint for name, hint in get_type_hints(known.stub).items() if name != "return"}
    schemas, components = msgspec.json.schema_components(hints.values(), ref_template="#/$defs/{name}")
    request: dict[str, Any] = {
        "type": "object",
        "properties": dict(zip(hints, schemas, strict=True)),
        "x-facts": list(known.facts),
        "x-purpose-required": Purpose in hints.values(),
    }
    if components:
        request["$defs"] = components
    return Service(
        code, prefix.rpartition(".")[2], [("POST", f"/contracts/{known.name}")], known.name, request
    )


def _of_registry(version: Version) -> Service:
    home = f"/data/{version.registry.name}/{version.version}"
    verbs = {
        "POST": ("create", "exists", "read", "updateOrCreate"),
        "PUT": ("update", "updateEntries"),
        "DELETE": ("{ID}/delete",),
        "GET": ("{uuid}/readValue/{field}.{ext}",),
    }
    endpoints = [
        ("GET", home),
        *((method, f"{home}/{name}") for method, names in verbs.items() for name in names),
    ]
    return Service(version.registry.name, version.version, endpoints, request=version.schema)


def _of_room(kind: EventType) -> Service:
    return Service(
        kind.name,
        "v1",
        [("POST", f"/pub/v1/{kind.name}"), ("GET", f"/pull/v1/{kind.name}")],
        request=kind.schema,
    )
