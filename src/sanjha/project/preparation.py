"""Whether everything a demonstration needs was made ready by an earlier start. Asked without loading Django."""

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import psycopg

from sanjha.kernel.conf import conf
from sanjha.project import store
from sanjha.project.freshness import Stamp, fingerprint

SOURCE = Path(__file__).resolve().parents[1]

_NOT_SOURCES = frozenset({"__pycache__", "tests", "static", "templates"})
_MIGRATING_PACKAGES = ("django", "django-otp", "procrastinate")


def is_prepared() -> bool:
    """Whether all was prepared from these very sources, in this very database. The store must be up."""
    return _stamp().matches(_state())


def remember() -> None:
    """Call when everything is prepared."""
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
    try:
        with psycopg.connect(store.conninfo(conf.home)) as connection:
            number = connection.execute(
                "SELECT oid FROM pg_database WHERE datname = current_database()"
            ).fetchone()
            migrations = connection.execute("SELECT count(*) FROM django_migrations").fetchone()
            info = connection.info
            return f"{info.host} {info.port} {info.dbname} {number} {migrations}"
    except psycopg.Error:
        return "empty"
