"""The web server: granian, with processes that each serve several requests at a time."""

import gc
import importlib
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from django.urls import get_resolver
from granian import Granian
from granian.constants import Interfaces

from sanjha.project.lifeline import end_with_parent
from sanjha.project.static import CACHE_SECONDS, collect

_TARGET = "sanjha.project.wsgi:application"

_KILL_SECONDS = 10
"""A web process that has not finished its requests that long after it was asked to stop is killed."""

# The server's own lines go the way of all others: structured, to standard error.
_LOGGING = {
    "handlers": {},
    "formatters": {},
    "loggers": {name: {"handlers": [], "propagate": True} for name in ("_granian", "granian.access")},
}


def serve(*, host: str, port: int, workers: int, threads: int) -> None:
    """Serve until SIGTERM or SIGINT. A process that dies is replaced; this one ends with status 1 if that fails."""
    collect(Path(settings.STATIC_ROOT))
    # The processes are forked from this one: they share the pages it has loaded, and must not share its connections.
    _ = get_resolver().url_patterns
    connections.close_all()
    Granian(
        _TARGET,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=_KILL_SECONDS,
        log_dictconfig=_LOGGING,
        static_path_route=[settings.STATIC_URL.rstrip("/")],
        static_path_mount=[Path(settings.STATIC_ROOT)],
        static_path_expires=CACHE_SECONDS,
    ).serve(target_loader=load_application)


def load_application(target: str) -> Callable[..., Any]:
    """What each web process runs first: tie it to the server's life, then load the application."""
    # Until granian has set up this process, it would take signals with the handlers of its parent, and stay.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    end_with_parent(signal.SIGKILL)
    module, _, name = target.partition(":")
    application: Callable[..., Any] = getattr(importlib.import_module(module), name)
    # What is loaded now stays for good: the search for garbage need not look at it again in every request.
    gc.collect()
    gc.freeze()
    return application
