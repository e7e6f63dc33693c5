"""What there is to call: X-Road's metaservices (Service Metadata Protocol for REST 0.8), for members that proved themselves.

Ours are called {subsystem}/{service} = people/v1, so `listMethods` of the subsystem `people` names the service `v1` with its
operations as end points. They are not themselves in the list.
"""

from collections.abc import Callable, Collection
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from sanjha.exchange import member_queries, openapi
from sanjha.exchange.http import answers
from sanjha.exchange.http.faults import Fault
from sanjha.exchange.http.incoming import Incoming
from sanjha.exchange.http.own import answer_member
from sanjha.exchange.http.xroad import PROVIDER
from sanjha.exchange.models import Member
from sanjha.exchange.offered import offered

_INSTANCE, _CLASS, _CODE = PROVIDER


@csrf_exempt
def metaservice(
    request: HttpRequest, instance: str, member_class: str, member: str, subsystem: str, service: str
) -> HttpResponse:
    """GET /r1/PB/GOV/SANJHA/people/listMethods, allowedMethods, or getOpenAPI?serviceCode=v1."""
    called = f"{instance}/{member_class}/{member}/{subsystem}/{service}"

    def handle(caller: Member, incoming: Incoming) -> HttpResponse:
        answer = _SERVICES.get(service)
        if answer is None or (instance, member_class, member) != PROVIDER:
            raise Fault(404, "Server.ServerProxy.UnknownService", f"{called} is not provided here")
        return answers.answered(answer(caller, incoming, subsystem))

    return answer_member(request, called, ("GET",), handle)


@csrf_exempt
def list_clients(request: HttpRequest) -> HttpResponse:
    """GET /listClients: the members, and this house with its subsystems (PR-META 2.16, the JSON form)."""
    return answer_member(request, "listClients", ("GET",), _clients)


def _clients(_member: Member, _incoming: Incoming) -> HttpResponse:
    ours = sorted({name.partition(".")[0] for name in offered()})
    listed = [_client("Sanjha", _INSTANCE, _CLASS, _CODE, subsystem) for subsystem in ours]
    listed += [
        _client(found.department_en, *found.identifier.split("/"))
        for found in member_queries.active_members()
    ]
    return answers.answered({"member": listed})


def _client(name: str, instance: str, member_class: str, code: str, subsystem: str) -> dict[str, Any]:
    identifier = {
        "object_type": "SUBSYSTEM",
        "xroad_instance": instance,
        "member_class": member_class,
        "member_code": code,
        "subsystem_code": subsystem,
    }
    return {"id": identifier, "name": name}


def _all_methods(_member: Member, _incoming: Incoming, subsystem: str) -> dict[str, Any]:
    return _methods(subsystem, offered())


def _allowed_methods(member: Member, _incoming: Incoming, subsystem: str) -> dict[str, Any]:
    return _methods(subsystem, member_queries.operations_granted_to(member) & offered().keys())


def _methods(subsystem: str, names: Collection[str]) -> dict[str, Any]:
    services: dict[str, list[dict[str, str]]] = {}
    for name in sorted(names):
        service, _dot, rest = name.partition(".")
        if service == subsystem:
            version, _slash, operation = rest.partition("/")
            ends = services.setdefault(version, [])
            ends += [{"method": method, "path": f"/{operation}"} for method in ("GET", "POST")]
    return {
        "service": [
            {
                "object_type": "SERVICE",
                "service_type": "OPENAPI",
                "xroad_instance": _INSTANCE,
                "member_class": _CLASS,
                "member_code": _CODE,
                "subsystem_code": subsystem,
                "service_code": version,
                "endpoint_list": ends,
            }
            for version, ends in services.items()
        ]
    }


def _openapi(_member: Member, incoming: Incoming, subsystem: str) -> dict[str, Any]:
    key, _equals, version = incoming.message.query.partition("=")
    prefix = f"{subsystem}.{version}/"
    names = [name for name in offered() if name.startswith(prefix)]
    if key != "serviceCode" or not names:
        raise Fault(400, "Client.BadRequest", "serviceCode names none of the services of this subsystem")
    return openapi.document(prefix, names, "/".join((*PROVIDER, subsystem, version)))


_SERVICES: dict[str, Callable[[Member, Incoming, str], dict[str, Any]]] = {
    "listMethods": _all_methods,
    "allowedMethods": _allowed_methods,
    "getOpenAPI": _openapi,
}
