"""Readings as a citizen sees them: looks of one reader at one case on one day stand together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanjha.exchange import member_queries, queries
from sanjha.exchange.fact_names import fact_names
from sanjha.exchange.models import Reading
from sanjha.kernel import clock
from sanjha.kernel.actors import Actor, Kind
from sanjha.kernel.text import Text
from sanjha.offices import contract as offices

_KINDS: dict[str, Promise] = {
    Kind.SYSTEM: _("Sanjha itself, without a person"),
    Kind.CITIZEN: _("Somebody else with your mobile number"),
    Kind.OFFICER: _("An officer"),
    Kind.ANONYMOUS: _("Somebody who was signing in"),
}


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
    posts = _posts_in_words({post for reading in readings for post in reading.posts})
    purposes = queries.purpose_names({reading.purpose for reading in readings})
    members = member_queries.members_by_identifier({reading.consumer for reading in readings})
    return [
        _shown(list(together), actor, posts, purposes, members)
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
) -> ShownReading:
    newest, oldest = together[0], together[-1]
    department = members.get(newest.consumer)
    return ShownReading(
        readers=[department] if department else _readers(newest, actor, posts),
        first_at=oldest.at.astimezone(clock.IST),
        last_at=newest.at.astimezone(clock.IST),
        times=len(together),
        facts=fact_names(newest.facts),
        purpose=purposes.get(newest.purpose, Text(newest.purpose)),
        case=newest.case,
    )


def _readers(reading: Reading, actor: Actor, posts: dict[UUID, str]) -> list[str | Promise | Text]:
    """The reader's posts; a name never: an officer reads by virtue of a post."""
    if reading.reader == actor.label:
        return [_("You yourself")]
    known = [posts[post] for post in reading.posts if post in posts]
    return [*known] or [_KINDS.get(reading.reader.partition(":")[0], _KINDS[Kind.OFFICER])]


def _posts_in_words(post_ids: set[UUID]) -> dict[UUID, str]:
    if not post_ids:
        return {}
    found = offices.get_posts(post_ids=sorted(post_ids))
    return {post.id: f"{post.title}, {post.office_name}" for post in found}
