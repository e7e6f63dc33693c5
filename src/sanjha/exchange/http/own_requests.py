"""A member asks for access for itself, and learns what became of its requests."""

from datetime import date

import msgspec
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from sanjha.exchange import member_queries
from sanjha.exchange.http import answers
from sanjha.exchange.http.incoming import Incoming, decoded
from sanjha.exchange.http.own import answer_member
from sanjha.exchange.models import AccessRequest, Member
from sanjha.exchange.operations.ask_access import ask_access
from sanjha.exchange.operations.call_as_member import actor_of

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
    return answer_member(request, _SERVICE, ("GET", "POST"), _answered)


def _answered(member: Member, incoming: Incoming) -> HttpResponse:
    if incoming.message.method == "GET":
        return answers.answered([_told(asked) for asked in member_queries.requests_of(member)])
    wish = decoded(incoming, Wish)
    made = ask_access(
        consumer=member.identifier,
        actor=actor_of(member),
        as_member=member,
        **msgspec.structs.asdict(wish),
    )
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
