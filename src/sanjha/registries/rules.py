"""Decisions of the registries and rooms without a database."""

import re
from collections.abc import Iterator
from typing import Any

from sanjha.kernel.actors import Actor, Kind
from sanjha.kernel.errors import DomainError, NotPermitted

KEEPERS = ("registry_admin", "office_admin")
LONGEST_CLIENT = 60

_PATTERNS = {
    "registryName": re.compile(r"\w(?:[\w .-]{0,98}\w)?"),
    "versionNumber": re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,18}[A-Za-z0-9])?"),
    "ID": re.compile(r"\w(?:[\w :.@+-]{0,198}\w)?"),
    "field": re.compile(r"\w(?:[\w .-]{0,98}\w)?"),
    "ext": re.compile(r"[A-Za-z0-9]{1,10}"),
    "userId": re.compile(r"\w(?:[\w :.@+-]{0,198}\w)?"),
    "databaseId": re.compile(r"\w(?:[\w .-]{0,98}\w)?"),
    "eventType": re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?"),
    "instanceId": re.compile(r"[\w.-]{1,40}"),
    "memberClass": re.compile(r"[\w.-]{1,20}"),
    "memberCode": re.compile(r"[\w.-]{1,60}"),
    "applicationCode": re.compile(r"[\w.-]{1,60}"),
}
_CLIENT = re.compile(r"[\w.-]+(?:/[\w.-]+){3}")
_INDEX = "{indexNoByCode}"


class BadRequest(DomainError):
    """What was sent is not of the form that the specification asks for."""

    status = 400
    kind = "bad-request"


def check_may_keep(actor: Actor) -> None:
    """Raises NotPermitted unless the system or somebody who keeps registers acts."""
    if actor.kind is not Kind.SYSTEM and not actor.holds(*KEEPERS):
        raise NotPermitted("Only an administrator of registries may do this.")


def is_identifier(name: str, value: str) -> bool:
    """Whether the value can be a registryName, a versionNumber, and so on."""
    return _PATTERNS[name].fullmatch(value) is not None


def check_identifier(name: str, value: str) -> str:
    """The value. Raises BadRequest when it cannot be a registryName, a versionNumber, and so on."""
    if not is_identifier(name, value):
        raise BadRequest(f"invalid {name}", field=name)
    return value


def check_client(value: str, header: str) -> str:
    """The client as INSTANCE/CLASS/MEMBER/SUBSYSTEM. Raises BadRequest for anything else."""
    if len(value) > LONGEST_CLIENT or not _CLIENT.fullmatch(value):
        raise BadRequest(f"{header} is required, in the form INSTANCE/CLASS/MEMBER/SUBSYSTEM", field=header)
    return value


def key_of(data: dict[str, Any], field: str) -> str:
    """The primary key as text. Raises BadRequest when it is missing or nothing that can name a record."""
    value = data.get(field)
    if isinstance(value, bool) or not isinstance(value, str | int) or str(value).strip() == "":
        raise BadRequest(f"{field}: the primary key is missing", field=field)
    return check_identifier("ID", str(value))


def key_template(schema: dict[str, Any], field: str) -> str:
    """How a key is made for a record that comes without one: as a trigger of the schema says, else name and number."""
    part = schema.get("properties", {}).get(field)
    for value in _set_values(part if isinstance(part, dict) else {}):
        if _INDEX in value:
            return value
    return "{code}-" + _INDEX


def made_key(schema: dict[str, Any], field: str, name: str, index: int) -> str | int:
    """The key of the record with this index; the plain index where the schema wants a number."""
    part = schema.get("properties", {}).get(field)
    if isinstance(part, dict) and part.get("type") == "integer":
        return index
    return key_template(schema, field).replace(_INDEX, str(index)).replace("{code}", name)


def _set_values(part: dict[str, Any]) -> Iterator[str]:
    """What the property's triggers set. Of a schema from outside nothing is sure."""
    for trigger in _objects(part.get("triggers")):
        for action in _objects(trigger.get("actions")):
            yield str(action.get("value", ""))


def _objects(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
