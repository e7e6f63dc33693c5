"""The history of a row in words: what was done, by which posts, which fields changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanjha.architecture.queries import Deed
from sanjha.architecture.web.forms import EnterApplication
from sanjha.kernel.errors import Unavailable
from sanjha.offices import contract as offices
from sanjha.ui.formatting import dmy

_WORDS: dict[str, Promise] = {
    "APPLICATION_ENTERED": _("Entered"),
    "APPLICATION_CHANGED": _("Changed"),
    "EXCEPTION_ASKED": _("Asked for"),
    "EXCEPTION_GRANTED": _("Granted"),
    "EXCEPTION_REFUSED": _("Refused"),
    "EXCEPTION_ENDED": _("Ended"),
}


@dataclass(frozen=True)
class Changed:
    """One field: its name in words, what stood and what stands."""

    label: object
    before: str
    after: str


@dataclass(frozen=True)
class ShownDeed:
    """One line of a history. An officer acts by virtue of a post, so posts are named and persons are not."""

    at: datetime
    what: object
    by: list[str]
    reason: str
    changes: list[Changed]


def history_shown(deeds: Sequence[Deed]) -> list[ShownDeed]:
    """The deeds in words, in their order. Asks once for all posts."""
    posts = posts_in_words({post for deed in deeds for post in deed.posts})
    return [
        ShownDeed(
            at=deed.at,
            what=_WORDS.get(deed.action, deed.action),
            by=[posts[post] for post in deed.posts if post in posts],
            reason=deed.reason,
            changes=[
                Changed(_label(name), _value(before), _value(after))
                for name, (before, after) in deed.changes.items()
            ],
        )
        for deed in deeds
    ]


def posts_in_words(post_ids: set[UUID]) -> dict[UUID, str]:
    """Title and office of these posts; none when the register of offices does not answer."""
    if not post_ids:
        return {}
    try:
        found = offices.get_posts(post_ids=sorted(post_ids))
    except Unavailable:
        return {}
    return {post.id: f"{post.title}, {post.office_name}" for post in found}


def _label(name: str) -> object:
    field = EnterApplication.base_fields.get(name)
    return field.label if field else name


def _value(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    text = "" if value is None else str(value)
    parts = text.split("-")
    if len(parts) == 3 and all(part.isdecimal() for part in parts) and len(text) == 10:
        return dmy(datetime.strptime(text, "%Y-%m-%d").date())  # noqa: DTZ007 a date without a time
    return text or "–"
