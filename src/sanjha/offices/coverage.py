"""To whom the work of a place falls: the posts of one designation, nearest place first."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sanjha.offices.models import Post, PostJurisdiction
from sanjha.places.contract import Place


@dataclass(frozen=True)
class Shift:
    """One place: which post of the designation gets its new work now, and which one afterwards; None where nobody."""

    place: Place
    before: Post | None
    after: Post | None


def way_up(place: Place) -> list[str]:
    """The codes of the place and of all that it lies in, nearest first."""
    codes = [place.code, place.parent, place.tehsil, place.district]
    return list(dict.fromkeys(code for code in codes if code))


def shifts(post: Post, wanted: Collection[str], changed: Sequence[Place]) -> list[Shift]:
    """What becomes of each changed place when the post is responsible for the wanted ones. One query."""
    ways = {place.code: way_up(place) for place in changed}
    rows = PostJurisdiction.objects.filter(
        place__in={code for way in ways.values() for code in way},
        ended_at__isnull=True,
        post__designation=post.designation,
        post__is_active=True,
        post__office__is_active=True,
    )
    present: dict[str, list[Post]] = {}
    for row in rows.select_related("post__office").order_by("post__code"):
        present.setdefault(row.place, []).append(row.post)
    coming = {code: [other for other in posts if other.id != post.id] for code, posts in present.items()}
    for code in wanted:
        coming[code] = sorted([*coming.get(code, []), post], key=lambda each: each.code)
    return [
        Shift(place, _nearest(ways[place.code], present), _nearest(ways[place.code], coming))
        for place in changed
    ]


def _nearest(way: Sequence[str], responsible: Mapping[str, Sequence[Post]]) -> Post | None:
    """Two posts with the same place: the one whose code comes first, as for the work itself."""
    return next((responsible[code][0] for code in way if responsible.get(code)), None)
