"""Work in the background: queued with the change that causes it, in its request, tried again, counted."""

import pytest
from django.db import OperationalError, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job as QueuedJob

from sanjha.kernel import actors, clock, context, housekeeping, jobs, peers
from sanjha.kernel.errors import Unavailable
from sanjha.kernel.metrics import JOBS
from sanjha.kernel.testing import run_waiting
from sanjha.kernel.tests.declared import taken_back

done: list[tuple] = []


@pytest.fixture(autouse=True)
def _own_registry():
    done.clear()
    with taken_back():
        yield


def declare(**options):
    @jobs.job(**options)
    def print_letter(*, application_id: str, copies: int = 1) -> None:
        if application_id == "bad":
            raise RuntimeError("no paper")
        done.append((application_id, copies, context.request_id(), context.actor()))

    return print_letter


def waiting():
    """The letters; other tests may have left other jobs behind."""
    letters = ProcrastinateJob.objects.filter(status="todo", task_name__contains=".test_jobs.")
    return list(letters.order_by("id"))


@pytest.mark.django_db
def test_a_job_runs_for_the_system_in_the_request_that_caused_it():
    print_letter = declare()
    with context.request_scope("request-7", actors.ANONYMOUS):
        print_letter.defer(application_id="A1", copies=2)
    assert run_waiting() == 1
    assert done == [("A1", 2, "request-7", actors.SYSTEM)]
    assert waiting() == []


@pytest.mark.django_db
def test_a_job_can_be_called_at_once():
    declare()(application_id="A1")
    assert done[0][:2] == ("A1", 1)


@pytest.mark.django_db(transaction=True)
def test_a_job_is_queued_only_if_the_change_is_kept(empty_queue):
    print_letter = declare()
    with pytest.raises(InterruptedError), transaction.atomic():
        print_letter.defer(application_id="A1")
        assert len(waiting()) == 1
        raise InterruptedError
    assert waiting() == []
    with transaction.atomic():
        print_letter.defer(application_id="A2")
    assert [job.args["application_id"] for job in waiting()] == ["A2"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "keywords"),
    [(("A1",), {}), ((), {}), ((), {"application": "A1"}), ((), {"application_id": "A1", "paper": "A4"})],
)
def test_a_wrong_call_fails_where_it_is_written(arguments, keywords):
    print_letter = declare()
    with pytest.raises(TypeError):
        print_letter.defer(*arguments, **keywords)
    assert waiting() == []


@pytest.mark.django_db
def test_jobs_of_one_key_share_a_lock():
    print_letter = declare(queue="letters")
    for _time in range(2):
        print_letter.defer_once("file-1", application_id="A1")
    with pytest.raises(TypeError):
        print_letter.defer_once("file-1", application="A1")
    assert [(job.lock, job.queue_name) for job in waiting()] == [("file-1", "letters")] * 2


@pytest.mark.django_db
def test_a_failure_is_counted_and_comes_out():
    print_letter = declare()
    counts = JOBS.labels(print_letter.name, "failed"), JOBS.labels(print_letter.name, "ok")
    before = [count._value.get() for count in counts]
    print_letter.defer(application_id="bad")
    with pytest.raises(RuntimeError, match="no paper"):
        run_waiting()
    assert [count._value.get() for count in counts] == [before[0] + 1, before[1]]
    assert context.request_id() == ""


def test_a_failure_is_tried_again_after_growing_pauses():
    strategy = declare(retries=3).task.retry_strategy
    queued = QueuedJob(id=1, queue="default", lock=None, queueing_lock=None, task_name="x", attempts=0)
    error = RuntimeError()
    decisions = [
        strategy.get_retry_decision(exception=error, job=queued.evolve(attempts=tries)) for tries in range(4)
    ]
    assert [decision is not None for decision in decisions] == [True, True, True, False]
    times = [decision.retry_at for decision in decisions[:3]]
    assert times == sorted(times)


@pytest.mark.parametrize("error", [Unavailable("the locker does not answer"), OperationalError("no store")])
def test_what_waits_for_somebody_who_does_not_answer_waits_as_long_as_it_takes(error):
    strategy = declare(retries=3).task.retry_strategy
    queued = QueuedJob(id=1, queue="default", lock=None, queueing_lock=None, task_name="x", attempts=500)
    again = strategy.get_retry_decision(exception=error, job=queued)
    assert (again.retry_at - clock.now()).total_seconds() <= jobs.LONGEST_WAIT
    assert strategy.get_retry_decision(exception=RuntimeError(), job=queued) is None


@pytest.mark.parametrize("everywhere", [True, False])
def test_a_job_of_every_unit_runs_by_the_clock_where_its_service_does_not_run(everywhere):
    before = set(app.periodic_registry.periodic_tasks)
    with peers.elsewhere("kernel", "http://kernel.example"):
        declared = declare(cron="7 7 * * *", in_every_unit=everywhere)
    added = {name for name, _id in set(app.periodic_registry.periodic_tasks) - before}
    assert added == ({declared.name} if everywhere else set())


def test_a_job_by_the_clock_is_registered():
    by_clock = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert by_clock[housekeeping.close_audit_days.name] == "20 * * * *"
    assert by_clock[housekeeping.revive_stalled_jobs.name] == "* * * * *"


@pytest.mark.django_db
def test_jobs_that_cause_jobs_for_ever_are_noticed():
    @jobs.job()
    def again() -> None:
        again.defer()

    again.defer()
    with pytest.raises(AssertionError, match="keep causing"):
        run_waiting(most_rounds=3)
