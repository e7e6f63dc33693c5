"""A member offers to answer a contract for what it keeps, agrees to an offer made for it, and sees how it goes."""

from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from sanjha.exchange.http import answers
from sanjha.exchange.http.incoming import Incoming, decoded
from sanjha.exchange.http.own import answer_member
from sanjha.exchange.models import Member, Provider
from sanjha.exchange.operations.agree_provider import agree_provider
from sanjha.exchange.operations.call_as_member import actor_of
from sanjha.exchange.operations.propose_provider import propose_provider
from sanjha.exchange.outbound.registered import Offer, providers_of
from sanjha.kernel.text import Text

_SERVICE = "PB/GOV/SANJHA/exchange/own-providers"


class OfferMade(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An offer on the wire."""

    operation: str
    keeps: str
    title: Text
    address: str
    purposes: tuple[str, ...]
    legal_basis: str
    seconds: int = 5
    answer_key: str = ""

    def __post_init__(self) -> None:
        longest = max(map(len, (self.title.en, self.title.pa, self.title.hi)))
        if longest > 160 or len(self.legal_basis) > 300 or len(self.keeps) > 100 or len(self.operation) > 100:
            raise ValueError(
                "a text is too long: title 160, legal_basis 300, keeps and operation 100 characters"
            )


@csrf_exempt
def own_providers(request: HttpRequest) -> HttpResponse:
    """POST offers, GET lists."""
    return answer_member(request, _SERVICE, ("GET", "POST"), _answered)


@csrf_exempt
def agree(request: HttpRequest, provider_id: UUID) -> HttpResponse:
    """The member agrees to what an administrator offered in its name."""

    def handle(member: Member, _incoming: Incoming) -> HttpResponse:
        made = agree_provider(provider_id=provider_id, actor=actor_of(member), as_member=member)
        return answers.answered(_told(made))

    return answer_member(request, _SERVICE, ("POST",), handle)


def _answered(member: Member, incoming: Incoming) -> HttpResponse:
    if incoming.message.method == "GET":
        return answers.answered([_told(provider) for provider in providers_of(member)])
    made = decoded(incoming, OfferMade)
    offer = Offer(**{name: getattr(made, name) for name in made.__struct_fields__})
    provider = propose_provider(member_id=member.id, offer=offer, actor=actor_of(member), as_member=member)
    return answers.answered(_told(provider))


def _told(provider: Provider) -> dict[str, object]:
    trouble = getattr(provider, "trouble", None)
    return {
        "id": provider.id,
        "operation": provider.operation,
        "keeps": provider.keeps,
        "address": provider.address,
        "purposes": provider.purposes,
        "state": provider.state,
        "reason": provider.reason,
        "last_error": trouble.words if trouble else "",
        "last_error_at": trouble.at if trouble else None,
    }
