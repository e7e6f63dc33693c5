"""The change from paper: the day of a department, its exceptions, and how far its branches are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from sanjha.eoffice.models import CutOver, CutOverException, File, Movement
from sanjha.eoffice.queries.hands import Hand, hands_of
from sanjha.kernel import clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError
from sanjha.offices import contract as offices

RECENT = timedelta(days=30)


def check_paper_allowed(department: str, branch: str, day: date) -> None:
    """Raises DomainError when the department opens no paper files any more and the branch has no exception that day."""
    cut_over = CutOver.objects.filter(department=department, from_date__lte=day).first()
    if cut_over is None:
        return
    excepted = CutOverException.objects.filter(
        cut_over=cut_over, branch=branch, from_date__lte=day, to_date__gte=day
    )
    if not excepted.exists():
        raise DomainError(
            _("Since %(day)s the department opens electronic files only. An exception needs an order.")
            % {"day": cut_over.from_date.strftime("%d-%m-%Y")},
            code="paper-is-over",
            field="medium",
        )


@dataclass(frozen=True)
class BranchProgress:
    """How far one branch is. `active` is how many people sent something in the last thirty days."""

    branch: str
    active: int
    opened: int
    migrated: int
    paper: int


@dataclass(frozen=True)
class Progress:
    """A department's change from paper, branch by branch."""

    department: str
    cut_over: CutOver | None
    exceptions: list[CutOverException]
    branches: list[BranchProgress]
    hand: Hand | None


def progress(actor: Actor) -> Progress:
    """The progress of the department of the reader's first desk: its figures, not its papers, are for everybody in it."""
    hands = list(hands_of(actor).values())
    department = offices.office(office_id=hands[0].office).department if hands else ""
    cut_over = CutOver.objects.filter(department=department).first()
    top = offices.chain_of(office_id=hands[0].office) if hands else []
    active = _active(top)
    rows = File.objects.filter(offices__overlap=top).values("branch").order_by("branch")
    counted = rows.annotate(
        opened=Count("id", filter=Q(medium=File.Medium.ELECTRONIC) & ~Q(scheme=File.Scheme.MIGRATED)),
        taken_over=Count("id", filter=Q(scheme=File.Scheme.MIGRATED)),
        paper=Count("id", filter=Q(medium=File.Medium.PAPER, state=File.State.ACTIVE)),
    )
    return Progress(
        department=department,
        cut_over=cut_over,
        exceptions=list(cut_over.exceptions.order_by("-from_date")) if cut_over else [],
        branches=[
            BranchProgress(
                row["branch"], active.get(row["branch"], 0), row["opened"], row["taken_over"], row["paper"]
            )
            for row in counted
        ],
        hand=max(hands, key=lambda hand: hand.level, default=None),
    )


def _active(top: list[UUID]) -> Mapping[str, int]:
    """Of each branch, how many people moved one of its files in the last thirty days."""
    rows = (
        Movement.objects.filter(sent_at__gte=clock.now() - RECENT, file__offices__overlap=top)
        .values("file__branch")
        .annotate(people=Count("sender__officer", distinct=True))
    )
    return {row["file__branch"]: row["people"] for row in rows}
