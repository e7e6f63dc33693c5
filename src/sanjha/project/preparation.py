"""What a demonstration needs before it can open its doors, and whether all of it is there."""

import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import click
from django.db import DatabaseError, connection

from sanjha.kernel.conf import conf
from sanjha.project.demonstration import STEPS
from sanjha.project.freshness import Stamp, fingerprint

SOURCE = Path(__file__).resolve().parents[1]

_NOT_SOURCES = frozenset({"__pycache__", "tests", "static", "templates"})
_MIGRATING_PACKAGES = ("django", "django-otp", "procrastinate")


def is_prepared() -> bool:
    """Whether everything was prepared from these very sources, in this very database."""
    return _stamp().matches(_state())


def prepare() -> None:
    """Do all steps, a line for each, and remember that they were done. It may run again at any time."""
    for step in STEPS:
        click.echo(f"{step.label} ...", nl=False)
        begun = time.monotonic()
        step.work()
        click.echo(f" {time.monotonic() - begun:.1f} s")
    _stamp().write(_state())


def _stamp() -> Stamp:
    return Stamp(conf.home / "prepared")


def _state() -> str:
    return fingerprint(_sources(), also=[*map(version, _MIGRATING_PACKAGES), _database()])


def _sources() -> Iterator[Path]:
    for root in (SOURCE, conf.catalogue):
        for path in root.rglob("*"):
            if path.is_file() and path.suffix != ".mo" and _NOT_SOURCES.isdisjoint(path.parts):
                yield path


def _database() -> str:
    """Which database this is, and how far it is migrated; a dropped and newly made one has another number."""
    settings = connection.settings_dict
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
            number = cursor.fetchone()
            cursor.execute("SELECT count(*) FROM django_migrations")
            migrations = cursor.fetchone()
    except DatabaseError:
        return "empty"
    finally:
        connection.close()
    return f"{settings['HOST']} {settings['PORT']} {settings['NAME']} {number} {migrations}"
