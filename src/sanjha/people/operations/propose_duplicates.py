"""Look whether a resident stands in the register twice, and put the pairs before an officer."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.people import resemblance
from sanjha.people.models import Duplicate, Resident

MOST_COMPARED = 200


def propose_duplicates(*, resident_id: UUID, actor: Actor) -> list[Duplicate]:
    """Compare the resident with those of the same birth date or its slip, or the same mobile; at most 200 of them.

    Pairs that were proposed before, decided or not, are left alone. May stand inside a transaction: it follows an event.
    """
    with transaction.atomic():
        resident = Resident.objects.select_related("address").filter(pk=resident_id).first()
        if resident is None or resident.merged_into_id is not None:
            return []
        known = {
            pair
            for ids in Duplicate.objects.filter(Q(first=resident) | Q(second=resident)).values_list(
                "first", "second"
            )
            for pair in ids
        }
        made = []
        for other in _like(resident):
            reasons = resemblance.reasons_for(resident, other)
            score = resemblance.score_of(reasons)
            if other.pk not in known and score >= resemblance.ENOUGH:
                made.append(proposal(resident, other, reasons))
        Duplicate.objects.bulk_create(made)
        if made:
            audit.record(actor, "DUPLICATES_PROPOSED", stream=resident.id, rows=made, pairs=len(made))
    return made


def proposal(one: Resident, other: Resident, reasons: Sequence[resemblance.Reason]) -> Duplicate:
    """The pair with its reasons, unsaved."""
    first, second = sorted((one, other), key=lambda row: row.pk)
    return Duplicate(
        first=first,
        second=second,
        score=resemblance.score_of(reasons),
        reasons=[reason.value for reason in reasons],
        proposed_at=clock.now(),
    )


def _like(resident: Resident) -> list[Resident]:
    born = resident.born_on
    dates = [born]
    if born.day <= 12:  # day and month may have been written the other way round
        dates.append(born.replace(month=born.day, day=born.month))
    fits = Q(born_on__in=dates)
    if resident.mobile:
        fits |= Q(mobile=resident.mobile)
    rows = Resident.objects.select_related("address").filter(
        fits, name_keys__overlap=resident.name_keys, gender=resident.gender, merged_into__isnull=True
    )
    return list(rows.exclude(pk=resident.pk).order_by("-recorded_at")[:MOST_COMPARED])
