"""The posts an officer acts for today. Every request of an officer asks for them, so this is one plain statement."""

from typing import Any
from uuid import UUID

from django.db import connection

from sanjha.kernel import clock
from sanjha.kernel.actors import Holding
from sanjha.kernel.text import Text
from sanjha.offices.models import Tenure

_RANKS = list(Tenure.Capacity.values)
_FOR_ANOTHER = {Tenure.Capacity.LINK, Tenure.Capacity.LEAVE_ARRANGEMENT}
_HOLDINGS = """
WITH absent AS (
  SELECT officer_id, link_officer_id FROM offices_leave WHERE from_date <= %(today)s AND back_on > %(today)s),
in_force AS NOT MATERIALIZED (
  SELECT t.* FROM offices_tenure t JOIN offices_officer f ON f.id = t.officer_id AND f.is_active
  WHERE t.from_date <= %(today)s AND (t.to_date IS NULL OR t.to_date > %(today)s))
SELECT p.id, p.designation, p.title_en, p.title_pa, p.title_hi, o.id, o.code, o.kind, o.name_en, o.name_pa, o.name_hi,
  CASE WHEN t.officer_id = %(officer)s THEN t.capacity ELSE 'LINK' END,
  own.name_en, own.name_pa
FROM in_force t JOIN offices_post p ON p.id = t.post_id AND p.is_active JOIN offices_office o ON o.id = p.office_id
  LEFT JOIN in_force s ON s.post_id = t.post_id AND s.capacity = 'SUBSTANTIVE' AND s.officer_id <> %(officer)s
  LEFT JOIN offices_officer own ON own.id = s.officer_id
WHERE t.officer_id = ANY (ARRAY(
    SELECT %(officer)s UNION ALL SELECT officer_id FROM absent WHERE link_officer_id = %(officer)s))
  AND NOT EXISTS (SELECT FROM absent WHERE officer_id = %(officer)s)
  AND EXISTS (SELECT FROM offices_officer WHERE id = %(officer)s AND is_active)
  AND CASE
    WHEN t.capacity IN ('SUBSTANTIVE', 'ADDITIONAL') AND t.officer_id = %(officer)s THEN true
    WHEN t.capacity = 'LEAVE_ARRANGEMENT' THEN t.officer_id = %(officer)s AND EXISTS (
      SELECT FROM in_force h JOIN absent a ON a.officer_id = h.officer_id
      WHERE h.post_id = t.post_id AND h.capacity = 'SUBSTANTIVE')
    WHEN EXISTS (SELECT FROM in_force r WHERE r.post_id = t.post_id AND r.capacity = 'LEAVE_ARRANGEMENT') THEN false
    WHEN t.capacity = 'LINK' THEN t.officer_id = %(officer)s AND EXISTS (
      SELECT FROM in_force h JOIN absent a ON a.officer_id = h.officer_id AND a.link_officer_id IS NULL
      WHERE h.post_id = t.post_id AND h.capacity = 'SUBSTANTIVE')
    ELSE true END
ORDER BY t.from_date, p.code
"""


def holdings_of(officer_id: UUID) -> list[Holding]:
    """The posts the officer acts for today, own post first; each once, in the first of the officer's capacities.

    An officer on leave acts for none. The link officer of a leave acts for every post of the officer on leave, except
    those given to somebody by a leave arrangement; a standing link officer only where the leave names nobody.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HOLDINGS, {"officer": officer_id, "today": clock.today()})
        rows = sorted(cursor.fetchall(), key=lambda row: _RANKS.index(row[11]))
    found: dict[UUID, Holding] = {}
    for row in rows:
        found.setdefault(row[0], _holding(row))
    return list(found.values())


def _holding(row: tuple[Any, ...]) -> Holding:
    (
        post,
        designation,
        en,
        pa,
        hi,
        office,
        code,
        kind,
        office_en,
        office_pa,
        office_hi,
        capacity,
        own,
        own_pa,
    ) = row
    return Holding(
        post=post,
        designation=designation,
        title=Text(en, pa, hi),
        office=office,
        office_code=code,
        office_kind=kind,
        office_name=Text(office_en, office_pa, office_hi),
        capacity=capacity,
        on_behalf_of=Text(own, own_pa) if own and capacity in _FOR_ANOTHER else None,
    )
