"""The token end point: OAuth 2.0 client credentials, the client proved by private_key_jwt (RFC 6749, RFC 7523)."""

import structlog
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from sanjha.exchange.assertions import BadAssertion
from sanjha.exchange.operations.issue_token import SECONDS, issue_token

log = structlog.get_logger(__name__)
_ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_LARGEST = 8 * 1024


@csrf_exempt
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """A token for a signed assertion whose audience is this address."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > _LARGEST:
        return _refused("invalid_request", "too large", 413)
    given = {
        name: request.POST.getlist(name)
        for name in ("grant_type", "client_assertion_type", "client_assertion")
    }
    if any(len(values) != 1 for values in given.values()):
        return _refused("invalid_request", "each of " + ", ".join(given) + " must stand there once", 400)
    if given["grant_type"] != ["client_credentials"]:
        return _refused("unsupported_grant_type", "only client_credentials", 400)
    if given["client_assertion_type"] != [_ASSERTION_TYPE]:
        return _refused("invalid_client", f"only {_ASSERTION_TYPE}", 401)
    try:
        made = issue_token(
            assertion=given["client_assertion"][0], audience=request.build_absolute_uri(request.path)
        )
    except BadAssertion as error:
        log.warning("token refused", why=str(error))
        return _refused("invalid_client", str(error), 401)
    return _answer({"access_token": made, "token_type": "Bearer", "expires_in": SECONDS}, 200)


def _refused(code: str, words: str, status: int) -> HttpResponse:
    return _answer({"error": code, "error_description": words}, status)


def _answer(body: dict[str, object], status: int) -> HttpResponse:
    return JsonResponse(body, status=status, headers={"Cache-Control": "no-store"})
