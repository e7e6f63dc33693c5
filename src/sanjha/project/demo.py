"""A demonstration on this machine: store, tables, data, web server and worker, brought up and kept up together."""

import os
import shutil
import sys
import threading
from pathlib import Path

import click

from sanjha.kernel.conf import conf
from sanjha.project import store
from sanjha.project.failure import Failure
from sanjha.project.ports import check_port
from sanjha.project.preparation import is_prepared
from sanjha.project.supervisor import Child, Household, stop_requests
from sanjha.project.upkeep import answers, mend

# This process loads no Django: it is up in a moment and small, since it only watches the others.
_SANJHA = (sys.executable, "-m", "sanjha.project")

_READY_SECONDS = 90.0
_HOST = "127.0.0.1"
_SIGN_IN = "/demo/"


def run_demo(*, port: int = 8000) -> None:
    """Everything for a demonstration: store, tables, data, web server, worker; until Ctrl-C.

    A child that dies is started again; one that does not stay up stops everything. Raises Failure.
    """
    check_port(_HOST, port, command="demo")
    address = f"http://{_HOST}:{port}"
    figures = {"PROMETHEUS_MULTIPROC_DIR": str(_fresh_figures())}
    environment = {"SANJHA_PUBLIC_URL": address, **figures, **os.environ, "SANJHA_DEMO": "1"}
    logs = conf.home / "logs"
    with stop_requests() as stop, store.running(conf.home) as private:
        if not stop.is_set() and not is_prepared():
            _prepare(environment, stop)
        children = [
            Child("web", [*_SANJHA, "serve", "--port", str(port)], logs / "web.log", environment),
            Child("worker", [*_SANJHA, "worker"], logs / "worker.log", environment),
        ]
        if stop.is_set():
            return
        with Household(children, stop=stop, say=click.echo) as household:
            if household.wait_until(lambda: answers(address), seconds=_READY_SECONDS):
                _welcome(address, logs)
                household.keep(also=lambda: mend(private, click.echo))
            click.echo("\nStopping ...")


def _fresh_figures() -> Path:
    """The empty folder in which web server and worker add up what they count, so that one page shows all of it."""
    folder = conf.home / "figures"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _prepare(environment: dict[str, str], stop: threading.Event) -> None:
    """In a process of its own, which knows the address that goes into documents and leaves no memory behind."""
    child = Child("preparation", [*_SANJHA, "load", "demo"], log=None, environment=environment)
    child.start()
    while not child.has_ended() and not stop.wait(0.05):
        pass
    if stop.is_set():
        click.echo("\nStopping ...")
    if child.has_failed():
        raise Failure("The demonstration could not be prepared; the lines above say why.")
    child.stop()


def _welcome(address: str, logs: Path) -> None:
    click.echo(f"Sanjha is ready:   {address}/")
    click.echo(f"Sign in as anyone: {address}{_SIGN_IN}")
    click.echo(f"Stop with Ctrl-C.  Logs are in {logs}")
