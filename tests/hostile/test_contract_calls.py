"""Another unit calls the registers of the running house over the wire: it gets what they know, and no more than it may."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import httpx
import pytest

from sanjha.kernel import clock, context, peers, remote, signatures, wire
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import DomainError, NotFound, NotPermitted, Unavailable
from sanjha.kernel.ids import new_id
from sanjha.offices import contract as offices
from sanjha.people import contract as people
from sanjha.places import contract as places
from tests.hostile.siege import Siege

BADRA = "V040044"


@pytest.fixture
def unit(siege: Siege, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Siege]:
    """This process is a unit of its own, known to the house, and finds the registers there."""
    monkeypatch.setattr(peers, "conf", replace(peers.conf, home=tmp_path, unit="outpost"))
    peers.write(peers.own_peer(("sewa", "tests")), siege.home / "peers")
    with (
        peers.elsewhere("places", siege.base),
        peers.elsewhere("offices", siege.base),
        peers.elsewhere("people", siege.base),
    ):
        yield siege


def test_the_registers_answer_as_at_home(unit: Siege) -> None:
    village = places.get_place(code=BADRA)
    assert (village.name.en, village.name.pa) == ("Badra", "ਬਦਰਾ")
    assert [place.code for place in places.get_places(codes=[BADRA, "D605"])] == [BADRA, "D605"]
    sunday, monday = date(2026, 11, 22), date(2026, 11, 23)
    assert places.dates_after(calendar="FIELD", start=sunday, days=[0, 1]) == [sunday, monday]
    patwari = offices.responsible_post(designation="patwari", place=BADRA)
    assert patwari.office_code == "BNL-PC-16"


def test_a_refusal_comes_in_the_callers_words(unit: Siege) -> None:
    with pytest.raises(NotFound):
        places.get_place(code="V999999")
    with pytest.raises(DomainError) as refusal:
        places.dates_after(calendar="FIELD", start=date(2026, 11, 22), days=[-1])
    assert refusal.value.field == "days"


def test_no_fact_of_a_person_without_a_grant(unit: Siege) -> None:
    with pytest.raises(NotPermitted) as refusal:
        people.get_resident(resident_id=new_id(), purpose=Purpose("CURIOSITY"))
    assert refusal.value.code == "no-grant"


def test_a_recorded_call_cannot_be_played_again(unit: Siege) -> None:
    path = f"{wire.PATH}places.v1/place"
    body = wire.encode_call(
        consumer="sewa", actor=context.actor(), request_id="r", language="en", arguments={"code": BADRA}
    )
    authority = unit.base.removeprefix("http://")
    fields = signatures.signed_fields(
        signatures.Message("POST", authority, path, "", {}, body),
        key_id=peers.own_unit(),
        key=peers.own_key(),
        now=int(clock.now().timestamp()),
    )
    answers = [httpx.post(f"{unit.base}{path}", content=body, headers=fields) for _again in range(3)]
    assert [answer.status_code for answer in answers] == [200, 401, 401]


def test_a_unit_that_the_house_does_not_know_gets_nothing(
    siege: Siege, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peers, "conf", replace(peers.conf, home=tmp_path, unit="stranger"))
    with peers.elsewhere("places", siege.base), pytest.raises(NotPermitted) as refusal:
        places.get_place(code=BADRA)
    assert refusal.value.code == "bad-signature"


def test_where_nobody_listens_it_says_so_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    with peers.elsewhere("places", "http://127.0.0.1:9"), pytest.raises(Unavailable, match="places"):
        places.get_place(code=BADRA)
    assert remote.CONNECT_SECONDS * remote.TRIES <= 5
