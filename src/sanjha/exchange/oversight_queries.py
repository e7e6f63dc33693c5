"""Reads for oversight: look-ups by day and officer, and the rows that stand out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from sanjha.exchange.models import Conspicuous, Finding
from sanjha.exchange.oversight_rules import OVERSEER
from sanjha.kernel import clock
from sanjha.kernel.actors import Actor

MOST = 200
_LOOKED = """
SELECT substr(reader, 9)::uuid, posts, subject, purpose, "case", count(*)
FROM exchange_reading
WHERE at >= %s AND at < %s AND reader ~ '^OFFICER:[0-9a-f-]{36}$' AND cardinality(posts) > 0
GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 3
"""
_USUAL = """
SELECT posts[1], (at AT TIME ZONE 'Asia/Kolkata')::date, substr(reader, 9)::uuid, count(DISTINCT subject)
FROM exchange_reading
WHERE at >= %s AND at < %s AND posts[1] = ANY(%s::uuid[]) AND reader ~ '^OFFICER:[0-9a-f-]{36}$'
GROUP BY 1, 2, 3
"""


@dataclass(frozen=True)
class Looked:
    """What an officer looked up of one person on one day for one case."""

    officer: UUID
    posts: tuple[UUID, ...]
    subject: UUID
    purpose: str
    case: str
    times: int


def looked_on(day: date) -> list[Looked]:
    """The look-ups of officers on one day."""
    with connection.cursor() as cursor:
        cursor.execute(_LOOKED, list(span(day)))
        return [Looked(who, tuple(posts), *rest) for who, posts, *rest in cursor.fetchall()]


def people_a_day(
    posts: Iterable[UUID], *, before: date, days: int = 30
) -> dict[UUID, list[tuple[UUID, int]]]:
    """By post, (officer, how many people were looked up) for each of the days before."""
    found: dict[UUID, list[tuple[UUID, int]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_USUAL, [span(before - timedelta(days=days))[0], span(before)[0], list(posts)])
        for post, _day, officer, people in cursor.fetchall():
            found.setdefault(post, []).append((officer, people))
    return found


def span(day: date) -> tuple[datetime, datetime]:
    """From midnight to midnight."""
    start = datetime.combine(day, time.min, clock.IST)
    return start, start + timedelta(days=1)


def seen_by(actor: Actor) -> QuerySet[Conspicuous]:
    """All rows for the data-protection officer, none for anybody else."""
    rows = Conspicuous.objects.all()
    return rows if actor.holds(OVERSEER) else rows.none()


def listed(actor: Actor, *, why: str = "", with_closed: bool = False) -> list[Conspicuous]:
    """The newest first, at most 200; without the closed ones unless asked for."""
    rows = seen_by(actor)
    if not with_closed:
        rows = rows.filter(finding=Finding.OPEN)
    if why:
        rows = rows.filter(why=why)
    return list(rows.order_by("-day", "-subjects", "id")[:MOST])


def asked_of(actor: Actor) -> list[Conspicuous]:
    """What the officer is asked to explain, the oldest first."""
    if not actor.is_officer or actor.person is None:
        return []
    rows = Conspicuous.objects.filter(officer=actor.person, finding=Finding.OPEN, asked_at__isnull=False)
    return list(rows.filter(answered_at__isnull=True).order_by("asked_at", "id")[:MOST])
