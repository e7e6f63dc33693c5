"""Change the grading of a file, as its cleared holder."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import ledger, rules, rules_life, rules_secrecy
from sanjha.eoffice.models import CorrespondenceItem, File, FileLink
from sanjha.eoffice.queries.access import clearance_of, visible_file
from sanjha.eoffice.queries.hands import hand_at
from sanjha.kernel import audit
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError


def regrade_file(*, file_id: UUID, post: UUID, grading: int, reason: str, actor: Actor) -> File:
    """Grade the file anew, never below what lies in it. Raises NotPermitted for who is not cleared for both gradings."""
    visible_file(actor, file_id)
    hand = hand_at(actor, post)
    rules.check_signs(hand.prepares_only)
    rules_secrecy.check_grading(grading)
    reason = rules_life.reason_of(reason)
    cleared = clearance_of(actor)
    with transaction.atomic(durable=True):
        file, movement = ledger.lock_file(file_id)
        rules.check_active(file)
        rules.check_is_with(movement, post)
        before = file.grading
        rules_secrecy.check_regrades(cleared, before, grading)
        highest = _highest_inside(file)
        if grading < highest:
            raise DomainError(
                _("A paper in the file is graded higher. The file cannot be graded below it."),
                code="grading-too-low",
                field="grading",
            )
        file.grading = grading
        file.save(update_fields=["grading"])
        audit.record(
            actor, "FILE_REGRADED", stream=file.pk, rows=[file], before=before, after=grading, reason=reason
        )
    return file


def _highest_inside(file: File) -> int:
    papers = CorrespondenceItem.objects.filter(file=file).values_list("grading", flat=True)
    inside = FileLink.objects.filter(
        to=file, kind__in=[FileLink.Kind.ATTACHED, FileLink.Kind.MERGED_INTO], ended_at__isnull=True
    ).values_list("file__grading", flat=True)
    return max([0, *papers, *inside])
