"""The background process: runs queued jobs and carries events to their subscribers."""

import asyncio
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import structlog
from asgiref.sync import sync_to_async
from django.db import DatabaseError, close_old_connections, connection, connections
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException

from sanjha.kernel import relay
from sanjha.kernel.bus import carrying
from sanjha.kernel.conf import conf

log = structlog.get_logger(__name__)

IDLE_SECONDS = 0.2
TROUBLE_SECONDS = 2.0


def run(stop: threading.Event | None = None, *, concurrency: int = 4) -> None:
    """Work until told to stop (SIGTERM, SIGINT or the event). What is begun is finished first.

    A store that goes away is waited for.
    """
    stop = stop or threading.Event()
    carriers = _carriers(stop)
    for carrier in carriers:
        carrier.start()
    try:
        while not stop.is_set():
            try:
                asyncio.run(_work(stop, concurrency))
            except (ConnectorException, DatabaseError):
                log.exception("the queue does not answer")
                stop.wait(TROUBLE_SECONDS)
    finally:
        stop.set()
        for carrier in carriers:
            carrier.join(timeout=30)


def _carriers(stop: threading.Event) -> list[threading.Thread]:
    """Events go over the bus where there is one, else from the outbox to the handlers of the same store."""
    if conf.bus:
        return carrying.threads(conf.bus, stop, carrying.followers())
    return [threading.Thread(target=relay_loop, args=(stop,), name="relay", daemon=True)]


async def _work(stop: threading.Event, concurrency: int) -> None:
    # Tasks stay bound to the app whose connector is Django's, so that a job defers others in its own transaction.
    worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(concurrency, thread_name_prefix="job"))
    async with worker_app.open_async():
        work = asyncio.create_task(
            worker_app.run_worker_async(
                concurrency=concurrency,
                install_signal_handlers=False,
                fetch_job_polling_interval=0.5,
                delete_jobs="successful",
            )
        )
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(number, stop.set)
        while not stop.is_set() and not work.done():
            await asyncio.sleep(0.1)
        work.cancel()
        try:
            await work
        except asyncio.CancelledError:
            log.info("worker stopped")
        finally:
            await _close_connections(loop, concurrency)


async def _close_connections(loop: asyncio.AbstractEventLoop, threads: int) -> None:
    """Each thread of jobs, and the one that queues jobs by the clock, closes the connection that it opened."""
    together = threading.Barrier(threads)

    def close() -> None:
        together.wait(timeout=TROUBLE_SECONDS)
        connections.close_all()

    await asyncio.gather(*(loop.run_in_executor(None, close) for _ in range(threads)))
    await sync_to_async(connections.close_all)()


def relay_loop(stop: threading.Event) -> None:
    """Deliver events as they come, until told to stop; a store that does not answer is tried again."""
    while not stop.is_set():
        try:
            pause = 0.0 if relay.deliver_batch() else IDLE_SECONDS
        except Exception:
            log.exception("events could not be delivered")
            close_old_connections()
            pause = TROUBLE_SECONDS
        stop.wait(pause)
    connection.close()
