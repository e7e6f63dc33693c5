"""Propose that a file is closed, or that a closed one is reopened. Somebody above decides (`decide_closing`)."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import ledger, rules, rules_life
from sanjha.eoffice.models import Act, File, FileClosing
from sanjha.eoffice.queries import bonds
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.hands import hand_at
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError


def propose_closing(*, file_id: UUID, post: UUID, reason: str, actor: Actor) -> FileClosing:
    """Propose at the desk that holds the file, with no part open, nothing attached and no note waiting.

    Until it is decided nothing is written on the file and it stays where it is (CSMOP 2022, chapter 10).
    """
    visible_file(actor, file_id)
    hand = hand_at(actor, post)
    rules.check_acts(hand.acts, Act.PROPOSE_CLOSE)
    rules.check_signs(hand.prepares_only)
    reason = rules_life.reason_of(reason)
    with transaction.atomic(durable=True):
        file, movement = ledger.lock_file(file_id)
        rules.check_active(file)
        rules.check_is_with(movement, post)
        check_may_close(file)
        file.state = File.State.CLOSING
        file.save(update_fields=["state"])
        closing = FileClosing.objects.create(
            file=file,
            kind=FileClosing.Kind.CLOSE,
            reason=reason,
            proposed_by=hand.signatory,
            proposed_at=clock.now(),
        )
        audit.record(actor, "CLOSING_PROPOSED", stream=file.pk, rows=[file, closing])
    return closing


def propose_reopening(*, file_id: UUID, post: UUID, reason: str, actor: Actor) -> FileClosing:
    """Ask that a closed file is taken up again at the desk of `post`, a desk of the branch that opened it."""
    visible_file(actor, file_id)
    hand = hand_at(actor, post)
    rules.check_acts(hand.acts, Act.PROPOSE_CLOSE)
    rules.check_signs(hand.prepares_only)
    reason = rules_life.reason_of(reason)
    with transaction.atomic(durable=True):
        file, _movement = ledger.lock_file(file_id)
        rules_life.check_closed(file)
        rules_life.check_of_branch(file, hand.office_code)
        if FileClosing.objects.filter(file=file, decision="").exists():
            raise DomainError(_("Its reopening was proposed already."), code="proposed")
        closing = FileClosing.objects.create(
            file=file,
            kind=FileClosing.Kind.REOPEN,
            reason=reason,
            proposed_by=hand.signatory,
            proposed_at=clock.now(),
        )
        audit.record(actor, "REOPENING_PROPOSED", stream=file.pk, rows=[closing])
    return closing


def check_may_close(file: File) -> None:
    """Raises DomainError while something of the file is open."""
    rules_life.check_closable(
        parts=bonds.open_parts(file),
        attached=bonds.holds_others(file.pk),
        waiting=bonds.note_waits(file.pk),
    )
