"""A contract call within one process and to another one, beside bare requests to the same server in the same run."""

import statistics
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from typing import Any

import httpx

from sanjha.kernel import peers
from sanjha.kernel.conf import conf
from sanjha.kernel.echo import echo
from sanjha.project.demonstration import prepare
from sanjha.project.running import house
from sanjha.project.story.server import own_server

ROUNDS = 20
CALLS = 40
TEXT = "PB/BNL/REV-INCOME/2026/0000001-W"


def bench_contract() -> dict[str, Any]:
    """Calls a second of one caller who waits for each answer. Both kinds take turns, so that noise hits both alike."""
    with house():
        with redirect_stdout(sys.stderr):
            prepare()
        inside = _microseconds(lambda: echo(text=TEXT), 20_000)
        peers.write(peers.own_peer(("project",)), conf.peers)
        with own_server(conf.home, "serve") as base, httpx.Client(base_url=base, trust_env=False) as bare:

            def knock() -> None:
                bare.get("/health/live").raise_for_status()

            with peers.elsewhere("kernel", base):
                remote, limit = _in_turns(lambda: echo(text=TEXT), knock)
    return {
        "bench": "contract",
        "ours": round(1e6 / remote),
        "limit": round(1e6 / limit),
        "ratio": round(limit / remote, 3),
        "unit": "calls per second",
        "detail": {
            "in_process_microseconds": round(inside, 1),
            "remote_microseconds": round(remote),
            "bare_request_microseconds": round(limit),
            "calls": ROUNDS * CALLS,
        },
    }


def _in_turns(ours: Callable[[], object], bare: Callable[[], object]) -> tuple[float, float]:
    """The medians over all rounds, in microseconds a call."""
    for deed in (ours, bare):
        _microseconds(deed, CALLS)
    pairs = [(_microseconds(ours, CALLS), _microseconds(bare, CALLS)) for _round in range(ROUNDS)]
    remote, limit = zip(*pairs, strict=True)
    return statistics.median(remote), statistics.median(limit)


def _microseconds(deed: Callable[[], object], times: int) -> float:
    begun = time.perf_counter()
    for _time in range(times):
        deed()
    return (time.perf_counter() - begun) / times * 1e6
