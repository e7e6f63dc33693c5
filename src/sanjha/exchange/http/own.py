"""What a member does about itself: proved like each call, answered with the same headers."""

from collections.abc import Callable, Collection

import structlog
from django.http import HttpRequest, HttpResponse

from sanjha.exchange.http import answers
from sanjha.exchange.http.faults import Fault
from sanjha.exchange.http.incoming import Incoming, read_incoming
from sanjha.exchange.http.proof import proved_member
from sanjha.exchange.models import Member
from sanjha.kernel.errors import DomainError

log = structlog.get_logger(__name__)
Handle = Callable[[Member, Incoming], HttpResponse]


def answer_member(
    request: HttpRequest, service: str, methods: Collection[str], handle: Handle
) -> HttpResponse:
    """The answer to the active member that proved itself; a fault to everybody else. Needs no purpose."""
    incoming = None
    try:
        incoming = read_incoming(request, needs_purpose=False)
        if request.method not in methods:
            raise Fault(405, "Client.BadRequest", " or ".join(methods))
        response = handle(proved_member(incoming), incoming)
    except Fault as error:
        log.warning("a member was refused", service=service, status=error.status, why=error.words)
        response = answers.fault(error)
    except DomainError as error:
        response = answers.refused_by_provider(error)
    return answers.with_headers(response, request, incoming, service)
