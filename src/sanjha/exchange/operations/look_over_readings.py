"""Look over the readings of a day: which look-ups of officers stand out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from sanjha.exchange import contract, oversight_queries, oversight_rules
from sanjha.exchange.models import Conspicuous, Why
from sanjha.exchange.oversight_queries import Looked
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.offices import contract as offices
from sanjha.offices.contract import PostReach
from sanjha.people import contract as people

AT_ONCE = 500


@dataclass(frozen=True)
class Standing:
    """One look-up, or many of one officer, and why it stands out."""

    why: Why
    looked: Looked
    subject: UUID | None
    subjects: int
    times: int


def look_over_readings(*, day: date, actor: Actor) -> int:
    """Keep what stands out among the day's look-ups of residents. Returns how many rows are new; doing it again adds none.

    Asks the register of offices where the posts work and with whom, the register of residents whether a person lives
    there or is one of them, and the services whether a case is under way. Raises Unavailable when one does not answer.
    """
    looked = oversight_queries.looked_on(day)
    reach = _reach({post for each in looked for post in each.posts})
    found = [
        *_without_case(looked, day),
        *_by_place_and_person(looked, reach),
        *_far_more(looked, reach, day),
    ]
    new = 0
    for chunk in _batches(found):
        with transaction.atomic(durable=True):
            rows = [row for each in chunk if (row := _kept(each, day)) is not None]
            if rows:
                audit.record(actor, "LOOKUPS_STAND_OUT", stream="exchange.oversight", rows=rows, day=day)
        new += len(rows)
    return new


def _batches(found: Iterable[Standing]) -> Iterator[list[Standing]]:
    together: list[Standing] = []
    for each in found:
        together.append(each)
        if len(together) == AT_ONCE:
            yield together
            together = []
    if together:
        yield together


def _kept(found: Standing, day: date) -> Conspicuous | None:
    """The row when it is new; one that is there is left as it was found."""
    row, is_new = Conspicuous.objects.get_or_create(
        why=found.why,
        officer=found.looked.officer,
        day=day,
        subject=found.subject,
        defaults={
            "posts": list(found.looked.posts),
            "subjects": found.subjects,
            "times": found.times,
            "purpose": found.looked.purpose,
            "case": found.looked.case,
            "found_at": clock.now(),
        },
    )
    return row if is_new else None


def _reach(posts: set[UUID]) -> dict[UUID, PostReach]:
    return {found.post: found for found in offices.reach_of_posts(post_ids=sorted(posts))} if posts else {}


def _one(why: Why, looked: Looked) -> Standing:
    return Standing(why, looked, looked.subject, 1, looked.times)


def _without_case(looked: list[Looked], day: date) -> Iterator[Standing]:
    cases = sorted({each.case for each in looked if each.case})
    under_way = contract.open_among(cases, since=oversight_queries.span(day)[0]) if cases else set()
    return (_one(Why.NO_CASE, each) for each in looked if each.case not in under_way)


def _by_place_and_person(looked: list[Looked], reach: Mapping[UUID, PostReach]) -> Iterator[Standing]:
    by_reader: dict[tuple[UUID, tuple[UUID, ...]], dict[UUID, Looked]] = {}
    for each in looked:
        by_reader.setdefault((each.officer, each.posts), {})[each.subject] = each
    for (officer, posts), subjects in by_reader.items():
        held = [reach[post] for post in posts if post in reach]
        # A post without places serves whoever comes: with it nobody is outside.
        places = (
            sorted({place for post in held for place in post.places}) if all(p.places for p in held) else []
        )
        staff = {member.mobile: member.officer for post in held for member in post.staff if member.mobile}
        for start in range(0, len(subjects), AT_ONCE):
            ids = sorted(subjects)[start : start + AT_ONCE]
            for found in people.compare(resident_ids=ids, places=places, mobiles=sorted(staff)):
                if found.mobile:
                    is_self = staff[found.mobile] == officer
                    yield _one(Why.SELF if is_self else Why.COLLEAGUE, subjects[found.id])
                if found.is_outside:
                    yield _one(Why.OUTSIDE, subjects[found.id])


def _far_more(looked: list[Looked], reach: Mapping[UUID, PostReach], day: date) -> Iterator[Standing]:
    """Officers are compared with those of the same designation, by the first post they hold."""
    by_designation: dict[str, dict[UUID, list[Looked]]] = {}
    for each in looked:
        if each.posts[0] in reach:
            officers = by_designation.setdefault(reach[each.posts[0]].designation, {})
            officers.setdefault(each.officer, []).append(each)
    usual = oversight_queries.people_a_day(reach, before=day)
    for designation, officers in by_designation.items():
        known = [
            each for post, days in usual.items() if reach[post].designation == designation for each in days
        ]
        people_of = {who: len({each.subject for each in looks}) for who, looks in officers.items()}
        for who, count in people_of.items():
            others = [people for other, people in [*known, *people_of.items()] if other != who]
            if oversight_rules.is_far_more(count, others):
                looks = officers[who]
                yield Standing(Why.MANY, looks[0], None, count, sum(each.times for each in looks))
