"""Reads of subscriptions, of the events kept for them, and of how far they have got."""

from uuid import UUID

from django.db.models import F, Min, QuerySet
from django.utils.translation import gettext as _

from sanjha.exchange import rules
from sanjha.exchange.models import EventSubscription, KeptEvent, Member, Progress
from sanjha.kernel import clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound

State = EventSubscription.State


def in_force() -> QuerySet[EventSubscription]:
    """The subscriptions that hold today."""
    today = clock.today()
    return EventSubscription.objects.filter(state=State.AGREED, from_date__lte=today, until_date__gte=today)


def subscriptions_seen_by(actor: Actor, *, with_ended: bool = False) -> QuerySet[EventSubscription]:
    """The newest first; `with_ended` also those that were refused or ended. None for others than administrators."""
    if not actor.holds(rules.ADMINISTRATOR):
        return EventSubscription.objects.none()
    found = EventSubscription.objects.select_related("member", "progress").order_by("-id")
    return found if with_ended else found.filter(state__in=[State.ASKED, State.AGREED])


def subscriptions_of(member: Member, *, limit: int = 100) -> list[EventSubscription]:
    """The member's own, the newest first."""
    found = EventSubscription.objects.filter(member=member).select_related("member", "progress")
    return list(found.order_by("-id")[:limit])


def any_stopped() -> bool:
    """Whether pushing was given up for a subscription that holds today."""
    return in_force().filter(progress__stopped_at__isnull=False).exists()


def locked_subscription(subscription_id: UUID) -> EventSubscription:
    """One subscription, locked until the transaction ends. Raises NotFound."""
    found = (
        EventSubscription.objects.select_for_update(of=("self",))
        .select_related("member")
        .filter(pk=subscription_id)
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such subscription."))
    return found


def locked_progress(subscription_id: UUID) -> Progress:
    """How far an agreed subscription has got, locked until the transaction ends. Raises NotFound."""
    found = (
        Progress.objects.select_for_update(of=("self",))
        .select_related("subscription__member")
        .filter(pk=subscription_id)
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such subscription."))
    return found


def first_kept(progress: Progress) -> int:
    """The smallest position that can still be given; the next one to come when nothing is kept."""
    kept = KeptEvent.objects.filter(subscription_id=progress.pk)
    return int(kept.aggregate(first=Min("position"))["first"] or progress.kept + 1)


def kept_after(subscription_id: UUID, position: int, *, limit: int) -> list[KeptEvent]:
    """The next events in their order."""
    found = KeptEvent.objects.filter(subscription_id=subscription_id, position__gt=position)
    return list(found.order_by("position")[:limit])


def due() -> list[UUID]:
    """The subscriptions of which something should be pushed now and nobody does."""
    now = clock.now()
    found = (
        in_force()
        .exclude(address="")
        .filter(
            member__state=Member.State.ACTIVE,
            progress__stopped_at__isnull=True,
            progress__next_try_at__lte=now,
            progress__claimed_until__lte=now,
            progress__had__lt=F("progress__kept"),
        )
    )
    return list(found.order_by("id").values_list("pk", flat=True)[:1000])
