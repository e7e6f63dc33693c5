"""JSON answers of the API: problem details (RFC 9457) for everything that is refused."""

from typing import Any

import structlog
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from sanjha.kernel import context
from sanjha.kernel.errors import DomainError, FieldError, NotFound

log = structlog.get_logger("sanjha.http")
PROBLEM = "application/problem+json"


def problem(
    status: int, kind: str, detail: str, *, errors: list[dict[str, str]] | None = None
) -> HttpResponse:
    """One problem-details answer; `errors` lists wrong fields as path, code and message."""
    body: dict[str, Any] = {
        "type": f"urn:sanjha:problem:{kind}",
        "title": kind.replace("-", " "),
        "status": status,
        "detail": detail,
        "instance": f"urn:sanjha:request:{context.request_id()}",
    }
    if errors:
        body["errors"] = errors
    return JsonResponse(body, status=status, content_type=PROBLEM)


def domain_problem(_request: HttpRequest, error: DomainError) -> HttpResponse:
    fields = list(error.errors)
    if error.field and not fields:
        fields = [FieldError(error.field, error.code, error.message)]
    listed = [{"path": wrong.path, "code": wrong.code, "message": str(wrong.message)} for wrong in fields]
    return problem(error.status, error.code, str(error), errors=listed)


def install_problem_details(api: NinjaAPI) -> None:
    """Make every refusal of this API a problem-details answer."""
    api.add_exception_handler(DomainError, domain_problem)  # type: ignore[arg-type]
    api.add_exception_handler(Http404, _not_found)  # type: ignore[arg-type]
    api.add_exception_handler(ValidationError, _validation_problem)  # type: ignore[arg-type]
    api.add_exception_handler(AuthenticationError, _not_signed_in)  # type: ignore[arg-type]
    api.add_exception_handler(HttpError, _refused)  # type: ignore[arg-type]
    api.add_exception_handler(Exception, _unforeseen)  # type: ignore[arg-type]


def _not_found(request: HttpRequest, _error: Http404) -> HttpResponse:
    return domain_problem(request, NotFound(_("There is no such thing.")))


def _not_signed_in(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return problem(401, "not-signed-in", _("Sign in first."))


def _refused(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, "refused", str(error))


def _unforeseen(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("request failed", method=request.method, exc_info=error)
    return problem(500, "internal", _("Something went wrong here. It is on record under the instance given."))


def _validation_problem(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    listed = [
        {
            "path": ".".join(str(part) for part in wrong["loc"]),
            "code": str(wrong["type"]),
            "message": str(wrong["msg"]),
        }
        for wrong in error.errors
    ]
    return problem(422, "invalid-input", _("The request does not have the declared form."), errors=listed)
