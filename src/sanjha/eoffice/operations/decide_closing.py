"""Approve or refuse a proposal to close or to reopen a file."""

from datetime import datetime
from html import escape
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import keys, ledger, markup, rules, rules_life
from sanjha.eoffice.events import FileMoved
from sanjha.eoffice.models import Act, File, FileClosing, Movement, Note
from sanjha.eoffice.operations.propose_closing import check_may_close
from sanjha.eoffice.operations.write_note import keep_note
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.hands import Hand, hand_at
from sanjha.eoffice.sealed import Pen
from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound, NotPermitted


def decide_closing(
    *, closing_id: UUID, post: UUID, approved: bool, actor: Actor, remarks: str = ""
) -> FileClosing:
    """Decide as the head of the branch or above; the proposer never decides. Refusing needs remarks.

    An approved reopening puts the reason on the note side, signed by who approves it, and the file on the proposer's desk.
    """
    found = FileClosing.objects.select_related("file").filter(pk=closing_id).first()
    if found is None:
        raise NotFound(_("There is no such proposal."))
    visible_file(actor, found.file_id)
    hand = hand_at(actor, post)
    _check_may(found.file, hand)
    remarks = rules.remarks_of(remarks) if approved else rules_life.reason_of(remarks, field="remarks")
    if actor.person is None:
        raise RuntimeError("an officer is a person")
    pen = Pen(keys.key_of(actor.person))
    with transaction.atomic(durable=True):
        file, before = ledger.lock_file(found.file_id)
        closing = FileClosing.objects.get(pk=closing_id)
        rules_life.check_decides(closing, actor.person)
        at = clock.now()
        closing.decision = FileClosing.Decision.APPROVED if approved else FileClosing.Decision.REFUSED
        closing.remarks, closing.decided_by, closing.decided_at = remarks, hand.signatory, at
        closing.save(update_fields=["decision", "remarks", "decided_by", "decided_at"])
        done = _carry_out(file, before, closing, hand, pen, at)
        audit.record(actor, f"{closing.kind}_{closing.decision}", stream=file.pk, rows=[closing, *done])
    return closing


def _check_may(file: File, hand: Hand) -> None:
    rules.check_acts(hand.acts, Act.APPROVE_CLOSE)
    rules.check_signs(hand.prepares_only)
    if hand.office not in file.offices:
        raise NotPermitted(
            _("The head of the branch that opened the file decides, or an officer above."),
            code="not-above",
        )


def _carry_out(
    file: File, before: Movement, closing: FileClosing, hand: Hand, pen: Pen, at: datetime
) -> list[models.Model]:
    if closing.decision == FileClosing.Decision.REFUSED:
        if closing.kind == FileClosing.Kind.REOPEN:
            return []
        file.state = File.State.ACTIVE
        file.save(update_fields=["state"])
        return [file]
    if closing.kind == FileClosing.Kind.CLOSE:
        check_may_close(file)
        file.state = File.State.CLOSED
        file.save(update_fields=["state"])
        after = ledger.rest(before, Movement.Kind.CLOSED, hand.signatory, at, closing.reason)
    else:
        rules_life.check_closed(file)
        file.state = File.State.ACTIVE
        file.save(update_fields=["state"])
        note = _reason_note(file, closing, hand, pen, at)
        back = ledger.Stay(
            kind=Movement.Kind.REOPENED,
            to_post=closing.proposed_by.post,
            to_title=closing.proposed_by.title,
            sender=hand.signatory,
            at=at,
            remarks=closing.reason,
            after_note=note.number or 0,
        )
        after = ledger.move(before, back)
        events.publish(FileMoved(file.pk, file.number, after.kind, after.from_post, after.to_post, at))
        return [file, before, after, note]
    events.publish(FileMoved(file.pk, file.number, after.kind, after.from_post, after.to_post, at))
    return [file, before, after]


def _reason_note(file: File, closing: FileClosing, hand: Hand, pen: Pen, at: datetime) -> Note:
    said = _("Reopened on the proposal of %(name)s: %(reason)s") % {
        "name": closing.proposed_by,
        "reason": closing.reason,
    }
    note = keep_note(file, hand, markup.cleaned(f"<p>{escape(said)}</p>"), "en", confirmed=True)
    return pen.seal(note, at)
