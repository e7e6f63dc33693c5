"""Who is registered to answer from outside."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sanjha.exchange import rules
from sanjha.exchange.models import Member, Provider
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound
from sanjha.kernel.text import Text

STANDING = (Provider.State.PROPOSED, Provider.State.ACTIVE, Provider.State.SUSPENDED)


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What a member's system offers to answer: `title` says what it keeps; `answer_key` is the public key that signs its
    answers, empty when they are not signed; `seconds` is how long we wait."""

    operation: str
    keeps: str
    title: Text
    address: str
    seconds: int
    purposes: tuple[str, ...]
    legal_basis: str
    answer_key: str = ""


def standing(operation: str, keeps: str) -> QuerySet[Provider]:
    """The one that is proposed or registered for this, suspended or not: nobody else may be meanwhile."""
    return Provider.objects.filter(operation=operation, keeps=keeps, state__in=STANDING)


def agreed(operation: str, keeps: str) -> Provider | None:
    """The one that answers, or would if it were not suspended."""
    found = standing(operation, keeps).exclude(state=Provider.State.PROPOSED).select_related("member")
    return found.first()


def providers_seen_by(actor: Actor, *, with_ended: bool = False) -> QuerySet[Provider]:
    """The newest first; `with_ended` also those that were refused or ended. None for others than administrators."""
    if not actor.holds(rules.ADMINISTRATOR):
        return Provider.objects.none()
    found = Provider.objects.select_related("member", "trouble").order_by("-id")
    return found if with_ended else found.filter(state__in=STANDING)


def providers_of(member: Member, *, limit: int = 100) -> list[Provider]:
    """What the member provides or proposed to, the newest first."""
    return list(Provider.objects.filter(member=member).select_related("trouble").order_by("-id")[:limit])


def locked_provider(provider_id: UUID) -> Provider:
    """One provider, locked until the transaction ends. Raises NotFound."""
    found = (
        Provider.objects.select_for_update(of=("self",))
        .select_related("member")
        .filter(pk=provider_id)
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such provider."))
    return found
