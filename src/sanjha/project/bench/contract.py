"""Contract calls within one process and to another one, beside bare requests of the same size in the same run."""

import statistics
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from typing import Any, cast
from uuid import UUID

import httpx

from sanjha.exchange import contract as exchange
from sanjha.kernel import clock, context, contracts, peers, signatures, unwritten, wire
from sanjha.kernel.conf import conf
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.echo import echo
from sanjha.kernel.text import Text
from sanjha.people import contract as people
from sanjha.people.operations.load_demo_people import load_demo_people
from sanjha.project.bench.bare import TEXT, echoing
from sanjha.project.demonstration import prepare
from sanjha.project.running import house
from sanjha.project.story.server import own_server

WARMING = 40
CALLS = 1000
TOGETHER = 50
"""Calls in one request."""
_READING = "people.v1/resident"
_PURPOSE = Purpose("BENCH-CONTRACT", case="BENCH/1")


def bench_contract() -> dict[str, Any]:
    """Calls a second of one caller who waits for each answer. What is compared takes turns, so that noise hits both."""
    with house():
        with redirect_stdout(sys.stderr):
            prepare()
        inside = _microseconds(lambda: echo(text=TEXT), 20_000)
        person = _somebody()
        with_facts, owner_alone = _reading(person)
        waiting, written = _reading_in_a_request(person)
        remote, limit = _remote()
    return {
        "bench": "contract",
        "ours": round(1e6 / remote),
        "limit": round(1e6 / limit),
        "ratio": round(limit / remote, 3),
        "unit": "calls per second",
        "detail": {
            "in_process_microseconds": round(inside, 1),
            "with_facts_microseconds": round(with_facts),
            "of_that_grant_and_reading_microseconds": round(with_facts - owner_alone),
            "facts_in_a_request_microseconds": round(waiting, 1),
            "facts_in_a_request_with_writing_microseconds": round(written, 1),
            "of_these_in_one_request": TOGETHER,
            "remote_microseconds": round(remote),
            "bare_echo_microseconds": round(limit),
            "calls": CALLS,
        },
    }


def _somebody() -> UUID:
    """An invented person, and the grant to read of them."""
    exchange.ensure_grants(
        consumer="project",
        operations=[_READING],
        purpose=_PURPOSE.code,
        purpose_name=Text("Measurement"),
        legal_basis="None: invented people",
    )
    return load_demo_people()[0].pk


def _reading(person: UUID) -> tuple[float, float]:
    """A person's facts through the door, which checks the grant and keeps the reading at once, and from the owner alone."""
    owner = cast(Callable[..., object], contracts.declared_operations()[_READING].implementation)
    return _in_turns(
        lambda: people.get_resident(resident_id=person, purpose=_PURPOSE),
        lambda: owner(resident_id=person, purpose=_PURPOSE),
    )


def _reading_in_a_request(person: UUID) -> tuple[float, float]:
    """One call within a request whose owner has the answer at hand: the call alone, and with its share of the writing.

    The medians over all requests of their means.
    """
    operation = contracts.declared_operations()[_READING]
    owner, found = operation.implementation, people.get_resident(resident_id=person, purpose=_PURPOSE)
    alone, whole = [], []
    operation.implementation = lambda **_arguments: found
    try:
        for _request in range(CALLS // TOGETHER):
            begun = time.perf_counter()
            with unwritten.scope():
                alone.append(
                    _microseconds(lambda: people.get_resident(resident_id=person, purpose=_PURPOSE), TOGETHER)
                )
            whole.append((time.perf_counter() - begun) / TOGETHER * 1e6)
    finally:
        operation.implementation = owner
    return statistics.median(alone), statistics.median(whole)


def _remote() -> tuple[float, float]:
    peers.write(peers.own_peer(("project",)), conf.peers)
    with (
        own_server(conf.home, "serve") as base,
        echoing(conf.home) as bare_base,
        httpx.Client(base_url=bare_base, trust_env=False) as bare,
        peers.elsewhere("kernel", base),
    ):
        path, body, fields = _as_sent()

        def knock() -> None:
            bare.post(path, content=body, headers=fields).raise_for_status()

        return _in_turns(lambda: echo(text=TEXT), knock)


def _as_sent() -> tuple[str, bytes, dict[str, str]]:
    """What a call of the echo sends: the bare request carries as much."""
    path = f"{wire.PATH}kernel.v1/echo"
    body = wire.encode_call(
        consumer="project",
        actor=context.actor(),
        request_id=context.request_id(),
        language="en",
        arguments={"text": TEXT},
    )
    message = signatures.Message("POST", "127.0.0.1", path, "", {}, body)
    now = int(clock.now().timestamp())
    fields = signatures.signed_fields(message, key_id=peers.own_unit(), key=peers.own_key(), now=now)
    return path, body, {"content-type": "application/json", **fields}


def _in_turns(ours: Callable[[], object], bare: Callable[[], object]) -> tuple[float, float]:
    """The medians of single calls that take turns, in microseconds: others on the machine disturb both alike."""
    for deed in (ours, bare):
        _microseconds(deed, WARMING)
    pairs = [(_microseconds(ours, 1), _microseconds(bare, 1)) for _call in range(CALLS)]
    with_all, alone = zip(*pairs, strict=True)
    return statistics.median(with_all), statistics.median(alone)


def _microseconds(deed: Callable[[], object], times: int) -> float:
    begun = time.perf_counter()
    for _time in range(times):
        deed()
    return (time.perf_counter() - begun) / times * 1e6
