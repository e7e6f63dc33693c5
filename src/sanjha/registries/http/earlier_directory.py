"""Service Metadata API as its version 0.3 had it, for those who still ask so.

The addresses have no `/r1`, nobody need say who asks, and of a document everything that is answered is a JSON string.
"""

from django.http import HttpRequest, HttpResponse, JsonResponse

from sanjha.registries import directory
from sanjha.registries.http.directory import application, document, methods
from sanjha.registries.http.reading import room_client_if_said
from sanjha.registries.rules import BadRequest


def list_methods(request: HttpRequest, **where: str) -> HttpResponse:
    parts = application(where)
    return methods(request, parts, directory.services(parts))


def allowed_methods(request: HttpRequest, **where: str) -> HttpResponse:
    """Whoever does not say who asks may call what everybody may."""
    caller, parts = room_client_if_said(request), application(where)
    return methods(request, parts, directory.allowed(directory.services(parts), caller))


def openapi(request: HttpRequest, **where: str) -> HttpResponse:
    try:
        return JsonResponse(document(request, application(where)), safe=False)
    except BadRequest as error:
        return JsonResponse(str(error), safe=False, status=400)
