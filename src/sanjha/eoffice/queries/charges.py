"""Lists of charges that an officer gave or takes, and posts at which work lies while nobody holds them."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from sanjha.eoffice.models import Act, ChargeList, Movement
from sanjha.eoffice.queries.hands import hands_of
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound
from sanjha.offices import contract as offices


@dataclass(frozen=True)
class Orphaned:
    """A post without a holder and how much lies there."""

    post: offices.PostView
    lying: int


def charges_of(actor: Actor) -> list[ChargeList]:
    """The lists the officer gave, and those of the posts held now, the newest first."""
    return list(ChargeList.objects.filter(_seen_by(actor)).order_by("-made_at")[:100])


def visible_charge(actor: Actor, charge_id: UUID) -> ChargeList:
    """The list, if it is the actor's to give or take, or of an office that the actor oversees. Raises NotFound."""
    found = ChargeList.objects.filter(_seen_by(actor), pk=charge_id).first()
    if found is None:
        raise NotFound(_("There is no such list, or it is not yours to see."))
    return found


def lying_at_vacant_posts(actor: Actor) -> list[Orphaned]:
    """Work at posts without a holder in the offices that the actor oversees, the most first."""
    overseen = [
        hand.office for hand in hands_of(actor).values() if hand.may(Act.OVERSEE) and not hand.prepares_only
    ]
    if not overseen:
        return []
    lying = dict(
        Movement.objects.filter(
            Q(file__offices__overlap=overseen) | Q(receipt__offices__overlap=overseen), closed_at__isnull=True
        )
        .values_list("to_post")
        .annotate(how_many=Count("id"))
        .order_by("-how_many")
    )
    posts = offices.get_posts(post_ids=list(lying))
    return [Orphaned(post, lying[post.id]) for post in posts if post.holder is None]


def _seen_by(actor: Actor) -> Q:
    if not actor.is_officer or actor.person is None:
        return Q(pk__in=[])
    overseen = [
        hand.office for hand in hands_of(actor).values() if hand.may(Act.OVERSEE) and not hand.prepares_only
    ]
    return Q(outgoing=actor.person) | Q(post__in=list(actor.posts)) | Q(office__in=overseen)
