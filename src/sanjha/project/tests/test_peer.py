"""`sanjha peer`: what other units must know of this one."""

from dataclasses import replace

import msgspec
import pytest
from click.testing import CliRunner

from sanjha.kernel import peers
from sanjha.project.commands.peer import command


@pytest.fixture(autouse=True)
def _apart(monkeypatch, tmp_path):
    monkeypatch.setattr(
        peers, "conf", replace(peers.conf, home=tmp_path, unit="counter", peers=tmp_path / "peers")
    )


def test_what_is_printed_is_a_peer_file(tmp_path):
    printed = CliRunner().invoke(command, ["--services", "sewa, locker"])
    assert printed.exit_code == 0
    (tmp_path / "peers").mkdir()
    (tmp_path / "peers" / "counter.json").write_text(printed.output)
    assert peers.peer("counter") == peers.own_peer(("sewa", "locker"))
    assert b"PRIVATE" not in msgspec.json.encode(printed.output)


def test_a_service_that_is_not_there_is_refused_by_name():
    printed = CliRunner().invoke(command, ["--services", "sewa,nothing"])
    assert printed.exit_code == 2
    assert "unknown: nothing" in printed.output


def test_a_service_that_runs_elsewhere_is_none_of_ours():
    with peers.elsewhere("people", "https://people.internal"):
        printed = CliRunner().invoke(command, ["--services", "sewa,people"])
    assert printed.exit_code == 2
    assert "people runs at https://people.internal" in printed.output
