"""DATABASE_URL: what Django gets of it, and what is refused in words."""

import psycopg
import pytest

from sanjha.project.failure import Failure
from sanjha.project.store import PrivateStore, address, check_server, database_settings


@pytest.fixture
def url(monkeypatch):
    return lambda text: monkeypatch.setenv("DATABASE_URL", text)


def test_every_part_reaches_django(empty_home, url, monkeypatch):
    monkeypatch.delenv("SANJHA_TEST_DATABASE", raising=False)
    url("postgres://san%40jha:p%2Fw%3A@db.example.org:6432/state?sslmode=verify-full&sslrootcert=/etc/ca.pem")
    settings = database_settings(empty_home)
    assert settings == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "state",
        "USER": "san@jha",
        "PASSWORD": "p/w:",
        "HOST": "db.example.org",
        "PORT": "6432",
        "OPTIONS": {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem"},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": "test_state"},
    }


def test_a_socket_folder_may_be_named(empty_home, url):
    url("postgresql:///state?host=/run/postgresql")
    settings = database_settings(empty_home)
    assert (settings["HOST"], settings["NAME"]) == ("/run/postgresql", "state")


def test_without_it_the_private_store_is_meant(empty_home, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", " ")
    settings = database_settings(empty_home)
    assert settings["HOST"] == str(empty_home / "postgres" / "socket")
    assert list(empty_home.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mysql://u:secret@h/db", "must begin with postgres://"),
        ("db.example.org", "must begin with postgres://"),
        ("postgres://u:secret@h:port/db", "no number as its port"),
        ("postgres://u:secret@h/db?colour=red", "not understood"),
        ("postgres://u:secret@h", "names no database"),
    ],
)
def test_a_url_that_cannot_be_meant_is_refused_without_its_password(empty_home, url, text, words):
    url(text)
    with pytest.raises(Failure, match=words) as refusal:
        database_settings(empty_home)
    assert "u:secret" not in str(refusal.value)


def test_a_server_that_does_not_answer_is_told_without_the_password(empty_home):
    with pytest.raises(Failure, match="does not answer") as refusal:
        check_server(f"postgres://u:hidden@/db?host={empty_home}")
    assert "hidden" not in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_an_old_server_and_a_foreign_encoding_are_refused(home, monkeypatch):
    with PrivateStore(home, durable=False) as store:
        url = f"postgres:///sanjha?host={store.layout.socket_folder}&user=sanjha"
        check_server(url)
        monkeypatch.setattr(address, "OLDEST", 99)
        with pytest.raises(Failure, match=r"is PostgreSQL 18; 99 or newer is needed"):
            check_server(url)
        monkeypatch.undo()
        with psycopg.connect(store.conninfo, autocommit=True) as connection:
            connection.execute(
                "CREATE DATABASE old ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0"
            )
        with pytest.raises(Failure, match="is in LATIN1"):
            check_server(url.replace("/sanjha?", "/old?"))
