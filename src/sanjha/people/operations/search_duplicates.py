"""Search the whole register for people who stand in it twice: piece by piece, in the background."""

from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.people import names, resemblance
from sanjha.people.models import Duplicate, DuplicateSearch, Resident
from sanjha.people.operations.propose_duplicates import proposal

PIECE = 500
"""Residents looked at in one transaction."""

# Who is compared with whom: gender and a telling name in common (as it sounds), and the same birth date, the date with day
# and month changed round, or the same mobile number. Whoever shares less cannot reach enough points. Each branch has its
# index. Of a pair only the newer one looks back at the older.
_FITS = "o.id < p.id AND o.gender = p.gender AND o.merged_into_id IS NULL AND o.name_keys && p.keys"
_PAIRS = f"""
WITH piece AS (
  SELECT id, gender, born_on, mobile, telling.keys,
    CASE WHEN extract(day FROM born_on) <= 12 THEN make_date(
      extract(year FROM born_on)::int, extract(day FROM born_on)::int, extract(month FROM born_on)::int) END AS turned
  FROM people_resident CROSS JOIN LATERAL (
    SELECT coalesce(nullif(array(
      SELECT unnest(name_keys) EXCEPT SELECT unnest(%(common)s::varchar[])), '{{}}'), name_keys) AS keys) AS telling
  WHERE id = ANY(%(ids)s::uuid[]))
SELECT p.id, o.id FROM piece p JOIN people_resident o ON o.born_on = p.born_on WHERE {_FITS}
UNION
SELECT p.id, o.id FROM piece p JOIN people_resident o ON o.born_on = p.turned WHERE {_FITS}
UNION
SELECT p.id, o.id FROM piece p JOIN people_resident o ON o.mobile = p.mobile AND o.mobile <> '' WHERE p.mobile <> '' AND {_FITS}
"""  # noqa: S608 nothing comes from outside
_COMMON = sorted({key for word in names.COMMON_WORDS for key in names.search_keys(word)})


def search_duplicates(*, search_id: UUID, actor: Actor) -> DuplicateSearch:
    """Look at the next residents and propose the pairs that are new. Nothing for a search that is over."""
    with transaction.atomic(durable=True):
        search = DuplicateSearch.objects.select_for_update().get(pk=search_id)
        if not search.is_running:
            return search
        ids = _next(search.after)
        pairs = _pairs(ids)
        made = _proposals(pairs)
        Duplicate.objects.bulk_create(made)
        search.looked_at += len(ids)
        search.compared += len(pairs)
        search.proposed += len(made)
        search.after = ids[-1] if ids else search.after
        if len(ids) < PIECE:
            search.is_running, search.finished_at = False, clock.now()
        search.save()
        if made or not search.is_running:
            audit.record(
                actor, "DUPLICATES_PROPOSED", stream=search.pk, rows=[search, *made], pairs=len(made)
            )
        else:
            audit.record(actor, "RESIDENTS_COMPARED", stream=search.pk, rows=[search])
    return search


def _next(after: UUID | None) -> list[UUID]:
    rows = Resident.objects.filter(merged_into__isnull=True).order_by("id")
    rows = rows.filter(pk__gt=after) if after else rows
    return list(rows.values_list("pk", flat=True)[:PIECE])


def _pairs(ids: list[UUID]) -> list[tuple[UUID, UUID]]:
    if not ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS, {"ids": ids, "common": _COMMON})
        return list(cursor.fetchall())


def _proposals(pairs: list[tuple[UUID, UUID]]) -> list[Duplicate]:
    ids = {key for pair in pairs for key in pair}
    rows = Resident.objects.select_related("address").in_bulk(ids)
    known = set(Duplicate.objects.filter(Q(first__in=ids) & Q(second__in=ids)).values_list("first", "second"))
    made = []
    for one, other in pairs:
        if (other, one) in known or (one, other) in known:
            continue
        reasons = resemblance.reasons_for(rows[one], rows[other])
        if resemblance.score_of(reasons) >= resemblance.ENOUGH:
            made.append(proposal(rows[one], rows[other], reasons))
    return made
