"""An upgrade without a stop: processes of two releases on one store, behind one address, called by both kinds of callers.

The newer release is this one with a changed register of places: a field more in the answer, an argument more, and an
operation in a second version. A third one breaks what was promised.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from sanjha.kernel import peers
from sanjha.kernel.errors import Unavailable
from sanjha.places import contract as places
from sanjha.project.published import record
from tests.split import releases
from tests.split.releases import Change, OneAddress

BADRA = "V040044"
CONTRACT, PROVIDER = "places/contract.py", "places/provider.py"
NEWER = [
    Change(CONTRACT, '    short_code: str = ""\n', '    short_code: str = ""\n    spoken: str = ""\n'),
    Change(CONTRACT, "def get_place(*, code: str) -> Place:", 'def get_place(*, code: str, on: str = "") -> Place:'),
    Change(
        CONTRACT,
        '@operation("places.v1/places")\n',
        '@operation("places.v2/place")\ndef get_place_of(*, codes: list[str]) -> list[Place]:\n'
        '    """The places, in a second version."""\n    raise NotImplementedError\n\n\n'
        '@operation("places.v1/places")\n',
    ),
    Change(
        PROVIDER,
        "def get_place(*, code: str) -> contract.Place:\n    return _view(queries.place_with(code))\n",
        'def get_place(*, code: str, on: str = "") -> contract.Place:\n'
        "    return _view(queries.place_with(code))\n\n\n"
        "@provides(contract.get_place_of)\ndef get_place_of(*, codes: list[str]) -> list[contract.Place]:\n"
        "    return get_places(codes=codes)\n",
    ),
    Change(PROVIDER, "        short_code=place.short_code,\n", "        short_code=place.short_code,\n        spoken=place.code,\n"),
]  # fmt: skip
BROKEN = [
    Change(CONTRACT, "    hadbast: str\n", ""),
    Change(PROVIDER, "        hadbast=place.hadbast,\n", ""),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("side-by-side")
    releases.prepare(home)
    return home


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return releases.made_of_this(tmp_path_factory.mktemp("newer"), NEWER)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return releases.made_of_this(tmp_path_factory.mktemp("broken"), BROKEN)


@pytest.fixture(scope="module")
def both(home: Path, newer: Path) -> Iterator[tuple[str, str]]:
    """The addresses of a process of this release and of the newer one."""
    with releases.serving(releases.THIS, home) as old, releases.serving(newer, home) as new:
        yield old, new


@pytest.fixture
def one_address(both: tuple[str, str]) -> Iterator[OneAddress]:
    one = OneAddress(list(both))
    yield one
    one.close()


@pytest.fixture
def _older_caller(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This process is a unit of its own, of this release, known to the houses."""
    monkeypatch.setattr(peers, "conf", replace(peers.conf, home=tmp_path, unit="older"))
    peers.write(peers.own_peer(("tests",)), home / "peers")


@pytest.fixture
def newer_caller(home: Path, newer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Asks as a unit of the newer release, in a process of its own."""
    with monkeypatch.context() as patched:
        patched.setattr(peers, "conf", replace(peers.conf, home=tmp_path, unit="newer"))
        peers.write(peers.own_peer(("tests",)), home / "peers")

    def ask(address: str, *questions: dict) -> list:
        return releases.asked(newer, tmp_path, address, questions)

    return ask


def question(ask: str = "get_place", **arguments: object) -> dict:
    return {"ask": ask, "arguments": arguments or {"code": BADRA}}


@pytest.mark.usefixtures("_older_caller")
def test_an_older_caller_gets_the_same_from_both(one_address: OneAddress) -> None:
    with peers.elsewhere("places", one_address.address):
        found = [places.get_place(code=BADRA) for _time in range(20)]
    assert {place.name.pa for place in found} == {"ਬਦਰਾ"}
    assert sorted(one_address.answered.values()) == [10, 10]


def test_a_newer_caller_is_served_by_both(one_address: OneAddress, newer_caller) -> None:
    found = newer_caller(one_address.address, *[question()] * 20)
    assert {place["name"]["pa"] for place in found} == {"ਬਦਰਾ"}
    assert [place["spoken"] for place in found] == ["", BADRA] * 10
    assert sorted(one_address.answered.values()) == [10, 10]


def test_what_the_older_one_does_not_know_is_refused_by_it_and_not_passed_over(both, newer_caller) -> None:
    asks = [
        question(code=BADRA, on=""),
        question(code=BADRA, on="2026-11-24"),
        question("get_place_of", codes=[BADRA]),
    ]
    old, new = (newer_caller(address, *asks) for address in both)
    assert [place["code"] for place in new[:2]] == [BADRA, BADRA]
    assert [place["code"] for place in new[2]] == [BADRA]
    assert old[1:] == ["not-as-declared", "no-such-operation"]


@pytest.mark.usefixtures("_older_caller")
def test_the_older_one_goes_and_no_call_fails(home: Path, newer: Path, both: tuple[str, str]) -> None:
    """The newer takes its place behind the same address while somebody calls without a pause."""
    answered, failed, stop = [0], [], threading.Event()

    def keep_calling() -> None:
        while not stop.is_set():
            try:
                answered[0] += places.get_place(code=BADRA).code == BADRA
            except Exception as error:  # whatever it is, the caller has noticed the upgrade
                failed.append(error)

    with ExitStack() as old:
        leaving = old.enter_context(releases.serving(releases.THIS, home))
        one = OneAddress([leaving])
        with peers.elsewhere("places", one.address):
            caller = threading.Thread(target=keep_calling)
            caller.start()
            for houses in ([leaving], [leaving, both[1]], [both[1]]):
                one.houses = houses
                _until(one, sum(one.answered.values()) + 30)
            old.close()
            _until(one, sum(one.answered.values()) + 30)
            stop.set()
            caller.join(timeout=10)
        one.close()
    assert failed == []
    assert one.answered[leaving] > 30
    assert one.answered[both[1]] > 60
    assert answered[0] == sum(one.answered.values())


def _until(one: OneAddress, answers: int) -> None:
    for _moment in range(2000):
        if sum(one.answered.values()) >= answers:
            return
        threading.Event().wait(0.01)
    raise AssertionError(f"only {one.answered}")


def verdict(source: Path) -> tuple[int, set[tuple[str, str, str]]]:
    """Of the gate of that release against the record of this one."""
    with releases.release(source) as environment:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "sanjha.project",
                "contracts",
                "check",
                "--against",
                record.FILE,
                "--json",
            ],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    faults = json.loads(done.stdout)["faults"]
    return done.returncode, {(fault["direction"], fault["where"], fault["rule"]) for fault in faults}


def test_the_gate_lets_the_newer_release_pass(newer: Path) -> None:
    assert verdict(newer) == (0, set())


@pytest.mark.usefixtures("_older_caller")
def test_what_the_gate_refuses_does_break_an_older_caller(home: Path, broken: Path) -> None:
    status, faults = verdict(broken)
    assert status == 1
    assert faults == {("result", "hadbast", "field-removed"), ("result", "[].hadbast", "field-removed")}
    with (
        releases.serving(broken, home) as address,
        peers.elsewhere("places", address),
        pytest.raises(Unavailable),
    ):
        places.get_place(code=BADRA)
