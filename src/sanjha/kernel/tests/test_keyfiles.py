"""Secrets kept as files."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from sanjha.kernel.keyfiles import write_once


def test_only_its_owner_can_read_it_and_nothing_else_is_left(tmp_path):
    path = tmp_path / "keys" / "secret"
    write_once(path, b"first")
    write_once(path, b"second")
    assert path.read_bytes() == b"first"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_whoever_looks_sees_the_whole_secret_also_while_others_write(tmp_path):
    path, runners = tmp_path / "secret", 8
    start = Barrier(runners)

    def write(number: int) -> bytes:
        start.wait()
        write_once(path, bytes([number]) * 100_000)
        return path.read_bytes()

    with ThreadPoolExecutor(runners) as pool:
        seen = set(pool.map(write, range(runners)))
    assert len(seen) == 1
    assert len(seen.pop()) == 100_000


def test_a_secret_that_cannot_be_written_leaves_nothing(tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sanjha.kernel.keyfiles.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_once(Path(tmp_path) / "secret", b"x")
    assert list(tmp_path.iterdir()) == []
