"""GovStack Digital Registries, Database API: the schemas of the registries."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from sanjha.kernel import context
from sanjha.registries import queries, rules
from sanjha.registries.http import reading
from sanjha.registries.models import Version
from sanjha.registries.operations.disable_registry import disable_registry
from sanjha.registries.operations.publish_registry import publish_registry
from sanjha.registries.rules import BadRequest

SERVICES = (
    "list",
    "create",
    "exists",
    "read",
    "update",
    "updateEntries",
    "updateOrCreate",
    "delete",
    "readValue",
)


def _number(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 18:
        raise BadRequest("id is a whole number", field="id")
    return int(text)


def show(request: HttpRequest, number: str) -> HttpResponse:
    reading.client_of(request)
    return JsonResponse(info(queries.published_number(_number(number))))


def remove(request: HttpRequest, number: str) -> HttpResponse:
    """Saying it again is no error."""
    client = reading.client_of(request)
    disable_registry(number=_number(number), actor=context.actor(), client=client)
    return JsonResponse("Success", safe=False)


def modify(request: HttpRequest) -> HttpResponse:
    """Publish the schema as the registry's next version; the schema that is in force already changes nothing."""
    reading.client_of(request)
    body = reading.body_of(request)
    code, schema = body.get("code"), body.get("schema")
    if not isinstance(code, str) or not isinstance(schema, dict):
        raise BadRequest("code and schema are required")
    published = publish_registry(
        name=code,
        schema=schema,
        actor=context.actor(),
        catalogue=_text(body, "catalogName", "catalog_name"),
        group=_text(body, "groupName", "group_name"),
        tolerant=True,
    )
    return JsonResponse(published.schema)


def show_all(request: HttpRequest) -> HttpResponse:
    """One group with every registry in every version. A group has no number, order or index of its own here."""
    reading.client_of(request)
    return JsonResponse(
        {
            "id": 1,
            "name": "Sanjha",
            "code": "SANJHA",
            "databases": [info(version) for version in queries.all_published()],
        }
    )


def info(version: Version) -> dict[str, Any]:
    """GovStack's databaseInfo; what is unknown here is left out."""
    properties: dict[str, Any] = version.schema.get("properties", {})
    return {
        "id": version.number,
        "version": version.version,
        "name": version.registry.name,
        "description": str(version.schema.get("description", version.registry.catalogue)),
        "institution": version.registry.group,
        "numberFormat": rules.key_template(version.schema, version.key_field),
        "schema": version.schema,
        "schemaTags": [],
        "schemaFlags": [
            {"name": "mandatory", "path": f"/{name}"}
            for name in version.schema.get("required", [])
            if name in properties
        ],
        "fieldsUniques": [[version.key_field]],
        "isDraft": False,
        "isDisabled": False,
        "isArchived": False,
        "modifiedAt": version.published_at.isoformat(),
        "byUserName": version.published_by,
        "genericServices": [
            {"serviceId": number, "name": f"data-{name}", "isVisible": True}
            for number, name in enumerate(SERVICES, start=1)
        ],
        "dataIndexIncrement": version.last_index,
        "hasLogo": False,
    }


def _text(body: dict[str, Any], *names: str) -> str:
    value = next((body[name] for name in names if name in body), "")
    if not isinstance(value, str):
        raise BadRequest(f"{names[0]} is a text", field=names[0])
    return value
