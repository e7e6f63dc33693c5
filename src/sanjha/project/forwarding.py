"""Pages and end points of services that run in another unit are fetched there: any unit may be asked for any page.

So one address serves all of Sanjha, whichever unit the proxy in front has chosen, and its rules need not know which
page belongs to which service.
"""

from collections.abc import Callable, Iterator
from functools import cache

import httpx
import structlog
from django.core.exceptions import MiddlewareNotUsed
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
    UnreadablePostError,
)
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from sanjha.kernel import context, peers
from sanjha.kernel.conf import conf
from sanjha.project.served import service_of
from sanjha.ui.errors import error_page

log = structlog.get_logger(__name__)
Answer = Callable[[HttpRequest], HttpResponseBase]

MARK = "X-Forwarded-Unit"
PART = 64 * 1024
PATIENCE = httpx.Timeout(60.0, connect=1.0)
_OF_ONE_CONNECTION = frozenset(
    {
        *("connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer"),
        *("transfer-encoding", "upgrade", "proxy-connection"),
    }
)
"""RFC 9110, section 7.6.1: these belong to one connection and are not handed on."""


class ForwardElsewhere:
    """Hands on what belongs to a service with SANJHA_REMOTE_<SERVICE>. Not in use when all services run here."""

    def __init__(self, get_response: Answer) -> None:
        if not conf.remotes:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        service = _service_asked(request)
        address = peers.address_of(service) if service else None
        if address is None:
            return self.get_response(request)
        if MARK in request.headers:
            log.error("two units send a page to one another", service=service)
            return _unavailable(request, service)
        try:
            answer = _line().handle_request(_forwarded(request, address))
        except UnreadablePostError:
            return error_page(request, 400)
        except httpx.HTTPError as error:
            log.warning("no answer", service=service, address=address, why=repr(error))
            return _unavailable(request, service)
        return _handed_back(answer)


def _service_asked(request: HttpRequest) -> str:
    try:
        return service_of(resolve(request.path_info))
    except Resolver404:
        return ""


def _forwarded(request: HttpRequest, address: str) -> httpx.Request:
    """The same request to that unit: the host that the browser asked, and the address from which it came."""
    headers = [
        (name, value) for name, value in request.headers.items() if name.lower() not in _OF_ONE_CONNECTION
    ]
    came_by = [request.headers.get("X-Forwarded-For", ""), request.META.get("REMOTE_ADDR", "")]
    ours = {
        "X-Forwarded-For": ", ".join(filter(None, came_by)),
        "X-Forwarded-Proto": request.scheme or "http",
        "X-Request-ID": context.request_id(),
        MARK: conf.unit,
    }
    hidden = {name.lower() for name in ours}
    kept = [(name, value) for name, value in headers if name.lower() not in hidden]
    has_body = bool(request.META.get("CONTENT_LENGTH") or request.headers.get("Transfer-Encoding"))
    return httpx.Request(
        str(request.method),
        f"{address}{request.get_full_path()}",
        headers=[*kept, *ours.items()],
        content=_parts_of(request) if has_body else None,
        extensions={"timeout": PATIENCE.as_dict()},
    )


def _parts_of(request: HttpRequest) -> Iterator[bytes]:
    while part := request.read(PART):
        yield part


def _handed_back(answer: httpx.Response) -> HttpResponseBase:
    response = StreamingHttpResponse(_parts_of_answer(answer), status=answer.status_code)
    del response["Content-Type"]
    for name, value in answer.headers.multi_items():
        if name == "set-cookie":
            response.cookies.load(value)
        elif name not in _OF_ONE_CONNECTION:
            response[name] = value
    return response


def _parts_of_answer(answer: httpx.Response) -> Iterator[bytes]:
    try:
        yield from answer.iter_raw(PART)
    finally:
        answer.close()


def _unavailable(request: HttpRequest, service: str) -> HttpResponse:
    reason = _("The service %(service)s does not answer just now. Try again in a few minutes.")
    return error_page(request, 503, reason=reason % {"service": service})


@cache
def _line() -> httpx.BaseTransport:
    """One for the process. No client around it: that would keep the cookies of one visitor and send them for the next."""
    limits = httpx.Limits(max_connections=200, max_keepalive_connections=50, keepalive_expiry=30)
    return httpx.HTTPTransport(limits=limits, trust_env=False)
