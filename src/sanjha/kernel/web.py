"""What every HTTP request passes: its id, its time, and the plain end points of operation."""

import os
import time
from collections.abc import Callable
from contextlib import suppress

import structlog
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest, multiprocess

from sanjha.kernel import context, unwritten
from sanjha.kernel.backlog import Backlog
from sanjha.kernel.errors import DomainError
from sanjha.kernel.http import domain_problem, problem
from sanjha.kernel.metrics import REQUESTS

log = structlog.get_logger("sanjha.http")
GetResponse = Callable[[HttpRequest], HttpResponse]
PART = 64 * 1024
LONGEST_REST = 64 * 1024 * 1024
LONGEST_SECONDS = 10
"""Bytes that are read of a request that was refused before its end, and how long: nobody may hold the line with drops."""
_PRINTABLE = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.")


REGISTRY.register(Backlog())


class RequestMiddleware:
    """Give each request an id (a sane X-Request-ID from in front is kept), time it, log it without personal data."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        identifier = given if 8 <= len(given) <= 80 and set(given) <= _PRINTABLE else ""
        _replace_null_bytes(request)
        started = time.perf_counter()
        with context.request_scope(identifier) as identifier, unwritten.scope() as readings:
            response = _released(self.get_response(request), request, readings)
            if response.status_code >= 400:
                _read_to_its_end(request)
            seconds = time.perf_counter() - started
            route = request.resolver_match.route if request.resolver_match else "-"
            REQUESTS.labels(route, request.method, response.status_code).observe(seconds)
            log.info(
                "request",
                route=route,
                method=request.method,
                status=response.status_code,
                ms=round(seconds * 1000, 1),
            )
        response["X-Request-ID"] = identifier
        return response


def _released(response: HttpResponse, request: HttpRequest, readings: unwritten.Scope) -> HttpResponse:
    """The response, once the readings from which it was made are written; else what says that they could not be.

    A stream is released before its first part. What it reads later is outside this scope, and so written at once.
    """
    try:
        try:
            readings.settle()
        except DomainError as refusal:
            if not getattr(response, unwritten.STANDS_IN, False):
                response.close()
                response = domain_problem(request, refusal)
            readings.discard_refused()
            readings.settle()  # what was read besides, for the page that tells of the refusal among others
    except Exception:  # whatever it is, nothing leaves
        log.exception("readings not written: the response is withheld")
        readings.discard()
        response.close()
        return problem(503, "unavailable", _("This cannot be shown just now. Try again in a few minutes."))
    return response


def _replace_null_bytes(request: HttpRequest) -> None:
    """PostgreSQL holds no text with a null byte. In an address it becomes U+FFFD, as in HTML: then nothing is found."""
    request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "%EF%BF%BD")
    request.path_info = request.path_info.replace("\x00", "\ufffd")


def _read_to_its_end(request: HttpRequest) -> None:
    """Whoever still sends does not listen: left unread, the answer to too large a form would be a broken connection."""
    end = time.monotonic() + LONGEST_SECONDS
    with suppress(UnreadablePostError):
        for _part in range(LONGEST_REST // PART):
            if not request.read(PART) or time.monotonic() > end:
                return


@require_safe
def live(_request: HttpRequest) -> HttpResponse:
    """The process runs."""
    return JsonResponse({"status": "ok"})


@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """The process can work: its store answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM kernel_auditstream LIMIT 1")
    except (Error, ImproperlyConfigured):
        return JsonResponse(
            {"status": "unavailable", "store": "does not answer or is not migrated"}, status=503
        )
    return JsonResponse({"status": "ok", "store": "ok"})


@require_safe
def metrics(_request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus, summed over the processes of this installation where they share a folder."""
    registry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        registry.register(Backlog())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
