"""Pages for what went wrong: each says what happened and what to do, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, RawPostDataException, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render

from sanjha.kernel.context import request_id
from sanjha.kernel.errors import DomainError

_SECRETS = frozenset({"password", "old_password", "new_password", "repeated", "code"})
STATUSES = {400, 403, 404, 405, 409, 413, 422, 429, 500, 503}


def error_page(request: HttpRequest, status: int, *, reason: object = "") -> HttpResponse:
    """The page for an HTTP status, with the reason a rule gave and the number to quote when asking for help."""
    shown = status if status in STATUSES else 500 if status >= 500 else 400
    context = {"status": status, "reason": str(reason or ""), "request_id": request_id()}
    if shown == 503:
        context["typed"] = _typed(request)
    return render(request, f"ui/errors/{shown}.html", context, status=status)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of a form that could not be taken, to be sent again as they are; none where a secret or a file is in it."""
    if request.method != "POST":
        return []
    try:
        fields = [(name, str(value)) for name, values in request.POST.lists() for value in values]
        if request.FILES:
            return []
    except (RawPostDataException, UnreadablePostError, MultiPartParserError):
        return []
    return [] if any(name in _SECRETS for name, _value in fields) else fields


class RefusalPages:
    """Middleware: a DomainError that no view has caught becomes its page with its own status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, DomainError):
            return error_page(request, exception.status, reason=exception)
        return None
