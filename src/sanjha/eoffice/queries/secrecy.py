"""Clearances, the need-to-know list of a file, and who opened it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from sanjha.eoffice import ledger, rules_secrecy
from sanjha.eoffice.models import Clearance, FileReading, NeedToKnow
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.queries.hands import hands_of
from sanjha.kernel import clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotPermitted
from sanjha.offices import contract as offices

MOST = 300


@dataclass(frozen=True)
class Cleared:
    """A clearance in force or to come, with the officer's name."""

    clearance: Clearance
    officer: offices.OfficerView


def clearances(actor: Actor) -> list[Cleared]:
    """All clearances that have not ended. Raises NotPermitted for whoever enters none."""
    rules_secrecy.check_gives_clearance(actor, hands_of(actor).values())
    rows = Clearance.objects.filter(Q(to_date__isnull=True) | Q(to_date__gt=clock.today()))
    return [
        Cleared(row, offices.officer(officer_id=row.officer))
        for row in rows.order_by("-grading", "from_date")[:MOST]
    ]


def need_to_know(file_id: UUID) -> list[tuple[NeedToKnow, offices.PostView | None]]:
    """The posts on a file's list. The caller has made sure that the reader may see the file."""
    rows = list(NeedToKnow.objects.filter(file=file_id, ended_at__isnull=True).order_by("given_at"))
    posts: Mapping[UUID, offices.PostView] = (
        {post.id: post for post in offices.get_posts(post_ids=[row.post for row in rows])} if rows else {}
    )
    return [(row, posts.get(row.post)) for row in rows]


def readings_of(actor: Actor, file_id: UUID) -> list[FileReading]:
    """Who opened the file, the newest first, for the desk where it lies. Raises NotPermitted for other readers."""
    visible_file(actor, file_id)
    if ledger.open_movement(file_id).to_post not in hands_of(actor):
        raise NotPermitted(_("The access log is for the desk where the file lies."), code="not-your-desk")
    return list(FileReading.objects.filter(file=file_id).order_by("-at", "-id")[:MOST])
