"""A member asks for access for itself, and learns what became of its requests."""

from datetime import date

import msgspec
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from sanjha.exchange import member_queries
from sanjha.exchange.http import answers
from sanjha.exchange.http.faults import Fault
from sanjha.exchange.http.incoming import read_incoming
from sanjha.exchange.http.proof import proved_member
from sanjha.exchange.models import AccessRequest, Member
from sanjha.exchange.operations.ask_access import ask_access
from sanjha.exchange.operations.call_as_member import actor_of
from sanjha.kernel.errors import DomainError

_SERVICE = "PB/GOV/SANJHA/exchange/own-requests"


class Wish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a member wishes to read; dates as YYYY-MM-DD, both included."""

    operation: str
    purpose: str
    legal_basis: str
    facts: list[str]
    from_date: date
    until_date: date
    per_minute: int = 60

    def __post_init__(self) -> None:
        if len(self.legal_basis) > 300 or len(self.purpose) > 60:
            raise ValueError("legal_basis has at most 300 characters, purpose 60")


@csrf_exempt
def own_requests(request: HttpRequest) -> HttpResponse:
    """POST asks, GET lists; proved by signature or token like each call."""
    incoming = None
    try:
        incoming = read_incoming(request, needs_purpose=False)
        if request.method not in {"GET", "POST"}:
            raise Fault(405, "Client.BadRequest", "GET or POST")
        member = proved_member(incoming)
        if request.method == "POST":
            response = _asked(member, incoming.message.body)
        else:
            response = answers.answered([_told(asked) for asked in member_queries.requests_of(member)])
    except Fault as error:
        response = answers.fault(error)
    return answers.with_headers(response, request, incoming, _SERVICE)


def _asked(member: Member, body: bytes) -> HttpResponse:
    try:
        wish = msgspec.json.decode(body, type=Wish)
        made = ask_access(
            consumer=member.identifier,
            actor=actor_of(member),
            as_member=member,
            **msgspec.structs.asdict(wish),
        )
    except msgspec.MsgspecError as error:
        return answers.refused_by_provider(DomainError(str(error), code="not-as-declared"))
    except DomainError as error:
        return answers.refused_by_provider(error)
    return answers.answered(_told(made))


def _told(asked: AccessRequest) -> dict[str, object]:
    return {
        "id": asked.id,
        "operation": asked.operation,
        "purpose": asked.purpose,
        "facts": asked.facts,
        "from_date": asked.from_date,
        "until_date": asked.until_date,
        "per_minute": asked.per_minute,
        "state": asked.state,
        "reason": asked.reason,
    }
