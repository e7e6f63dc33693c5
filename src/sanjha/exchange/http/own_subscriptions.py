"""A member asks to be told of events, sees how far each subscription has got, fetches events, and goes back to a position."""

from datetime import date
from urllib.parse import parse_qs
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from sanjha.exchange import subscription_queries, told
from sanjha.exchange.http import answers
from sanjha.exchange.http.faults import Fault
from sanjha.exchange.http.incoming import Incoming, decoded
from sanjha.exchange.http.own import answer_member
from sanjha.exchange.models import EventSubscription, Member
from sanjha.exchange.operations.ask_events import ask_events
from sanjha.exchange.operations.call_as_member import actor_of
from sanjha.exchange.operations.pull_events import pull_events
from sanjha.exchange.operations.set_position import set_position

_SERVICE = "PB/GOV/SANJHA/exchange/own-subscriptions"
_EVENTS = "PB/GOV/SANJHA/exchange/events"


class Wish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a member wishes to be told of; dates as YYYY-MM-DD, both included; without `address` it fetches."""

    kind: str
    fields: list[str]
    purpose: str
    legal_basis: str
    from_date: date
    until_date: date
    address: str = ""

    def __post_init__(self) -> None:
        if len(self.legal_basis) > 300 or len(self.purpose) > 60 or len(self.kind) > 100:
            raise ValueError("a text is too long: legal_basis 300, purpose 60, kind 100 characters")


class Position(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The last event that the member has."""

    position: int


@csrf_exempt
def own_subscriptions(request: HttpRequest) -> HttpResponse:
    """POST asks, GET lists."""
    return answer_member(request, _SERVICE, ("GET", "POST"), _answered)


@csrf_exempt
def position(request: HttpRequest, subscription_id: UUID) -> HttpResponse:
    """The member goes on after this position: a smaller one gives events again."""

    def handle(member: Member, incoming: Incoming) -> HttpResponse:
        wanted = decoded(incoming, Position)
        progress = set_position(
            subscription_id=subscription_id,
            position=wanted.position,
            actor=actor_of(member),
            as_member=member,
        )
        return answers.answered(_told(progress.subscription))

    return answer_member(request, _SERVICE, ("POST",), handle)


@csrf_exempt
def events(request: HttpRequest) -> HttpResponse:
    """GET /exchange/events?subscription=...&after=...&limit=...: a batch of CloudEvents in their order."""
    return answer_member(request, _EVENTS, ("GET",), _batch)


def _batch(member: Member, incoming: Incoming) -> HttpResponse:
    asked = _single_values(incoming.message.query)
    try:
        subscription_id = UUID(asked.pop("subscription", ""))
        after, limit = int(asked.pop("after", "0")), int(asked.pop("limit", "100"))
    except ValueError:
        raise Fault(400, "Client.BadRequest", "subscription is an id; after and limit are numbers") from None
    if asked:
        raise Fault(400, "Client.BadRequest", f"unknown: {', '.join(sorted(asked))}")
    subscription, found = pull_events(
        member=member, subscription_id=subscription_id, after=after, limit=limit
    )
    body = msgspec.json.encode([told.cloud_event(kept, subscription) for kept in found])
    response = HttpResponse(body, content_type=told.MANY)
    response["X-Sanjha-Position"] = str(found[-1].position if found else after)
    return response


def _single_values(query: str) -> dict[str, str]:
    try:
        given = parse_qs(query, keep_blank_values=True, strict_parsing=bool(query), max_num_fields=10)
    except ValueError:
        raise Fault(400, "Client.BadRequest", "the query cannot be read") from None
    if any(len(values) != 1 for values in given.values()):
        raise Fault(400, "Client.BadRequest", "each parameter stands there once")
    return {name: values[0] for name, values in given.items()}


def _answered(member: Member, incoming: Incoming) -> HttpResponse:
    if incoming.message.method == "GET":
        return answers.answered([_told(found) for found in subscription_queries.subscriptions_of(member)])
    wish = decoded(incoming, Wish)
    made = ask_events(
        member_id=member.id, actor=actor_of(member), as_member=member, **msgspec.structs.asdict(wish)
    )
    return answers.answered(_told(made))


def _told(subscription: EventSubscription) -> dict[str, object]:
    progress = getattr(subscription, "progress", None)
    return {
        "id": subscription.id,
        "kind": subscription.kind,
        "fields": subscription.fields,
        "purpose": subscription.purpose,
        "address": subscription.address,
        "from_date": subscription.from_date,
        "until_date": subscription.until_date,
        "state": subscription.state,
        "reason": subscription.reason,
        "position": progress.had if progress else 0,
        "last_position": progress.kept if progress else 0,
        "last_error": progress.last_error if progress else "",
        "stopped_at": progress.stopped_at if progress else None,
    }
