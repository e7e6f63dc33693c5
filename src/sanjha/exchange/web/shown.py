"""Readings as a citizen sees them: looks of one reader at one case on one day stand together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.utils.functional import Promise

from sanjha.exchange import member_queries, queries
from sanjha.exchange.contract import numbers_of_cases
from sanjha.exchange.fact_names import fact_names
from sanjha.exchange.models import Reading
from sanjha.exchange.readers import posts_in_words, readers_in_words
from sanjha.kernel import clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Unavailable
from sanjha.kernel.text import Text


@dataclass(frozen=True)
class ShownReading:
    """One or several looks: by whom (posts in words), when, at which facts, why, in which case."""

    readers: list[str | Promise | Text]
    first_at: datetime
    last_at: datetime
    times: int
    facts: list[Text]
    purpose: Text
    case: str


def shown(readings: Sequence[Reading], actor: Actor) -> list[ShownReading]:
    """The readings in words, the newest first. Asks once for posts and once for purposes."""
    posts = posts_in_words({post for reading in readings for post in reading.posts})
    purposes = queries.purpose_names({reading.purpose for reading in readings})
    members = member_queries.members_by_identifier({reading.consumer for reading in readings})
    numbers = _numbers({reading.case for reading in readings if reading.case})
    return [
        _shown(list(together), actor, posts, purposes, members, numbers)
        for _key, together in groupby(readings, key=_same_look)
    ]


def _same_look(reading: Reading) -> tuple[object, ...]:
    day = reading.at.astimezone(clock.IST).date()
    return day, reading.reader, tuple(reading.posts), reading.purpose, reading.case, tuple(reading.facts)


def _shown(
    together: list[Reading],
    actor: Actor,
    posts: dict[UUID, str],
    purposes: dict[str, Text],
    members: dict[str, Text],
    numbers: dict[str, str],
) -> ShownReading:
    newest, oldest = together[0], together[-1]
    department = members.get(newest.consumer)
    return ShownReading(
        readers=[department] if department else readers_in_words(newest, actor, posts),
        first_at=oldest.at.astimezone(clock.IST),
        last_at=newest.at.astimezone(clock.IST),
        times=len(together),
        facts=fact_names(newest.facts),
        purpose=purposes.get(newest.purpose, Text(newest.purpose)),
        case=numbers.get(newest.case, newest.case),
    )


def _numbers(cases: set[str]) -> dict[str, str]:
    """Public numbers of cases; none while the service that knows them does not answer."""
    try:
        return numbers_of_cases(sorted(cases)) if cases else {}
    except Unavailable:
        return {}
