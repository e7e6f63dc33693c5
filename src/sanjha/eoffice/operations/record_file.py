"""Send a closed file to the record room with its class."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.eoffice import ledger, rules, rules_records
from sanjha.eoffice.events import FileMoved
from sanjha.eoffice.models import Act, File, Movement, RecordEntry, RetentionRule
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.hands import hand_at
from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError
from sanjha.kernel.text import normalise
from sanjha.offices import contract as offices


def record_file(
    *, file_id: UUID, post: UUID, record_class: str, actor: Actor, location: str = ""
) -> RecordEntry:
    """Enter the file, as the records officer of its department, with the dates that the retention rule gives.

    `location` says where paper lies. Raises NotPermitted for others, DomainError for a file that is not closed and
    without a class. A file that was taken up again and closed gets its new dates.
    """
    file = visible_file(actor, file_id)
    hand = hand_at(actor, post)
    rules.check_acts(hand.acts, Act.RECORD)
    rules.check_signs(hand.prepares_only)
    rules_records.check_keeps(file, hand.office)
    rule = rule_of(offices.office(office_id=hand.office).department, record_class)
    location = normalise(location, field="location")[:120]
    today = clock.today()
    dates = rules_records.dates_of(rule, today)
    with transaction.atomic(durable=True):
        file, before = ledger.lock_file(file_id)
        rules_records.check_recordable(file)
        at = clock.now()
        entry, _new = RecordEntry.objects.update_or_create(
            file=file,
            defaults={
                "record_class": rule.record_class,
                "rule": rule,
                "location": location,
                "recorded_on": today,
                "review_on": dates.review_on,
                "destroy_on": dates.destroy_on,
                "recorded_by": hand.signatory,
            },
        )
        file.state = File.State.RECORDED
        file.save(update_fields=["state"])
        stay = ledger.Stay(
            kind=Movement.Kind.RECORDED,
            to_post=post,
            to_title=hand.signatory.title,
            sender=hand.signatory,
            at=at,
            is_read=True,
        )
        after = ledger.move(before, stay)
        audit.record(actor, "FILE_RECORDED", stream=file.pk, rows=[file, entry, before, after])
        events.publish(FileMoved(file.pk, file.number, after.kind, after.from_post, post, at))
    return entry


def rule_of(department: str, record_class: str) -> RetentionRule:
    """The department's rule for the class, else the one of all departments. Raises DomainError for no such class."""
    found = (
        RetentionRule.objects.filter(department__in=["", department], record_class=record_class)
        .order_by("-department")
        .first()
    )
    if found is None:
        raise DomainError(_("Choose the class of the record."), code="record-class", field="record_class")
    return found
