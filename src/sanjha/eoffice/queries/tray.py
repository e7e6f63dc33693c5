"""The trays of a desk: what lies there, what was sent on, what is parked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from sanjha.eoffice.models import Grading, Movement, Priority, Signatory
from sanjha.kernel import clock
from sanjha.kernel.text import Text

LARGEST_PAGE = 100
FOLDERS = ("inbox", "receipts", "parked", "sent")


@dataclass(frozen=True)
class TrayRow:
    """One file or receipt in a tray. `kind` is FILE or RECEIPT; `sender` who sent it, `holder` where it is."""

    id: UUID
    kind: str
    number: str
    subject: str
    grading: int
    post: UUID
    holder: Text
    sender: Signatory
    moved: str
    remarks: str
    priority: int
    due_date: date | None
    wake_on: date | None
    sent_at: datetime
    is_read: bool

    @property
    def priority_name(self) -> str:
        return str(Priority(self.priority).label)

    @property
    def path(self) -> str:
        return f"/eoffice/{'files' if self.kind == 'FILE' else 'receipts'}/{self.id}/"


@dataclass(frozen=True)
class TrayCounts:
    """Figures beside the folders."""

    files: int
    receipts: int
    parked: int
    unread: int
    due: int
    overdue: int


@dataclass(frozen=True)
class TrayPage:
    """One page of a tray."""

    rows: list[TrayRow]
    has_more: bool
    counts: TrayCounts


def tray(
    posts: Sequence[UUID],
    *,
    folder: str = "inbox",
    due: str = "",
    text: str = "",
    page: int = 1,
    size: int = 50,
) -> TrayPage:
    """One page of a folder of these desks: the urgent first, then by due date and by age. Unknown folders are the inbox.

    `due` is "today" or "overdue". The caller has made sure that the reader acts at these desks.
    """
    size = max(1, min(size, LARGEST_PAGE))
    found = _folder(posts, folder)
    if due:
        today = clock.today()
        found = found.filter(due_date__lt=today) if due == "overdue" else found.filter(due_date=today)
    for word in text.split()[:8]:
        found = found.filter(
            Q(file__subject__icontains=word)
            | Q(file__number__icontains=word)
            | Q(receipt__subject__icontains=word)
            | Q(receipt__number__icontains=word)
        )
    start = (max(page, 1) - 1) * size
    rows = list(found.select_related("file", "receipt")[start : start + size + 1])
    return TrayPage([_row(movement) for movement in rows[:size]], len(rows) > size, counts(posts))


def counts(posts: Sequence[UUID]) -> TrayCounts:
    """How much lies in the folders of these desks."""
    today = clock.today()
    parked = Q(kind=Movement.Kind.PARKED)
    return TrayCounts(
        **_open(posts).aggregate(
            files=Count("id", filter=~parked & Q(file__isnull=False)),
            receipts=Count("id", filter=~parked & Q(receipt__isnull=False)),
            parked=Count("id", filter=parked),
            unread=Count("id", filter=~parked & Q(read_at__isnull=True)),
            due=Count("id", filter=~parked & Q(due_date=today)),
            overdue=Count("id", filter=~parked & Q(due_date__lt=today)),
        )
    )


def lying_with(posts: Sequence[UUID], *, limit: int) -> list[TrayRow]:
    """What lies with these posts and is not parked, the most urgent first; the subject of a graded paper is withheld."""
    found = _urgent_first(_open(posts).exclude(kind=Movement.Kind.PARKED))
    rows = [_row(movement) for movement in found.select_related("file", "receipt")[:limit]]
    return [row if row.grading == Grading.NORMAL else _withheld(row) for row in rows]


def _folder(posts: Sequence[UUID], folder: str) -> "QuerySet[Movement]":
    if folder == "sent":
        return Movement.objects.filter(
            from_post__in=list(posts), kind__in=[Movement.Kind.SENT, Movement.Kind.RETURNED]
        ).order_by("-sent_at", "-id")
    lying = _open(posts)
    if folder == "parked":
        return lying.filter(kind=Movement.Kind.PARKED).order_by(F("wake_on").asc(nulls_last=True), "sent_at")
    lying = lying.exclude(kind=Movement.Kind.PARKED)
    lying = lying.filter(receipt__isnull=False) if folder == "receipts" else lying.filter(file__isnull=False)
    return _urgent_first(lying)


def _open(posts: Sequence[UUID]) -> "QuerySet[Movement]":
    lying = Movement.objects.filter(to_post__in=list(posts), closed_at__isnull=True)
    return lying.exclude(kind__in=Movement.AT_REST)


def _urgent_first(movements: "QuerySet[Movement]") -> "QuerySet[Movement]":
    return movements.order_by("-priority", F("due_date").asc(nulls_last=True), "sent_at", "id")


def _row(movement: Movement) -> TrayRow:
    thing = movement.file or movement.receipt
    if thing is None:
        raise RuntimeError("a movement is of a file or a receipt")
    return TrayRow(
        id=thing.pk,
        kind="FILE" if movement.file else "RECEIPT",
        number=thing.number,
        subject=thing.subject,
        grading=thing.grading,
        post=movement.to_post,
        holder=movement.to_title,
        sender=movement.sender,
        moved=movement.kind,
        remarks=movement.remarks,
        priority=movement.priority,
        due_date=movement.due_date,
        wake_on=movement.wake_on,
        sent_at=movement.sent_at,
        is_read=movement.read_at is not None,
    )


def _withheld(row: TrayRow) -> TrayRow:
    return TrayRow(**{**vars(row), "subject": _("Graded paper")})
