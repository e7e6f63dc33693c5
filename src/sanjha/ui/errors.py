"""Pages for what went wrong: each says what happened and what to do, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from django.db import Error
from django.http import HttpRequest, HttpResponse, RawPostDataException, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.translation import gettext as _

from sanjha.kernel import unwritten
from sanjha.kernel.context import request_id
from sanjha.kernel.errors import DomainError, Unavailable
from sanjha.kernel.http import domain_problem

log = structlog.get_logger("sanjha.http")

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
    """Middleware: a DomainError that no view has caught becomes its page with its own status.

    So does the refusal of readings from which the response was made: what the view gives is released when they are written.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        try:
            unwritten.settle()
        except DomainError as refusal:
            return _in_its_place(response, request, refusal)
        except Error as error:  # tried once more, further out
            log.error("readings not written", exc_info=error)
            return _in_its_place(
                response,
                request,
                Unavailable(_("This cannot be shown just now. Try again in a few minutes.")),
            )
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, DomainError):
            return error_page(request, exception.status, reason=exception)
        return None


def _in_its_place(response: HttpResponse, request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """A page, or for a program a problem, without anything of the response."""
    response.close()
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    if is_page or response.has_header("Location"):
        instead = error_page(request, refusal.status, reason=refusal)
    else:
        instead = domain_problem(request, refusal)
    setattr(instead, unwritten.STANDS_IN, True)
    return instead
