"""Backstage's catalog-info.yaml: departments as groups, services as components, contracts as APIs."""

import json
import re
from collections.abc import Iterable
from typing import Any

import yaml

from sanjha.architecture.choices import LifeCycle
from sanjha.architecture.exports import asyncapi, openapi
from sanjha.architecture.exports.whole import Whole
from sanjha.architecture.inventory import Service
from sanjha.architecture.models import OutsideApplication
from sanjha.kernel.errors import Unavailable
from sanjha.kernel.text import Text

_STRANGE = re.compile(r"[^a-z0-9]+")
_LIFE = {LifeCycle.LIVE: "production", LifeCycle.SUNSET: "deprecated", LifeCycle.RETIRED: "deprecated"}
SYSTEM = "sanjha"
Entity = dict[str, Any]


def name_of(text: str) -> str:
    """A name as Backstage takes it: small letters, digits and hyphens, at most 63."""
    return _STRANGE.sub("-", text.lower()).strip("-")[:63].rstrip("-") or "x"


def entities(told: Whole) -> list[Entity]:
    """Everything as entities, whoever is referred to before whoever refers."""
    departments = {name_of(each.department.en): each.department for each in told.applications}
    first = name_of(told.services[0].department.en)
    found = [
        _entity("Group", name, title, {"type": "department", "children": []})
        for name, title in departments.items()
    ]
    found.append(_entity("Domain", "state", Text("Government of Punjab"), {"owner": _group(first)}))
    found.append(_entity("System", SYSTEM, Text("Sanjha"), {"owner": _group(first), "domain": "state"}))
    found += _apis(told, first)
    found += [_service(each, told) for each in told.services]
    found += [_application(each) for each in told.outside]
    return found


def _entity(kind: str, name: str, title: Text, spec: Entity, words: str = "") -> Entity:
    metadata: Entity = {"name": name, "title": title.en}
    if words:
        metadata["description"] = words
    return {"apiVersion": "backstage.io/v1alpha1", "kind": kind, "metadata": metadata, "spec": spec}


def _group(name: str) -> str:
    return f"group:default/{name}"


def _versions(told: Whole, service: str) -> list[str]:
    """ "people.v1" and further versions of the service's contract."""
    return sorted({line.name.partition("/")[0] for line in told.operations if line.service == service})


def _apis(told: Whole, first: str) -> list[Entity]:
    events = asyncapi.asyncapi(told).decode()
    found = [_api("sanjha-events", Text("Events"), "asyncapi", first, events)]
    try:
        pages = json.dumps(openapi.document(), ensure_ascii=False)
        found.append(_api("sanjha-http", Text("HTTP API"), "openapi", first, pages))
    except Unavailable:
        pass
    for each in told.services:
        for version in _versions(told, each.code):
            lines = [line for line in told.operations if line.name.startswith(f"{version}/")]
            words = "\n".join(f"{line.name}: {line.words}" for line in lines)
            owner = name_of(each.department.en)
            ends = all(line.retires for line in lines)
            found.append(_api(name_of(version), each.title, "contract", owner, words, ends=ends))
    return found


def _api(name: str, title: Text, kind: str, owner: str, definition: str, *, ends: bool = False) -> Entity:
    spec = {
        "type": kind,
        "lifecycle": "deprecated" if ends else "experimental",
        "owner": _group(owner),
        "system": SYSTEM,
        "definition": definition,
    }
    return _entity("API", name, title, spec)


def _service(each: Service, told: Whole) -> Entity:
    asked = [use for use in told.uses if use.consumer == each.code]
    consumed = {operation.partition("/")[0] for use in asked for operation in use.operations}
    spec = {
        "type": "service",
        "lifecycle": _LIFE.get(each.life_cycle, "experimental"),
        "owner": _group(name_of(each.department.en)),
        "system": SYSTEM,
        "providesApis": [name_of(version) for version in _versions(told, each.code)],
        "consumesApis": sorted(map(name_of, consumed)),
        "dependsOn": [f"component:default/{use.owner}" for use in asked],
    }
    return _entity(
        "Component", each.code, each.title, spec, _facts(row.name for row in told.owned_by(each.code))
    )


def _application(each: OutsideApplication) -> Entity:
    spec = {
        "type": "application",
        "lifecycle": _LIFE.get(LifeCycle(each.life_cycle), "experimental"),
        "owner": _group(name_of(each.department.en)),
    }
    return _entity("Component", f"outside-{name_of(each.code)}"[:63], each.name, spec, _facts(each.masters))


def _facts(names: Iterable[str]) -> str:
    told = ", ".join(names)
    return f"Leads {told}" if told else ""


def backstage(told: Whole) -> bytes:
    """The entities as one YAML file of several documents."""
    return yaml.safe_dump_all(entities(told), sort_keys=False, allow_unicode=True, width=120).encode()
