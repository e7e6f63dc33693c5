"""Where Django finds its database: the private store, or the server that DATABASE_URL names."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from sanjha.project.failure import Failure
from sanjha.project.postgres.layout import PORT, Layout
from sanjha.project.postgres.server import USER
from sanjha.project.store.private import DATABASE, PrivateStore

OLDEST = 15
"""The oldest PostgreSQL whose SQL the migrations may use."""

_FOR_DJANGO = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
_EXAMPLE = "postgres://sanjha:secret@db.example.org:5432/sanjha?sslmode=verify-full"


def database_url() -> str:
    """DATABASE_URL, or nothing: then the private store is used."""
    return os.environ.get("DATABASE_URL", "").strip()


def database_settings(home: Path) -> dict[str, Any]:
    """The entry for Django's DATABASES. Starts nothing and connects to nothing. Raises Failure."""
    if url := database_url():
        given = parse(url)
    else:
        socket = str(Layout(home.resolve()).socket_folder)
        given = {"dbname": DATABASE, "user": USER, "host": socket, "port": str(PORT)}
    options = {name: value for name, value in given.items() if name not in _FOR_DJANGO}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{_FOR_DJANGO[name]: value for name, value in given.items() if name in _FOR_DJANGO},
        "OPTIONS": options,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": os.environ.get("SANJHA_TEST_DATABASE", f"test_{given['dbname']}")},
    }


def conninfo(home: Path) -> str:
    """The same database, for psycopg. Raises Failure."""
    if url := database_url():
        return make_conninfo(**parse(url))
    return PrivateStore(home).conninfo


def parse(url: str) -> dict[str, str]:
    """The parts of a DATABASE_URL by libpq's names. Raises Failure, which does not repeat the password."""
    if urlsplit(url).scheme not in ("postgres", "postgresql"):
        raise Failure(f"DATABASE_URL must begin with postgres://, for example {_EXAMPLE}")
    try:
        parts = {name: str(value) for name, value in conninfo_to_dict(url).items()}
    except psycopg.ProgrammingError as error:
        raise Failure(f"DATABASE_URL is not understood: it should look like {_EXAMPLE}") from error
    if not parts.get("port", "0").replace(",", "").isdigit():
        raise Failure(f"DATABASE_URL has no number as its port: it should look like {_EXAMPLE}")
    if not parts.get("dbname"):
        raise Failure(f"DATABASE_URL names no database; it should look like {_EXAMPLE}")
    return parts


def check_server(url: str) -> None:
    """Raises Failure unless the server that the URL names answers, is new enough and keeps its texts in UTF-8."""
    parts = parse(url)
    where = f"{parts.get('host', 'the local socket')}, database {parts['dbname']}"
    try:
        with psycopg.connect(make_conninfo(url, connect_timeout=10)) as connection:
            version = connection.info.server_version // 10000
            encoding = connection.info.parameter_status("server_encoding")
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise Failure(f"The server that DATABASE_URL names ({where}) does not answer: {reason}") from error
    if version < OLDEST:
        raise Failure(
            f"The server that DATABASE_URL names is PostgreSQL {version}; {OLDEST} or newer is needed."
        )
    if encoding != "UTF8":
        raise Failure(
            f"The database that DATABASE_URL names is in {encoding}; make one with ENCODING 'UTF8'."
        )
