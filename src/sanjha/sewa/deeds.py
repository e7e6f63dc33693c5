"""Writing down what was done: the append-only deed with names as they are now, and the next tray it goes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sanjha.kernel.actors import Actor, Kind
from sanjha.kernel.text import Text
from sanjha.offices.contract import PostView
from sanjha.sewa.models import Application, Decision, Task

APPLICANT = Text("Applicant", "ਬਿਨੈਕਾਰ", "आवेदक")
COMPUTER = Text("Computer", "ਕੰਪਿਊਟਰ", "कंप्यूटर")
NOWHERE = Text("")


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What was done. `post` is the post by which the actor did it; `details` what no other column says."""

    kind: str
    actor: Actor
    at: datetime
    post: UUID | None = None
    action: str = ""
    task: Task | None = None
    to_step: str = ""
    grounds: Sequence[str] = ()
    reasons: str = ""
    report: Mapping[str, Any] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)


def write_deed(application: Application, deed: Deed) -> Decision:
    """Append a deed. Name, post and office are frozen as they are: liability falls on who held the post (Act of 2018)."""
    held = deed.actor.posts.get(deed.post) if deed.post else None
    return Decision.objects.create(
        application=application,
        task=deed.task,
        step=deed.task.step if deed.task else "",
        action=deed.action or deed.kind,
        kind=deed.kind,
        to_step=deed.to_step,
        post=deed.post,
        officer=officer_id(deed.actor),
        officer_name=Text(deed.actor.name, deed.actor.name_pa),
        post_title=held.title if held else _role_of(deed.actor),
        office_name=held.office_name if held else NOWHERE,
        grounds=list(deed.grounds),
        reasons=deed.reasons,
        report=dict(deed.report),
        details=dict(deed.details),
        decided_at=deed.at,
    )


def officer_id(actor: Actor) -> UUID | None:
    """The officer who acts; nobody for citizens and the system."""
    return actor.person if actor.kind is Kind.OFFICER else None


def post_in(actor: Actor, office_code: str) -> UUID | None:
    """The post that the actor holds in an office."""
    return next((post for post, held in actor.posts.items() if held.office_code == office_code), None)


def open_task(
    application: Application, *, step: str, post: PostView, due_date: date, at: datetime, after: int
) -> Task:
    """Put the application into the tray of a post, after the task of that number (0: none before).

    The application's row is locked by the caller.
    """
    return Task.objects.create(
        application=application,
        step=step,
        number=after + 1,
        post=post.id,
        post_title=post.title,
        office_code=post.office_code,
        office_name=post.office_name,
        opened_at=at,
        due_date=due_date,
    )


def close_task(task: Task, *, outcome: str, actor: Actor, at: datetime) -> None:
    """Take the application out of the tray."""
    task.closed_at, task.closed_by, task.outcome = at, actor.person, outcome
    task.save(update_fields=["closed_at", "closed_by", "outcome"])


def _role_of(actor: Actor) -> Text:
    return COMPUTER if actor.kind is Kind.SYSTEM else APPLICANT
