"""Take a file without being sent it: its sender pulls it back while it is unread, a senior pulls it up from below."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import ledger, rules
from sanjha.eoffice.events import FileMoved
from sanjha.eoffice.models import Act, File, Movement
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.hands import Hand, hand_at
from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotPermitted
from sanjha.offices import contract as offices

HIGHEST_LADDER = 12
"""Posts that an order of command has at most; a longer way up is a fault of the register."""


def pull_back(*, file_id: UUID, post: UUID, actor: Actor) -> Movement:
    """Undo a sending: the file is with `post` again. Its sealed note stays. Raises Conflict once it was read."""
    visible_file(actor, file_id)
    hand = hand_at(actor, post)
    rules.check_signs(hand.prepares_only)
    with transaction.atomic(durable=True):
        file, before = ledger.lock_file(file_id)
        rules.check_active(file)
        rules.check_unread(before, post)
        return _take(file, before, hand, Movement.Kind.PULLED_BACK, "", actor)


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
        return _take(file, before, hand, Movement.Kind.PULLED_UP, remarks, actor)


def _take(
    file: File, before: Movement, hand: Hand, kind: Movement.Kind, remarks: str, actor: Actor
) -> Movement:
    movement = ledger.move(
        before,
        ledger.Stay(
            kind=kind,
            to_post=hand.post,
            to_title=hand.signatory.title,
            sender=hand.signatory,
            at=clock.now(),
            remarks=remarks,
            due_date=before.due_date,
            is_read=True,
        ),
    )
    audit.record(actor, f"FILE_{kind}", stream=file.pk, rows=[before, movement])
    events.publish(
        FileMoved(file.pk, file.number, kind, movement.from_post, movement.to_post, movement.sent_at)
    )
    return movement


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
