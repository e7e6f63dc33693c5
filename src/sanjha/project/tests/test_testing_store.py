"""Test runs beside each other."""

import pytest

from sanjha.project import testing_store


@pytest.fixture
def taken(monkeypatch):
    """The locks of an imagined run, closed at the end."""
    locks = []
    monkeypatch.setattr(testing_store, "_opened", locks)
    yield locks
    for lock in locks:
        lock.close()


def test_each_run_takes_the_first_number_that_is_free(tmp_path, taken):
    assert [testing_store._take_number(tmp_path) for _ in range(3)] == [1, 2, 3]
    taken.pop(1).close()
    assert testing_store._take_number(tmp_path) == 2


def test_too_many_runs_are_refused(tmp_path, taken, monkeypatch):
    monkeypatch.setattr(testing_store, "_MOST_RUNS", 2)
    for _ in range(2):
        testing_store._take_number(tmp_path)
    with pytest.raises(pytest.UsageError, match="2 test runs use"):
        testing_store._take_number(tmp_path)
