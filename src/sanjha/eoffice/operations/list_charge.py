"""Make the list of what an officer hands over with a post."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import charges
from sanjha.eoffice.models import ChargeList
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor, Kind
from sanjha.kernel.errors import NotPermitted
from sanjha.offices import contract as offices


def list_charge(
    *, post: UUID, actor: Actor, officer: UUID | None = None, tenure: UUID | None = None
) -> ChargeList:
    """List everything that lies at the post. The system does it when a tenure ends; the holder may look ahead.

    Once for each tenure: asked again, it gives the list that stands. Raises NotPermitted for anybody else's post.
    """
    if actor.kind is not Kind.SYSTEM and post not in actor.posts:
        raise NotPermitted(_("This is not with one of your posts."), code="not-your-desk")
    leaving = officer or actor.person
    if leaving is None:
        raise RuntimeError("a charge is handed over by an officer")
    view, name = offices.get_post(post_id=post), offices.officer(officer_id=leaving).name
    with transaction.atomic(durable=True):
        known = ChargeList.objects.filter(tenure=tenure).first() if tenure else None
        if known is not None:
            return known
        items = charges.items_at(post)
        charge = ChargeList.objects.create(
            post=post,
            post_title=view.title,
            office=view.office,
            tenure=tenure,
            items=items,
            root=charges.root_of(items),
            made_at=clock.now(),
            outgoing=leaving,
            outgoing_name=name,
        )
        audit.record(actor, "CHARGE_LISTED", stream=f"charge {post}", rows=[charge], items=len(items))
    return charge
