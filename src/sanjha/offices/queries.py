"""Reads of the register of offices: who acts for which post today. Who holds an office is public within the house."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import clock
from sanjha.kernel.errors import NotFound
from sanjha.kernel.text import Text
from sanjha.offices.models import Leave, Office, Officer, Post, PostJurisdiction, Tenure

Capacity = Tenure.Capacity
_CHAIN = """
WITH RECURSIVE above AS (
  SELECT id, parent_id FROM offices_office WHERE id = %s
  UNION SELECT o.id, o.parent_id FROM offices_office o JOIN above ON o.id = above.parent_id)
SELECT id FROM above
"""


def in_force(today: date) -> Q:
    """Tenures of today: begun, and not given up by this day."""
    return Q(from_date__lte=today) & (Q(to_date__isnull=True) | Q(to_date__gt=today))


def leaves_on(today: date) -> QuerySet[Leave]:
    return Leave.objects.filter(from_date__lte=today, back_on__gt=today)


@dataclass(frozen=True)
class Acting:
    """Who acts in a post today, in which capacity and since when."""

    officer: Officer
    capacity: Capacity
    since: date


def acting_in(post_ids: Iterable[UUID]) -> dict[UUID, Acting]:
    """Who acts in each post today; vacant posts are left out. Two queries, however many posts."""
    today = clock.today()
    tenures: dict[UUID, dict[str, Tenure]] = {}
    rows = Tenure.objects.filter(in_force(today), post__in=list(post_ids), officer__is_active=True)
    for tenure in rows.select_related("officer"):
        tenures.setdefault(tenure.post_id, {})[tenure.capacity] = tenure
    officers = {tenure.officer_id for by_capacity in tenures.values() for tenure in by_capacity.values()}
    leaves = leaves_on(today)
    link_away = Exists(leaves.filter(officer=OuterRef("link_officer")))
    away = {
        leave.officer_id: leave
        for leave in leaves.filter(officer__in=officers)
        .annotate(link_away=link_away)
        .select_related("link_officer")
    }
    found = ((post, _acting(by_capacity, away)) for post, by_capacity in tenures.items())
    return {post: acting for post, acting in found if acting is not None}


def _acting(tenures: dict[str, Tenure], away: Mapping[UUID, Leave]) -> Acting | None:
    own = tenures.get(Capacity.SUBSTANTIVE) or tenures.get(Capacity.ADDITIONAL)
    if own is None:
        return None
    leave = away.get(own.officer_id)
    if leave is None:
        return Acting(own.officer, Capacity(own.capacity), own.from_date)
    if own.capacity == Capacity.SUBSTANTIVE:
        arranged = tenures.get(Capacity.LEAVE_ARRANGEMENT)
        if arranged is not None:
            return (
                None
                if arranged.officer_id in away
                else Acting(arranged.officer, Capacity.LEAVE_ARRANGEMENT, arranged.from_date)
            )
        standing = tenures.get(Capacity.LINK)
        if leave.link_officer is None and standing is not None and standing.officer_id not in away:
            return Acting(standing.officer, Capacity.LINK, leave.from_date)
    link = leave.link_officer
    if link is None or not link.is_active or getattr(leave, "link_away", False):
        return None
    return Acting(link, Capacity.LINK, leave.from_date)


def post_with(post_id: UUID) -> Post:
    """The post with its office and department. Raises NotFound."""
    try:
        return Post.objects.select_related("office__department", "superior").get(id=post_id)
    except Post.DoesNotExist:
        raise NotFound(_("There is no such post."), field="post") from None


def office_with(office_id: UUID) -> Office:
    """The office with its department. Raises NotFound."""
    try:
        return Office.objects.select_related("department", "parent").get(id=office_id)
    except Office.DoesNotExist:
        raise NotFound(_("There is no such office."), field="office") from None


def officer_with(officer_id: UUID) -> Officer:
    """Raises NotFound."""
    try:
        return Officer.objects.get(id=officer_id)
    except Officer.DoesNotExist:
        raise NotFound(_("There is no such officer."), field="officer") from None


def posts_with(post_ids: Iterable[UUID]) -> list[Post]:
    """The posts in the order of the ids; unknown ones are left out."""
    ids = list(post_ids)
    found = {post.id: post for post in Post.objects.filter(id__in=ids).select_related("office")}
    return [found[number] for number in dict.fromkeys(ids) if number in found]


def active_posts_in(office_code: str, designation: str) -> list[Post]:
    """The active posts of a designation in an office, by code."""
    posts = Post.objects.filter(
        office__code=office_code, designation=designation, is_active=True, office__is_active=True
    )
    return list(posts.select_related("office").order_by("code"))


def nearest_post(designation: str, places: Sequence[str], office_kind: str = "") -> Post:
    """The active post of the designation that has the first of the places in its jurisdiction. Raises NotFound.

    Two posts with the same place: the one whose code comes first, so that the answer never wavers.
    """
    rows = PostJurisdiction.objects.filter(
        place__in=places,
        ended_at__isnull=True,
        post__designation=designation,
        post__is_active=True,
        post__office__is_active=True,
    )
    if office_kind:
        rows = rows.filter(post__office__kind=office_kind)
    found = sorted(
        rows.select_related("post__office"), key=lambda row: (places.index(row.place), row.post.code)
    )
    if not found:
        raise NotFound(
            _("No %(designation)s is responsible for this place.") % {"designation": designation},
            code="nobody-responsible",
            field="place",
        )
    return found[0].post


def chain_of(office_id: UUID) -> set[UUID]:
    """The office and all offices above it."""
    with connection.cursor() as cursor:
        cursor.execute(_CHAIN, [office_id])
        return {row[0] for row in cursor.fetchall()}


def places_of(post_id: UUID) -> list[str]:
    """The codes of the places that the post is responsible for, in order."""
    rows = PostJurisdiction.objects.filter(post=post_id, ended_at__isnull=True)
    return list(rows.order_by("place").values_list("place", flat=True))


def offices_of_kind(kind: str, place: str = "") -> QuerySet[Office]:
    found = Office.objects.filter(kind=kind, is_active=True).select_related("department").order_by("code")
    return found.filter(place=place) if place else found


def titles_of(post_ids: Iterable[UUID]) -> dict[UUID, Text]:
    return {post.id: post.title for post in Post.objects.filter(id__in=list(post_ids))}


def reach_of(post_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """The places of each post, in one question."""
    found: dict[UUID, list[str]] = {}
    rows = PostJurisdiction.objects.filter(post__in=list(post_ids), ended_at__isnull=True)
    for post, place in rows.order_by("place").values_list("post", "place"):
        found.setdefault(post, []).append(place)
    return found


def staff_of(offices: Iterable[UUID]) -> dict[UUID, list[tuple[UUID, str]]]:
    """(officer, mobile number) of whoever holds a post in each office today, by the office."""
    rows = Tenure.objects.filter(in_force(clock.today()), post__office__in=list(offices)).order_by("officer")
    found: dict[UUID, list[tuple[UUID, str]]] = {}
    for office, officer, mobile in rows.values_list("post__office", "officer", "officer__mobile").distinct():
        found.setdefault(office, []).append((officer, mobile))
    return found
