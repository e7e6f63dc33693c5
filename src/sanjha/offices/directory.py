"""Reads for the pages of the register: the directory, the history of a post, an officer's way through posts.

Every officer of the house may read it; what is private (mobile numbers) is not in it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from sanjha.kernel import clock
from sanjha.kernel.actors import Actor
from sanjha.offices.models import Leave, Office, Officer, Post, PostJurisdiction, Tenure
from sanjha.offices.queries import Acting, acting_in, in_force

PAGE = 50
MOST_FOUND = 20
MOST_WORDS = 5


@dataclass(frozen=True)
class DirectoryRow:
    """A post and who acts in it today."""

    post: Post
    acting: Acting | None


@dataclass(frozen=True)
class DirectoryPage:
    """One page of the directory; `start` counts from 0."""

    rows: list[DirectoryRow]
    start: int
    number: int


def directory(
    actor: Actor,
    *,
    text: str = "",
    kind: str = "",
    department: str = "",
    vacant: bool = False,
    start: int = 0,
) -> DirectoryPage:
    """The active posts by office and code, with who acts in each; nothing for who is no officer. Four queries."""
    posts = posts_found(actor, text=text, kind=kind, department=department, vacant=vacant)
    number = posts.count()
    shown = list(posts[start : start + PAGE])
    acting = acting_in(post.id for post in shown)
    return DirectoryPage([DirectoryRow(post, acting.get(post.id)) for post in shown], start, number)


def posts_found(
    actor: Actor, *, text: str = "", kind: str = "", department: str = "", vacant: bool = False
) -> QuerySet[Post]:
    """Active posts whose office, title or present officer has all words of the text."""
    if not actor.is_officer:
        return Post.objects.none()
    posts = Post.objects.filter(is_active=True, office__is_active=True).select_related("office")
    if kind:
        posts = posts.filter(office__kind=kind)
    if department:
        posts = posts.filter(office__department__code=department)
    if vacant:
        posts = posts.filter(~Exists(_present().filter(capacity="SUBSTANTIVE")))
    return _with_words(posts, text).order_by("office__code", "code")


def posts_with_words(text: str) -> list[Post]:
    """The first active posts whose office, title or present officer has all words of the text."""
    posts = Post.objects.filter(is_active=True, office__is_active=True).select_related("office")
    return list(_with_words(posts, text).order_by("office__code", "code")[:MOST_FOUND])


def _present() -> QuerySet[Tenure]:
    return Tenure.objects.filter(in_force(clock.today()), post=OuterRef("pk"))


def _with_words(posts: QuerySet[Post], text: str) -> QuerySet[Post]:
    present = _present()
    for word in text.split()[:MOST_WORDS]:
        named = (
            Q(officer__name_en__icontains=word)
            | Q(officer__name_pa__icontains=word)
            | Q(officer__employee_no__iexact=word)
        )
        posts = posts.filter(_has_word(word) | Exists(present.filter(named)))
    return posts


def _has_word(word: str) -> Q:
    columns = ("title_en", "title_pa", "code", "office__name_en", "office__name_pa", "office__code")
    found = Q()
    for column in columns:
        found |= Q(**{f"{column}__icontains": word})
    return found


def rows_of(posts: QuerySet[Post]) -> Iterator[DirectoryRow]:
    """All rows of a search, for the export; officers are looked up by the thousand."""
    batch: list[Post] = []
    for post in posts.iterator(chunk_size=1000):
        batch.append(post)
        if len(batch) == 1000:
            yield from _with_officers(batch)
            batch = []
    yield from _with_officers(batch)


def _with_officers(posts: Iterable[Post]) -> Iterator[DirectoryRow]:
    posts = list(posts)
    acting = acting_in(post.id for post in posts)
    for post in posts:
        yield DirectoryRow(post, acting.get(post.id))


def office_by_code(actor: Actor, code: str) -> Office | None:
    if not actor.is_officer:
        return None
    offices = Office.objects.select_related("department", "parent")
    return (
        offices.prefetch_related(Prefetch("offices", Office.objects.filter(is_active=True).order_by("code")))
        .filter(code=code)
        .first()
    )


def posts_of(office: Office) -> list[DirectoryRow]:
    """The posts of one office with who acts in each, closed posts last. Three queries."""
    return list(_with_officers(office.posts.select_related("office").order_by("-is_active", "code")))


@dataclass(frozen=True)
class PostHistory:
    """A post with everything the page shows."""

    post: Post
    acting: Acting | None
    tenures: list[Tenure]
    places: list[str]
    subordinates: list[DirectoryRow]


def history_of(actor: Actor, post_id: UUID) -> PostHistory | None:
    """The post with all its tenures, newest first. None for an unknown post or who is no officer."""
    if not actor.is_officer:
        return None
    post = Post.objects.select_related("office__department", "superior__office").filter(id=post_id).first()
    if post is None:
        return None
    tenures = list(post.tenures.select_related("officer").order_by("-from_date", "-id"))
    places = PostJurisdiction.objects.filter(post=post, ended_at__isnull=True).values_list("place", flat=True)
    below = post.subordinates.filter(is_active=True).select_related("office").order_by("code")
    return PostHistory(
        post, acting_in([post.id]).get(post.id), tenures, sorted(places), list(_with_officers(below))
    )


@dataclass(frozen=True)
class OfficerHistory:
    """An officer with the way through posts, and leaves."""

    officer: Officer
    tenures: list[Tenure]
    leaves: list[Leave]


def way_of(actor: Actor, officer_id: UUID) -> OfficerHistory | None:
    """The officer with all tenures and leaves, newest first. None for an unknown one or who is no officer."""
    officer = Officer.objects.filter(id=officer_id).first() if actor.is_officer else None
    if officer is None:
        return None
    tenures = list(officer.tenures.select_related("post__office").order_by("-from_date", "-id"))
    leaves = list(officer.leaves.select_related("link_officer").order_by("-from_date", "-id"))
    return OfficerHistory(officer, tenures, leaves)


def officers_found(actor: Actor, text: str) -> list[tuple[Officer, str]]:
    """Officers in service whose name or number has all words, with the title of their own post (empty when awaiting one)."""
    words = text.split()[:MOST_WORDS]
    if not actor.is_officer or not words:
        return []
    officers = Officer.objects.filter(is_active=True)
    for word in words:
        officers = officers.filter(
            Q(name_en__icontains=word) | Q(name_pa__icontains=word) | Q(employee_no__istartswith=word)
        )
    found = list(officers.order_by("name_en", "employee_no")[:MOST_FOUND])
    own = Tenure.objects.filter(officer__in=found, capacity="SUBSTANTIVE", to_date__isnull=True)
    titles = {tenure.officer_id: str(tenure.post.title) for tenure in own.select_related("post")}
    return [(officer, titles.get(officer.id, "")) for officer in found]


def offices_found(actor: Actor, text: str) -> list[Office]:
    """Active offices whose name or code has all words."""
    words = text.split()[:MOST_WORDS]
    if not actor.is_officer or not words:
        return []
    offices = Office.objects.filter(is_active=True)
    for word in words:
        offices = offices.filter(
            Q(name_en__icontains=word) | Q(name_pa__icontains=word) | Q(code__icontains=word)
        )
    return list(offices.order_by("code")[:MOST_FOUND])
