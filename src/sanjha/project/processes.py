"""The processes of an installation: the web server and the worker."""

import threading
from collections.abc import Sequence

from sanjha.kernel import worker
from sanjha.kernel.conf import conf
from sanjha.project import served, store, web
from sanjha.project.ports import check_port


def run_serve(
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    services: Sequence[str] = (),
    workers: int = 2,
    threads: int = 4,
) -> None:
    """Serve the pages and the API until stopped. Raises Failure if the port is taken or the store does not start."""
    check_port(host, port, command="serve")
    served.choose(services)
    with store.running(conf.home):
        web.serve(host=host, port=port, workers=workers, threads=threads)


def run_worker(*, concurrency: int = 4) -> None:
    """Run queued jobs and deliver events until stopped."""
    with store.running(conf.home):
        worker.run(threading.Event(), concurrency=concurrency)
