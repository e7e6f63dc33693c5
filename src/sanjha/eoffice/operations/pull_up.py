"""Take a file that lies with a post below."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import ledger, rules
from sanjha.eoffice.models import Act, Movement
from sanjha.eoffice.operations.pull_back import take
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.hands import hand_at
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotPermitted
from sanjha.offices import contract as offices

HIGHEST_LADDER = 12
"""Posts that an order of command has at most; a longer way up is a fault of the register."""


def pull_up(*, file_id: UUID, post: UUID, remarks: str, actor: Actor) -> Movement:
    """Take a file that lies with a post below. Raises NotPermitted unless that post reports up to `post`.

    The remarks say why, for the one who loses it.
    """
    visible_file(actor, file_id)
    hand = hand_at(actor, post)
    rules.check_signs(hand.prepares_only)
    rules.check_acts(hand.acts, Act.PULL_UP)
    remarks = rules.remarks_of(remarks)
    seen = ledger.open_movement(file_id)
    if not _reports_to(seen.to_post, post):
        raise NotPermitted(
            _("%(post)s does not report to your post.") % {"post": seen.to_title}, code="not-below"
        )
    with transaction.atomic(durable=True):
        file, before = ledger.lock_file(file_id)
        rules.check_active(file)
        rules.check_is_with(before, seen.to_post)
        return take(file, before, hand, Movement.Kind.PULLED_UP, remarks, actor)


def _reports_to(post: UUID, superior: UUID) -> bool:
    current: UUID | None = post
    for _step in range(HIGHEST_LADDER):
        above = offices.superior_post(post_id=current) if current else None
        if above is None:
            return False
        if above.id == superior:
            return True
        current = above.id
    return False
