"""Work in the background: deferred in the transaction that causes it, retried, counted."""

import inspect
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Generic, ParamSpec

import structlog
from django.db import close_old_connections, connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.tasks import Task

from sanjha.kernel import actors, context
from sanjha.kernel.metrics import JOBS

P = ParamSpec("P")
log = structlog.get_logger(__name__)


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


def job(*, queue: str = "default", retries: int = 8, cron: str = "") -> Callable[[Callable[P, None]], Job[P]]:
    """Declare a job; failures are tried again with growing pauses. `cron` runs it by the clock in UTC."""

    def declare(function: Callable[P, None]) -> Job[P]:
        name = f"{function.__module__}.{function.__name__}"

        @wraps(function)
        def run(*args: Any, request_id: str = "", timestamp: int | None = None, **kwargs: Any) -> None:
            if not connection.in_atomic_block:  # a test runs jobs inside its own transaction
                close_old_connections()
            try:
                with context.request_scope(request_id, actors.SYSTEM):
                    function(*args, **kwargs)
            except Exception:
                JOBS.labels(name, "failed").inc()
                log.exception("job failed", task=name)
                raise
            JOBS.labels(name, "ok").inc()

        retry = RetryStrategy(max_attempts=retries, exponential_wait=2)
        task = app.task(name=name, queue=queue, retry=retry)(run)
        if cron:
            app.periodic(cron=cron)(task)
        return Job(task, function)

    return declare
