"""Close a post that is no longer sanctioned."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import audit, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict, DomainError
from sanjha.offices import rules
from sanjha.offices.events import PostClosed
from sanjha.offices.models import Post, Tenure
from sanjha.offices.operations.join_post import locked_post
from sanjha.offices.queries import chain_of


def close_post(*, post_id: UUID, order_number: str, actor: Actor) -> Post:
    """The post takes no officer and no new work; it stays in the register for what was done in it.

    Raises NotPermitted outside the actor's offices, NotFound, Conflict while somebody has charge of it, DomainError when
    it is closed already.
    """
    order_number = rules.clean(order_number, "order_number", longest=80)
    with transaction.atomic(durable=True):
        post = locked_post(post_id)
        rules.check_may_administer(actor, chain_of(post.office_id))
        if not post.is_active:
            raise DomainError(_("This post is closed already."), code="post-closed", field="post")
        if Tenure.objects.filter(post=post, to_date__isnull=True).exists():
            raise Conflict(_("Relieve the officers of this post first."), code="post-held", field="post")
        post.is_active = False
        post.save(update_fields=["is_active"])
        events.publish(PostClosed(post.id))
        audit.record(actor, "POST_CLOSED", stream=post.id, rows=[post], order=order_number)
    return post
