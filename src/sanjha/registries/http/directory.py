"""GovStack Information Mediator, Service Metadata API: who offers what, and what the caller may call."""

from typing import Any

import yaml
from django.http import HttpRequest, HttpResponse, JsonResponse

from sanjha.registries import directory, rules
from sanjha.registries.directory import OURS, Client, Service
from sanjha.registries.http.reading import asked, room_client_of
from sanjha.registries.http.rooms import PARTS
from sanjha.registries.rules import BadRequest


def list_clients(request: HttpRequest) -> HttpResponse:
    """All members and applications; of another instance none is known here."""
    instance = asked(request, "instanceId")
    if "instanceId" in request.GET:
        rules.check_identifier("instanceId", instance)
    found = [client for client in directory.clients() if not instance or client.parts[0] == instance]
    return JsonResponse({"member": [_client(client) for client in found]})


def list_methods(request: HttpRequest, **where: str) -> HttpResponse:
    room_client_of(request)
    parts = application(where)
    return methods(request, parts, directory.services(parts))


def allowed_methods(request: HttpRequest, **where: str) -> HttpResponse:
    caller, parts = room_client_of(request), application(where)
    return methods(request, parts, directory.allowed(directory.services(parts), caller))


def openapi(request: HttpRequest, **where: str) -> HttpResponse:
    """YAML, or for whoever accepts only JSON the same document as one JSON string, as the specification has it."""
    room_client_of(request)
    text = document(request, application(where))
    if request.headers.get("Accept", "").split(";")[0].strip() == "application/json":
        return JsonResponse(text, safe=False)
    return HttpResponse(text, content_type="text/yaml; charset=utf-8")


def application(where: dict[str, str]) -> tuple[str, ...]:
    """The application. Raises BadRequest for wrong forms and for an application that is not listed."""
    parts = tuple(rules.check_identifier(name, where[name]) for name in PARTS)
    if parts not in {client.parts for client in directory.clients()}:
        raise BadRequest("no such application", field="applicationCode")
    return parts


def document(request: HttpRequest, parts: tuple[str, ...]) -> str:
    """The OpenAPI document of the service that is asked for, as YAML. Raises BadRequest when there is none."""
    code = asked(request, "serviceCode")
    found = [service for service in directory.services(parts) if service.code == code]
    if not found:
        raise BadRequest("no such service", field="serviceCode")
    text: str = yaml.safe_dump(directory.openapi(found[-1]), allow_unicode=True, sort_keys=False)
    return text


def methods(request: HttpRequest, parts: tuple[str, ...], found: list[Service]) -> HttpResponse:
    """Those of the services that are asked for."""
    wanted = asked(request, "serviceId")
    return JsonResponse(
        {"member": [_service(service, parts) for service in found if wanted in ("", service.code)]}
    )


def _client(client: Client) -> dict[str, Any]:
    kind = "MEMBER" if len(client.parts) == len(OURS) else "APPLICATION"
    return {"name": client.name, "id": {"objectType": kind, **dict(zip(PARTS, client.parts, strict=False))}}


def _service(service: Service, parts: tuple[str, ...]) -> dict[str, Any]:
    return {
        "objectType": "SERVICE",
        "serviceType": "OPENAPI",
        **dict(zip(PARTS, parts, strict=True)),
        "serviceCode": service.code,
        "serviceVersion": service.version,
        "endpointList": {"member": [{"method": method, "path": path} for method, path in service.endpoints]},
    }
