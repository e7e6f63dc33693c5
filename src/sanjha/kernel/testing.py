"""What tests of every service use: a stopped clock, actors, and jobs and events run to their end."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import connection
from django.utils import translation
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from sanjha.kernel import clock, relay
from sanjha.kernel.actors import Actor, Holding, Kind
from sanjha.kernel.ids import new_id
from sanjha.kernel.text import Text


@pytest.fixture(autouse=True)
def english_words() -> Iterator[None]:
    """A page in Punjabi leaves that language on in the thread: every test begins in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def monday_morning() -> Iterator[None]:
    """Monday, 23 November 2026, ten o'clock in India."""
    with clock.frozen("2026-11-23T10:00:00+05:30"):
        yield


def officer_with(
    designation: str, *, post: UUID | None = None, office_code: str = "TEST", office_kind: str = "TEHSIL"
) -> Actor:
    """An officer who holds one post of this designation."""
    held = Holding(
        post=post or new_id(),
        designation=designation,
        title=Text(designation.replace("_", " ").title()),
        office=new_id(),
        office_code=office_code,
        office_kind=office_kind,
        office_name=Text("Test office"),
        capacity="SUBSTANTIVE",
    )
    return Actor(
        Kind.OFFICER,
        account=new_id(),
        person=new_id(),
        name="Test Officer",
        name_pa="ਟੈਸਟ ਅਫ਼ਸਰ",
        posts={held.post: held},
    )


def citizen(resident: UUID | None = None) -> Actor:
    return Actor(Kind.CITIZEN, account=new_id(), person=resident or new_id(), name="Test Citizen")


def run_waiting(*, most_rounds: int = 20) -> int:
    """Deliver waiting events and run queued jobs in this connection until nothing is left. Returns how many jobs ran."""
    ran = 0
    for _round in range(most_rounds):
        relay.deliver_all()
        queued = list(ProcrastinateJob.objects.filter(status="todo").order_by("id"))
        if not queued:
            return ran
        for waiting in queued:
            app.tasks[waiting.task_name].func(**waiting.args)
            _forget(waiting.pk)
            ran += 1
    raise AssertionError("jobs keep causing jobs")


def _forget(job_id: int) -> None:
    """The queue's rows are its own; tests take a finished job off with its own table name."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_events WHERE job_id = %s", [job_id])
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [job_id])
