"""The door itself: POST /r1/PB/GOV/SANJHA/people/v1/resident, JSON arguments in, granted facts out.

A GET calls too, with the arguments in the query: every operation that is offered to members only reads.
"""

import structlog
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from sanjha.exchange.http import answers
from sanjha.exchange.http.faults import Fault
from sanjha.exchange.http.incoming import Incoming, read_incoming
from sanjha.exchange.http.proof import proved_member
from sanjha.exchange.http.query_arguments import arguments_of
from sanjha.exchange.models.members import INSTANCE
from sanjha.exchange.operations.call_as_member import call_as_member
from sanjha.kernel import context, contracts
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import DomainError, NotPermitted, TooMany

log = structlog.get_logger(__name__)
PROVIDER = (INSTANCE, "GOV", "SANJHA")
"""Instance, class and member under which the services of this house are called."""
_DENIED = "Server.ServerProxy.AccessDenied"
_UNKNOWN = "Server.ServerProxy.UnknownService"


@csrf_exempt
def door(
    request: HttpRequest,
    instance: str,
    member_class: str,
    member: str,
    subsystem: str,
    service: str,
    path: str,
) -> HttpResponse:
    """Answer one call of a member, or say as the protocol does why not."""
    incoming = None
    called = f"{instance}/{member_class}/{member}/{subsystem}/{service}"
    try:
        incoming = read_incoming(request)
        if (instance, member_class, member) != PROVIDER:
            raise Fault(404, _UNKNOWN, f"{called} is not provided here")
        _check_method(incoming)
        response = _answered(incoming, f"{subsystem}.{service}/{path}")
    except Fault as error:
        log.warning("call of a member refused", service=called, status=error.status, why=error.words)
        response = answers.fault(error)
    return answers.with_headers(response, request, incoming, called)


def _check_method(incoming: Incoming) -> None:
    """The arguments stand in one place: a request that can be read in two ways is not read."""
    message = incoming.message
    if message.method not in {"GET", "POST"} or (message.method == "POST" and message.query):
        raise Fault(
            405, "Client.BadRequest", "POST with the arguments in the body, or GET with them in the query"
        )
    if message.method == "GET" and message.body:
        raise Fault(400, "Client.BadRequest", "a GET has no body")


def _arguments(incoming: Incoming, name: str) -> bytes:
    operation = contracts.declared_operations().get(name)
    if incoming.message.method == "POST" or operation is None:
        return incoming.message.body
    return arguments_of(operation.stub, incoming.message.query)


def _answered(incoming: Incoming, name: str) -> HttpResponse:
    member = proved_member(incoming)
    try:
        result = call_as_member(
            member=member,
            name=name,
            arguments=_arguments(incoming, name),
            purpose=Purpose(incoming.purpose, case=incoming.case),
            facts=incoming.facts,
            request_id=context.request_id(),
        )
    except NotPermitted as error:
        raise Fault(403, _DENIED, str(error)) from None
    except TooMany as error:
        raise Fault(429, "Server.ServerProxy.RateLimit", str(error), retry_after=60) from None
    except DomainError as error:
        if error.code == "unknown-service":
            raise Fault(404, _UNKNOWN, str(error)) from None
        return answers.refused_by_provider(error)
    return answers.answered(result, contracts.declared_operations()[name].retires)
