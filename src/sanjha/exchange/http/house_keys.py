"""The public key with which this house signs its questions and the events that it pushes."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from sanjha.exchange.outgoing.house_key import key_set


@require_safe
def keys(_request: HttpRequest) -> HttpResponse:
    """As a JSON Web Key Set. Whoever takes it from here compares it with what the administrator's page shows."""
    return JsonResponse(key_set(), headers={"Cache-Control": "max-age=300"})
