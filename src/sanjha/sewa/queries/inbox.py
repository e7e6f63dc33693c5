"""The tray of an officer's posts."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from sanjha.kernel import clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.text import Text
from sanjha.sewa import rules
from sanjha.sewa.models import Decision, Task
from sanjha.sewa.pinned import definition_of

ORDERS = {
    "due": ("due_date", "opened_at", "id"),
    "-due": ("-due_date", "-opened_at", "-id"),
    "received": ("application__received_at", "id"),
    "-received": ("-application__received_at", "-id"),
    "number": ("application__number",),
    "-number": ("-application__number",),
}
SOON = timedelta(days=2)
LARGEST_PAGE = 200


@dataclass(frozen=True)
class InboxRow:
    """One piece of work. `due_date` is the step's, `application_due` that of the whole service."""

    task: Task
    number: str
    service: Text
    applicant: Text
    beneficiary: Text
    place: Text
    step: Text
    channel: str
    received_at: datetime
    since: datetime
    due_date: date
    application_due: date | None
    is_late: bool
    was_answered: bool
    was_sent_back: bool


@dataclass(frozen=True)
class InboxCounts:
    """Figures of the whole tray, whatever is filtered."""

    all: int
    late: int
    soon: int
    answered: int


@dataclass(frozen=True)
class InboxPage:
    """One page of the tray and the figures beside it."""

    rows: list[InboxRow]
    total: int
    page: int
    pages: int
    counts: InboxCounts
    services: list[tuple[str, int]]


def inbox(
    actor: Actor,
    *,
    service: str = "",
    late: bool = False,
    answered: bool = False,
    text: str = "",
    order: str = "due",
    page: int = 1,
    size: int = 50,
) -> InboxPage:
    """The open tasks of the posts that the actor holds today; unknown orders and pages fall back to the first.

    `text` holds words of the number, the names or the mobile; `answered` keeps those that came back from the applicant.
    """
    tray = Task.objects.filter(post__in=list(actor.posts), closed_at__isnull=True)
    counts = tray.aggregate(
        all=Count("id"),
        late=Count("id", filter=Q(due_date__lt=clock.today())),
        soon=Count("id", filter=Q(due_date__gte=clock.today(), due_date__lte=clock.today() + SOON)),
        answered=Count("id", filter=Q(_came_by(Decision.Kind.ANSWER))),
    )
    services = list(
        tray.order_by()
        .values_list("application__service_version__code")
        .annotate(how_many=Count("id"))
        .order_by("-how_many")
    )
    shown = _filtered(tray, service, late, answered, text)
    size = max(1, min(size, LARGEST_PAGE))
    total = shown.count()
    pages = max(1, -(-total // size))
    page = min(max(page, 1), pages)
    rows = (
        shown.select_related("application__service_version")
        .defer("application__service_version__content")
        .annotate(
            was_answered=_came_by(Decision.Kind.ANSWER), was_sent_back=_came_by(Decision.Kind.SEND_BACK)
        )
        .order_by(*ORDERS.get(order, ORDERS["due"]))[(page - 1) * size : page * size]
    )
    return InboxPage([_row(task) for task in rows], total, page, pages, InboxCounts(**counts), services)


def done_by(actor: Actor, *, most: int = 50) -> list[Task]:
    """What was done from the trays of the actor's posts, the last first."""
    return list(
        Task.objects.filter(post__in=list(actor.posts), closed_at__isnull=False)
        .select_related("application__service_version", "decision")
        .defer("application__service_version__content")
        .order_by("-closed_at", "-id")[:most]
    )


def waiting(actor: Actor) -> int:
    """How much lies in the trays of the actor's posts."""
    return Task.objects.filter(post__in=list(actor.posts), closed_at__isnull=True).count()


def open_tasks_of(post: UUID) -> list[UUID]:
    """The ids of what lies in the tray of a post, whoever holds it."""
    return list(
        Task.objects.filter(post=post, closed_at__isnull=True).order_by("id").values_list("id", flat=True)
    )


def _came_by(kind: str) -> Exists:
    """Whether the task was opened by a deed of this kind (both bear the same moment)."""
    return Exists(
        Decision.objects.filter(
            application=OuterRef("application"), decided_at=OuterRef("opened_at"), kind=kind
        )
    )


def _filtered(
    tasks: "QuerySet[Task]", service: str, late: bool, answered: bool, text: str
) -> "QuerySet[Task]":
    if service:
        tasks = tasks.filter(application__service_version__code=service)
    if late:
        tasks = tasks.filter(due_date__lt=clock.today())
    if answered:
        tasks = tasks.filter(_came_by(Decision.Kind.ANSWER))
    for word in rules.words_typed(text):
        tasks = tasks.filter(
            Q(application__search_text__contains=word) | Q(application__number__icontains=word)
        )
    return tasks


def _row(task: Task) -> InboxRow:
    application = task.application
    definition = definition_of(application.service_version)
    applicant = _name(application.data.get("applicant"))
    return InboxRow(
        task=task,
        number=application.number,
        service=definition.names,
        applicant=applicant,
        beneficiary=_name(application.data.get("beneficiary"))
        if application.data.get("beneficiary")
        else applicant,
        place=application.place_name,
        step=definition.step(task.step).names,
        channel=application.channel,
        received_at=application.received_at,
        since=task.opened_at,
        due_date=task.due_date,
        application_due=application.due_date,
        is_late=task.due_date < clock.today(),
        was_answered=task.was_answered,  # type: ignore[attr-defined]
        was_sent_back=task.was_sent_back,  # type: ignore[attr-defined]
    )


def _name(person: dict[str, str] | None) -> Text:
    return Text((person or {}).get("name_en") or "", (person or {}).get("name_pa") or "")
