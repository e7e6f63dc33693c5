"""Who read, in words: posts and never a name, for an officer reads by virtue of a post."""

from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanjha.exchange.models import Reading
from sanjha.kernel.actors import Actor, Kind
from sanjha.kernel.text import Text
from sanjha.offices import contract as offices

_KINDS: dict[str, Promise] = {
    Kind.SYSTEM: _("Sanjha itself, without a person"),
    Kind.CITIZEN: _("Somebody else with your mobile number"),
    Kind.OFFICER: _("An officer"),
    Kind.ANONYMOUS: _("Somebody who was signing in"),
}


def readers_in_words(reading: Reading, actor: Actor, posts: dict[UUID, str]) -> list[str | Promise | Text]:
    """The posts that the reader held, else what kind of reader it was."""
    if reading.reader == actor.label:
        return [_("You yourself")]
    known = [posts[post] for post in reading.posts if post in posts]
    return [*known] or [_KINDS.get(reading.reader.partition(":")[0], _KINDS[Kind.OFFICER])]


def posts_in_words(post_ids: set[UUID]) -> dict[UUID, str]:
    """Title and office of each post, in one question."""
    if not post_ids:
        return {}
    found = offices.get_posts(post_ids=sorted(post_ids))
    return {post.id: f"{post.title}, {post.office_name}" for post in found}
