"""Who starts the private server, who joins it, who stops it."""

import os
import shutil
import time
from pathlib import Path

import psycopg
import pytest

from sanjha.project.failure import Failure
from sanjha.project.postgres.layout import Layout
from sanjha.project.store import PrivateStore, database_settings, running
from sanjha.project.tests.watching import left_below, running_below, wait_until

USE = """
import sys
from pathlib import Path
import psycopg
from sanjha.project.store import PrivateStore
with PrivateStore(Path(sys.argv[1]), durable=False) as store:
    with psycopg.connect(store.conninfo) as connection:
        print(connection.execute("SELECT pg_postmaster_start_time()").fetchone()[0], flush=True)
    sys.stdin.read() if "wait" in sys.argv else None
"""


def test_a_fresh_home_gets_a_server_that_only_its_owner_reaches(empty_home):
    with PrivateStore(empty_home) as store, psycopg.connect(store.conninfo) as connection:
        rows = connection.execute(
            "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)",
            [["fsync", "synchronous_commit", "listen_addresses", "jit", "TimeZone", "server_encoding"]],
        ).fetchall()
        assert dict(rows) == {
            "fsync": "on",
            "synchronous_commit": "on",
            "listen_addresses": "",
            "jit": "off",
            "TimeZone": "UTC",
            "server_encoding": "UTF8",
        }
        locale = "SELECT datlocprovider, datlocale FROM pg_database WHERE datname = current_database()"
        assert connection.execute(locale).fetchone() == ("b", "C.UTF-8")
        modes = [
            folder.stat().st_mode & 0o777 for folder in (store.layout.folder, store.layout.socket_folder)
        ]
        assert modes == [0o700, 0o700]
        assert connection.execute("SELECT upper('ੴ é ß')").fetchone() == ("ੴ É ß",)


def test_the_last_one_to_leave_stops_the_server_and_waits_for_it(home):
    first = PrivateStore(home, durable=False).open()
    second = PrivateStore(home, durable=False).open()
    first.close()
    with psycopg.connect(second.conninfo) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)

    second.close()

    assert running_below(home) == {}
    assert not (home / "postgres/data/postmaster.pid").exists()


def test_of_many_starters_at_once_one_starts_and_the_others_join(home, python):
    crowd = [python(USE, "wait") for _ in range(5)]
    starts = {process.stdout.readline().strip() for process in crowd}
    assert len(starts) == 1, [process.stderr.read() for process in crowd if process.poll()]
    assert "+00" in starts.pop()


def test_closing_and_opening_at_the_same_time_never_meets_a_server_that_is_going_down(home):
    for _ in range(3):
        leaving = PrivateStore(home, durable=False).open()
        joining = PrivateStore(home, durable=False)
        leaving.close()
        with joining as store, psycopg.connect(store.conninfo) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_killed_user_does_not_keep_the_server_up(home, python):
    user = python(USE, "wait")
    assert user.stdout.readline()
    user.kill()
    wait_until(lambda: not running_below(home))


def test_a_killed_starter_does_not_stop_it_for_those_who_joined(home, python):
    starter = python(USE, "wait")
    start_time = starter.stdout.readline().strip()
    with PrivateStore(home, durable=False) as store:
        starter.kill()
        time.sleep(0.6)
        with psycopg.connect(store.conninfo) as connection:
            assert str(connection.execute("SELECT pg_postmaster_start_time()").fetchone()[0]) == start_time


def test_a_removed_home_ends_its_server(home):
    store = PrivateStore(home, durable=False).open()
    shutil.rmtree(home)
    wait_until(lambda: not running_below(home))
    store.close()


def test_data_of_another_version_are_refused_and_left_alone(home):
    version = home / "postgres/data/PG_VERSION"
    version.write_text("17\n")
    with pytest.raises(Failure, match="made by PostgreSQL 17; this Sanjha brings 18"):
        PrivateStore(home).open()
    version.write_text("18\n")
    with PrivateStore(home, durable=False) as store, psycopg.connect(store.conninfo) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_kill_in_the_middle_of_making_the_data_leaves_nothing_half_made(empty_home):
    draft = empty_home / "postgres" / "data.new"
    draft.mkdir(parents=True, mode=0o700)
    (draft / "PG_VERSION").write_text("18\n")
    with PrivateStore(empty_home, durable=False) as store, psycopg.connect(store.conninfo) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert not draft.exists()


def test_a_server_that_does_not_start_says_why(home):
    (home / "postgres/data/global/pg_control").unlink()
    with pytest.raises(Failure, match=r"did not start(.|\n)*pg_control"):
        PrivateStore(home).open()
    assert left_below(home) == {}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root is given a user namespace")
def test_refused_user_namespaces_are_told_in_one_line_that_names_the_way_out(empty_home, monkeypatch):
    programs = empty_home / "bin"
    programs.mkdir()
    (programs / "unshare").write_text(
        "#!/bin/sh\necho 'unshare failed: Operation not permitted' >&2\nexit 1\n"
    )
    (programs / "unshare").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    with pytest.raises(Failure, match=r"Operation not permitted.*DATABASE_URL") as refusal:
        PrivateStore(empty_home).open()
    assert "\n" not in str(refusal.value)
    assert left_below(empty_home) == {}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become somebody else")
def test_an_ordinary_user_needs_no_namespace(home, python):
    for path in [home, *home.rglob("*")]:
        shutil.chown(path, 65534, 65534)
    # The capability only lets `nobody` read this Python, wherever it is installed.
    reader = ("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")
    become = (shutil.which("setpriv"), "--reuid=65534", "--regid=65534", "--clear-groups", *reader)
    user = python(USE, "wait", prefix=become, PATH="/nowhere")
    assert user.stdout.readline(), user.stderr.read()
    server = int((home / "postgres/data/postmaster.pid").read_text().split()[0])
    keeper = int((home / "postgres/keeper.lock").read_text())
    owners = {Path(f"/proc/{process}").stat().st_uid for process in (user.pid, keeper, server)}
    assert owners == {65534}
    with pytest.raises(Failure, match="does not belong to the user who runs this"):
        PrivateStore(home).open()


def test_a_named_server_is_used_and_nothing_is_started(home, monkeypatch):
    with PrivateStore(home / "theirs", durable=False) as theirs:
        url = f"postgres://sanjha@/sanjha?host={theirs.layout.socket_folder}"
        monkeypatch.setenv("DATABASE_URL", url)
        with running(home / "ours") as ours:
            assert ours is None
        assert not (home / "ours").exists()


def test_a_long_home_has_its_socket_elsewhere_and_every_process_finds_it(empty_home, monkeypatch):
    long_home = empty_home / ("ਪੰਜਾਬ" * 6) / ("b" * 60)
    session = empty_home / "session"
    session.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(session))
    with PrivateStore(long_home, durable=False) as store, psycopg.connect(store.conninfo) as connection:
        assert store.layout.socket_folder.parent == session
        assert store.layout.socket_folder.stat().st_mode & 0o777 == 0o700
        monkeypatch.delenv("XDG_RUNTIME_DIR")
        assert Layout(long_home).socket_folder == store.layout.socket_folder
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_socket_folder_that_somebody_else_laid_is_refused(empty_home, monkeypatch):
    session = empty_home / "session"
    session.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(session))
    layout = Layout(empty_home / "with, a comma")
    layout.socket_folder.symlink_to(empty_home)
    with pytest.raises(Failure, match="does not belong to the user who runs this"):
        PrivateStore(layout.home).open()


def test_a_home_that_cannot_be_made_is_told(empty_home):
    (empty_home / "file").write_text("")
    with pytest.raises(Failure, match=r"cannot be kept in .*SANJHA_HOME"):
        PrivateStore(empty_home / "file" / "home").open()


def test_the_settings_are_known_before_the_start(empty_home, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    settings = database_settings(empty_home)
    assert not (empty_home / "postgres").exists()
    with (
        PrivateStore(empty_home, durable=False),
        psycopg.connect(
            host=settings["HOST"], port=settings["PORT"], user=settings["USER"], dbname=settings["NAME"]
        ) as connection,
    ):
        assert connection.execute("SELECT current_database()").fetchone() == ("sanjha",)
