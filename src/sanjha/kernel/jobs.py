"""Work in the background: deferred in the transaction that causes it, retried, counted."""

import inspect
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Generic, ParamSpec

import structlog
from django.db import OperationalError, close_old_connections, connection
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job as Queued
from procrastinate.tasks import Task

from sanjha.kernel import actors, context, peers, unwritten
from sanjha.kernel.errors import Unavailable
from sanjha.kernel.metrics import JOBS

P = ParamSpec("P")
log = structlog.get_logger(__name__)


LONGEST_PAUSE = 3600
LONGEST_WAIT = 300
"""Seconds between two tries: after failures, and while something that is needed does not answer."""


class Patience(BaseRetryStrategy):
    """When a job that has failed is tried again."""

    def __init__(self, retries: int) -> None:
        self.retries = retries

    def get_retry_decision(self, *, exception: BaseException, job: Queued) -> RetryDecision | None:
        """After a pause that doubles; None when it is given up, which waiting for a service never is."""
        waits = isinstance(exception, Unavailable | OperationalError)
        if job.attempts >= self.retries and not waits:
            return None
        longest = LONGEST_WAIT if waits else LONGEST_PAUSE
        return RetryDecision(retry_in={"seconds": min(2 ** min(job.attempts + 1, 20), longest)})


class Job(Generic[P]):
    """A background entrance of a service: ids in, one operation call."""

    def __init__(self, task: Task[..., Any, Any], run: Callable[P, None]) -> None:
        self.task = task
        self.run = run
        self.name = task.name

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        self.run(*args, **kwargs)

    def defer(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Queue the job; inside a transaction it is queued only if that commits."""
        self._check(args, kwargs)
        self.task.configure(task_kwargs={"request_id": context.request_id()}).defer(**kwargs)  # type: ignore[arg-type]

    def defer_once(self, key: str, /, **kwargs: Any) -> None:
        """Queue the job so that jobs of the same key run one after another."""
        self._check((), kwargs)
        self.task.configure(lock=key, task_kwargs={"request_id": context.request_id()}).defer(**kwargs)

    def defer_until(self, moment: datetime, /, **kwargs: Any) -> None:
        """Queue the job to be run at that moment, not before."""
        self._check((), kwargs)
        self.task.configure(schedule_at=moment, task_kwargs={"request_id": context.request_id()}).defer(
            **kwargs
        )

    def _check(self, args: tuple[object, ...], kwargs: dict[str, object]) -> None:
        """A wrong call fails where it is written, not hours later in the worker."""
        if args:
            raise TypeError(f"{self.name} takes keyword arguments only")
        inspect.signature(self.run).bind(**kwargs)


def job(
    *, queue: str = "default", retries: int = 8, cron: str = "", in_every_unit: bool = False
) -> Callable[[Callable[P, None]], Job[P]]:
    """Declare a job; failures are tried again with growing pauses, `retries` times. A job that waits for something that
    does not answer (Unavailable) is tried until it does. `cron` runs it by the clock in UTC,
    where its service runs, or in every unit."""

    def declare(function: Callable[P, None]) -> Job[P]:
        name = f"{function.__module__}.{function.__name__}"

        @wraps(function)
        def run(*args: Any, request_id: str = "", timestamp: int | None = None, **kwargs: Any) -> None:
            if not connection.in_atomic_block:  # a test runs jobs inside its own transaction
                close_old_connections()
            try:
                with context.request_scope(request_id, actors.SYSTEM), unwritten.scope():
                    function(*args, **kwargs)
            except Exception:
                JOBS.labels(name, "failed").inc()
                log.exception("job failed", task=name)
                raise
            JOBS.labels(name, "ok").inc()

        task = app.task(name=name, queue=queue, retry=Patience(retries))(run)
        if cron and (in_every_unit or peers.runs_here(function.__module__.split(".")[1])):
            app.periodic(cron=cron)(task)
        return Job(task, function)

    return declare
