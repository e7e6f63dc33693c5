"""The children of a command: their start, their death, their orderly end, and what stays when the parent is killed."""

import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from sanjha.project import supervisor
from sanjha.project.failure import Failure
from sanjha.project.supervisor import Child, Household, stop_requests
from sanjha.project.tests.watching import kill, left_below, running_below, wait_until

# Writes when it begins and when it is asked to stop into a book that all children share.
WORK = """
import signal, sys, time
name, book = sys.argv[1:3]
def write(what):
    with open(book, "a") as file:
        file.write(f"{name} {what}\\n")
def leave(*_):
    time.sleep(0.1)
    write("ends")
    sys.exit()
signal.signal(signal.SIGTERM, leave)
write("begins")
while True:
    time.sleep(60)
"""

PARENT = """
import sys
from pathlib import Path
from sanjha.project.supervisor import Child, Household, stop_requests
folder, work = Path(sys.argv[1]), sys.argv[2]
children = [
    Child(name, [sys.executable, "-c", work, name, str(folder / "book")], folder / f"{name}.log")
    for name in ("web", "worker")
]
with stop_requests() as stop, Household(children, stop=stop, say=print) as household:
    print("up", flush=True)
    household.keep(lambda: None)
print("down", flush=True)
"""


def child(folder: Path, code: str, *arguments: object, name: str = "web") -> Child:
    return Child(
        name, [sys.executable, "-c", code, *map(str, arguments), str(folder)], folder / f"{name}.log"
    )


def written(home: Path) -> list[str]:
    book = home / "book"
    return book.read_text().splitlines() if book.exists() else []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_request_to_stop_ends_the_children_one_after_the_other(empty_home, python, number):
    parent = python(PARENT, WORK)
    wait_until(lambda: len(written(empty_home)) == 2)

    parent.send_signal(number)

    assert parent.communicate(timeout=10)[0].split() == ["up", "down"]
    assert parent.returncode == 0
    assert written(empty_home)[2:] == ["web ends", "worker ends"]


def test_nothing_stays_when_the_parent_is_killed(empty_home, python):
    parent = python(PARENT, WORK)
    wait_until(lambda: len(written(empty_home)) == 2)
    assert len(running_below(empty_home)) == 3

    parent.kill()

    assert left_below(empty_home) == {}
    assert sorted(written(empty_home)[2:]) == ["web ends", "worker ends"]


def test_a_killed_child_is_started_again_and_told(empty_home):
    told: list[str] = []
    web = child(empty_home, WORK, "web", empty_home / "book")
    with stop_requests() as stop, Household([web], stop=stop, say=told.append) as household:
        wait_until(lambda: bool(written(empty_home)))
        kill(*running_below(empty_home))

        def stop_when_back() -> None:
            if written(empty_home) == ["web begins", "web begins"]:
                stop.set()

        household.keep(stop_when_back)
    assert told == ["The web process was killed by signal 9; it is started again."]
    assert written(empty_home) == ["web begins", "web begins", "web ends"]


def test_a_child_that_does_not_stay_up_stops_everything(empty_home):
    told: list[str] = []
    steady = child(empty_home, WORK, "worker", empty_home / "book", name="worker")
    broken = child(empty_home, "raise SystemExit('no certificate')")
    with (
        pytest.raises(Failure, match=r"web process ended with 1(.|\n)*no certificate(.|\n)*does not stay up"),
        stop_requests() as stop,
        Household([steady, broken], stop=stop, say=told.append) as household,
    ):
        wait_until(lambda: bool(written(empty_home)))
        household.keep(lambda: None)
    assert len(told) == 3
    assert running_below(empty_home) == {}
    assert written(empty_home) == ["worker begins", "worker ends"]


def test_a_child_that_ends_before_it_is_ready_is_a_failure_with_its_last_words(empty_home):
    broken = child(empty_home, "print('reading'); raise SystemExit('no such table')")
    with (
        pytest.raises(Failure, match="no such table"),
        stop_requests() as stop,
        Household([broken], stop=stop, say=print) as household,
    ):
        household.wait_until(lambda: False, seconds=10)


def test_waiting_for_ready_ends_with_a_failure_or_a_request_to_stop(empty_home):
    idle = child(empty_home, WORK, "web", empty_home / "book")
    with stop_requests() as stop, Household([idle], stop=stop, say=print) as household:
        with pytest.raises(Failure, match=r"Not ready after 0 seconds. See .*web\.log"):
            household.wait_until(lambda: False, seconds=0.2)
        assert household.wait_until(lambda: True, seconds=0.2) is True
        stop.set()
        assert household.wait_until(lambda: True, seconds=0.2) is False


def test_a_child_that_will_not_stop_is_killed_with_what_it_started(empty_home, monkeypatch):
    monkeypatch.setattr(supervisor, "_GRACE", 0.3)
    stubborn = child(
        empty_home,
        "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "subprocess.Popen(['sleep', '60'], cwd=sys.argv[1]); time.sleep(60)",
    )
    stubborn.start()
    wait_until(lambda: len(running_below(empty_home)) == 2)

    begun = time.monotonic()
    stubborn.stop()

    assert time.monotonic() - begun < 2
    assert left_below(empty_home) == {}


def test_a_large_log_is_set_aside(empty_home, monkeypatch):
    monkeypatch.setattr(supervisor, "_LARGEST_LOG", 10)
    (empty_home / "web.log").write_text("a long story")
    web = child(empty_home, "print('fresh')")
    web.start()
    wait_until(web.has_ended)
    web.stop()
    assert (empty_home / "web.log").read_text() == "fresh\n"
    assert (empty_home / "web.log.1").read_text() == "a long story"


def test_the_program_takes_back_its_signals_afterwards():
    before = signal.getsignal(signal.SIGTERM)
    with stop_requests() as stop:
        signal.raise_signal(signal.SIGTERM)
        assert stop.is_set()
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_child_that_was_stopped_on_purpose_stays_down_until_it_is_started(empty_home):
    """While the household is kept, an operator may take one out and put it back."""
    stop = threading.Event()
    child = Child("sleeper", [sys.executable, "-c", "import time; time.sleep(60)"], empty_home / "x.log")
    with Household([child], stop=stop, say=lambda _words: None) as household:
        keeper = threading.Thread(target=household.keep, args=(lambda: None,))
        keeper.start()
        try:
            child.stop()
            time.sleep(0.5)
            assert child.pid == 0
            child.start()
            assert child.pid
        finally:
            stop.set()
            keeper.join()
