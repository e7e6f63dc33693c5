"""Draw a list of recorded files that are to be weeded; the records officer approves it (`approve_weeding`)."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import rules, rules_life, rules_records
from sanjha.eoffice.models import Act, RecordEntry, WeedingEntry, WeedingList
from sanjha.eoffice.queries.hands import hand_at
from sanjha.eoffice.queries.records import held_among, ripe
from sanjha.kernel import audit, clock, numbers
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError
from sanjha.offices import contract as offices


def draw_weeding_list(*, file_ids: Sequence[UUID], post: UUID, reason: str, actor: Actor) -> WeedingList:
    """Put files of class C whose time is over, or whose review said so, on a list. None of them is under a legal hold."""
    hand = hand_at(actor, post)
    rules.check_acts(hand.acts, Act.APPROVE_CLOSE)
    rules.check_signs(hand.prepares_only)
    reason = rules_life.reason_of(reason)
    department = offices.office(office_id=hand.office).department
    wanted = set(file_ids)
    if not wanted:
        raise DomainError(_("Choose the files."), code="missing", field="files")
    with transaction.atomic(durable=True):
        entries = list(
            RecordEntry.objects.select_for_update(of=("self",))
            .filter(ripe(clock.today()), file__in=wanted, file__offices__contains=[hand.office])
            .select_related("file")
        )
        if {entry.file_id for entry in entries} != wanted:
            raise DomainError(
                _("Only files of your offices whose time is over can be weeded."),
                code="not-ripe",
                field="files",
            )
        rules_records.check_not_held(held_among(wanted))
        at = clock.now()
        drawn = WeedingList.objects.create(
            number=numbers.allot(
                f"eoffice.weeding/{department}/{at.year}", template=f"W/{department}/{at.year}/{{number}}"
            ),
            department=department,
            offices=[str(hand.office)],
            drawn_by=hand.signatory,
            drawn_at=at,
        )
        made = WeedingEntry.objects.bulk_create(
            WeedingEntry(weeding=drawn, file=entry.file, reason=reason) for entry in entries
        )
        audit.record(actor, "WEEDING_LIST_DRAWN", stream=drawn.pk, rows=[drawn, *made])
    return drawn
