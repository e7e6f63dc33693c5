"""kill -9 of the server, of its keeper, of everything: the next start works, and what was committed is there."""

import subprocess
from pathlib import Path

import psycopg
import pytest

from sanjha.project.postgres.orphans import processes_on
from sanjha.project.store import PrivateStore
from sanjha.project.tests.watching import kill, running_below, wait_until

WRITE = """
import sys
from pathlib import Path
import psycopg
from sanjha.project.store import PrivateStore
with PrivateStore(Path(sys.argv[1])) as store, psycopg.connect(store.conninfo, autocommit=True) as connection:
    connection.execute("CREATE TABLE IF NOT EXISTS register (number integer, text text)")
    number = connection.execute("SELECT coalesce(max(number), 0) FROM register").fetchone()[0]
    while True:
        number += 1
        connection.execute("INSERT INTO register VALUES (%s, repeat('x', 500))", [number])
        print(number, flush=True)
"""


def written_by(writer: "subprocess.Popen[str]", *, count: int) -> list[int]:
    """The numbers whose commit the writer has reported, `count` at least."""
    return [int(writer.stdout.readline()) for _ in range(count)]


def rest_of(writer: "subprocess.Popen[str]") -> list[int]:
    """What else it reported before it ended; the last line may be cut."""
    return [int(line) for line in writer.communicate()[0].splitlines(keepends=True) if line.endswith("\n")]


def numbers_in(store: PrivateStore) -> set[int]:
    with psycopg.connect(store.conninfo) as connection:
        return {number for (number,) in connection.execute("SELECT number FROM register")}


def postmaster(home: Path) -> int:
    return int((home / "postgres/data/postmaster.pid").read_text().split()[0])


def keeper(home: Path) -> int:
    return int((home / "postgres/keeper.lock").read_text())


def test_a_killed_server_is_started_again_for_those_who_use_it(home, python):
    with PrivateStore(home) as store:
        writer = python(WRITE)
        committed = written_by(writer, count=200)
        first = postmaster(home)

        kill(first)
        committed += rest_of(writer)

        wait_until(lambda: running_below(home) and numbers_in_or_none(store) is not None)
        assert postmaster(home) != first
        assert numbers_in(store) >= set(committed)


def numbers_in_or_none(store: PrivateStore) -> set[int] | None:
    try:
        return numbers_in(store)
    except psycopg.OperationalError:
        return None


def test_kill_of_everything_while_rows_are_written_loses_nothing(home, python):
    committed: list[int] = []
    for count in (1, 50, 300):
        writer = python(WRITE)
        committed += written_by(writer, count=count)
        everything = [keeper(home), postmaster(home), writer.pid, *processes_on(home / "postgres/data")]
        assert len(everything) > 5

        kill(*everything)

        committed += rest_of(writer)
    with PrivateStore(home) as store:
        assert numbers_in(store) >= set(committed)
    assert len(committed) == len(set(committed)) >= 351


def test_a_killed_session_costs_the_others_a_moment_but_no_row(home, python):
    """PostgreSQL then ends all sessions and recovers; the keeper has nothing to do."""
    with PrivateStore(home) as store:
        writer = python(WRITE)
        committed = written_by(writer, count=100)
        server = postmaster(home)
        with psycopg.connect(store.conninfo) as connection:
            kill(connection.info.backend_pid)
        committed += rest_of(writer)
        wait_until(lambda: numbers_in_or_none(store) is not None)
        assert numbers_in(store) >= set(committed)
        assert postmaster(home) == server


def test_a_killed_keeper_takes_its_server_along_and_can_be_replaced(home):
    with PrivateStore(home) as store:
        server = postmaster(home)
        assert store.mend() is False

        kill(keeper(home))

        wait_until(lambda: server not in running_below(home))
        assert store.mend() is True
        assert postmaster(home) != server
        with psycopg.connect(store.conninfo) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)


def test_the_process_number_of_a_dead_server_may_belong_to_another_program_by_now(home):
    with PrivateStore(home) as store:
        stale = (store.layout.data / "postmaster.pid").read_text()
        socket_lock = (store.layout.socket_folder / ".s.PGSQL.5432.lock").read_text()
        kill(keeper(home), *processes_on(store.layout.data))
    wait_until(lambda: not running_below(home))
    bystander = subprocess.Popen(["sleep", "60"])
    try:
        number = stale.split()[0]
        (store.layout.data / "postmaster.pid").write_text(stale.replace(number, str(bystander.pid), 1))
        lock = store.layout.socket_folder / ".s.PGSQL.5432.lock"
        lock.write_text(socket_lock.replace(number, str(bystander.pid), 1))

        with PrivateStore(home) as store, psycopg.connect(store.conninfo) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


@pytest.mark.parametrize("remains", ["", "123"])
def test_a_lock_file_that_was_cut_short_does_not_stop_the_next_start(home, remains):
    (home / "postgres/data/postmaster.pid").write_text(remains)
    with PrivateStore(home) as store, psycopg.connect(store.conninfo) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_sessions_that_outlive_their_server_are_ended_before_the_next_start(home):
    """A stopped session does not notice that its server was killed, and still holds the shared memory."""
    with PrivateStore(home) as store:
        with psycopg.connect(store.conninfo) as connection:
            session = connection.info.backend_pid
            subprocess.run(["kill", "-STOP", str(session)], check=True)
            kill(keeper(home), postmaster(home))
            wait_until(lambda: processes_on(store.layout.data) == [session])
            subprocess.run(["kill", "-CONT", str(session)], check=True)
        assert store.mend() is True
        assert session not in processes_on(store.layout.data)
