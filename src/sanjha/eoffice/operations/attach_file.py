"""Attach a file to another, inside which it travels until it is detached."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import ledger, rules, rules_life
from sanjha.eoffice.events import FileMoved
from sanjha.eoffice.models import Act, File, FileLink, Movement
from sanjha.eoffice.queries import bonds
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.hands import hand_at
from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError


def attach_file(*, file_id: UUID, to: UUID, post: UUID, actor: Actor, reason: str = "") -> FileLink:
    """Put the file into another at the same desk. What is attached holds no other file, and no note waits on it."""
    visible_file(actor, file_id)
    visible_file(actor, to)
    hand = hand_at(actor, post)
    rules.check_signs(hand.prepares_only)
    rules.check_acts(hand.acts, Act.NOTE)
    reason = rules.remarks_of(reason)
    if file_id == to:
        raise DomainError(_("A file cannot be attached to itself."), code="itself", field="to")
    with transaction.atomic(durable=True):
        # In one order, whichever is to hold the other.
        locked = {found: ledger.lock_file(found) for found in sorted((file_id, to))}
        (file, before), (outer, outer_at) = locked[file_id], locked[to]
        _check(file, before, outer, outer_at, post)
        at = clock.now()
        link = FileLink.objects.create(
            file=file,
            to=outer,
            kind=FileLink.Kind.ATTACHED,
            reason=reason,
            made_by=hand.signatory,
            made_at=at,
        )
        file.state = File.State.ATTACHED
        file.save(update_fields=["state"])
        after = ledger.rest(before, Movement.Kind.ATTACHED, hand.signatory, at, reason)
        audit.record(actor, "FILE_ATTACHED", stream=file.pk, rows=[file, link, before, after], to=outer.pk)
        events.publish(FileMoved(file.pk, file.number, after.kind, post, post, at))
    return link


def detach_file(*, file_id: UUID, post: UUID, actor: Actor) -> FileLink:
    """Take the file out again, at the desk where the other lies; it goes its own way from there."""
    visible_file(actor, file_id)
    hand = hand_at(actor, post)
    rules.check_signs(hand.prepares_only)
    rules.check_acts(hand.acts, Act.NOTE)
    outer_id = _attached_to(file_id).to_id
    with transaction.atomic(durable=True):
        locked = {found: ledger.lock_file(found) for found in sorted((file_id, outer_id))}
        file, before = locked[file_id]
        link = _attached_to(file_id)
        rules.check_is_with(before, post)
        at = clock.now()
        link.ended_by, link.ended_at = hand.signatory, at
        link.save(update_fields=["ended_by", "ended_at"])
        file.state = File.State.ACTIVE
        file.save(update_fields=["state"])
        after = ledger.rest(before, Movement.Kind.DETACHED, hand.signatory, at)
        audit.record(actor, "FILE_DETACHED", stream=file.pk, rows=[file, link, before, after], of=outer_id)
        events.publish(FileMoved(file.pk, file.number, after.kind, post, post, at))
    return link


def _check(file: File, before: Movement, outer: File, outer_at: Movement, post: UUID) -> None:
    rules.check_active(file)
    rules.check_active(outer)
    rules.check_is_with(before, post)
    rules_life.check_together(before, outer_at)
    rules_life.check_same_medium(file, outer)
    rules_life.check_grading_fits(file, outer)
    rules_life.check_nothing_inside(bonds.holds_others(file.pk))
    rules_life.check_nothing_waits(bonds.note_waits(file.pk))


def _attached_to(file_id: UUID) -> FileLink:
    link = FileLink.objects.filter(file=file_id, kind=FileLink.Kind.ATTACHED, ended_at__isnull=True).first()
    if link is None:
        raise DomainError(_("The file is not attached to another."), code="not-attached")
    return link
