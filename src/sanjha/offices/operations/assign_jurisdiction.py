"""Say anew for which places a post is responsible."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, DomainError
from sanjha.offices import rules
from sanjha.offices.events import JurisdictionChanged
from sanjha.offices.models import Post, PostJurisdiction
from sanjha.offices.operations.create_post import refuse_unknown_places
from sanjha.offices.operations.join_post import locked_post
from sanjha.offices.queries import chain_of


def assign_jurisdiction(
    *, post_id: UUID, places: tuple[str, ...], actor: Actor, instead_of: Collection[str] | None = None
) -> Post:
    """Put these places in place of the present ones. New work goes by them; running work stays with its post.

    `instead_of` are the places that the actor saw. Raises NotPermitted outside the actor's offices, NotFound, Conflict
    when they are others by now, DomainError for an unknown place or a closed post.
    """
    refuse_unknown_places(places)
    with transaction.atomic(durable=True):
        post = locked_post(post_id)
        rules.check_may_administer(actor, chain_of(post.office_id))
        if not post.is_active:
            raise DomainError(_("This post is closed and takes no work."), code="post-closed", field="post")
        rows = {row.place: row for row in PostJurisdiction.objects.filter(post=post, ended_at__isnull=True)}
        if instead_of is not None and set(instead_of) != set(rows):
            raise Conflict(
                _("Somebody changed the places of this post meanwhile. Look at them again."), code="changed"
            )
        gone = [row for place, row in rows.items() if place not in places]
        PostJurisdiction.objects.filter(id__in=[row.id for row in gone]).update(ended_at=clock.now())
        made = PostJurisdiction.objects.bulk_create(
            PostJurisdiction(post=post, place=place) for place in places if place not in rows
        )
        events.publish(JurisdictionChanged(post.id))
        audit.record(
            actor,
            "JURISDICTION_ASSIGNED",
            stream=post.id,
            rows=[*made, *gone],
            added=sorted(row.place for row in made),
            removed=sorted(row.place for row in gone),
        )
    return post
