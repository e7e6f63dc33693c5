"""In whose name a unit calls, who may speak for whom, and operations that only some services may call."""

from uuid import UUID

import msgspec
import pytest

from sanjha.kernel import context, contracts, peers, wire
from sanjha.kernel.contracts import operation, provides
from sanjha.kernel.errors import NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.peers import Peer

AWAY = "http://offices.example"


def test_a_service_calls_in_its_own_name_and_what_a_unit_carries_in_the_name_of_the_unit():
    with peers.elsewhere("offices", AWAY):
        assert peers.consumer_name("sewa") == "sewa"
        assert peers.consumer_name("offices") == "counter"
        assert peers.consumer_name("kernel") == "counter"
        assert peers.consumer_name("PB/GOV/AGRI/FARMS") == "PB/GOV/AGRI/FARMS"


@pytest.mark.parametrize(
    ("services", "consumer", "may"),
    [
        (("sewa",), "sewa", True),
        (("sewa",), "counter", True),
        (("sewa",), "people", False),
        (("sewa",), "documents", False),
        (("sewa",), "PB/GOV/AGRI/FARMS", False),
        (("exchange",), "PB/GOV/AGRI/FARMS", True),
    ],
)
def test_only_the_unit_of_the_exchange_speaks_for_members(services, consumer, may):
    assert Peer("counter", services, "").speaks_for(consumer) is may


def test_an_operation_for_some_is_refused_to_all_others():
    @operation("remotetest.v1/own-name", only_for=("kernel",))
    def own_name(*, person: UUID) -> str: ...

    @provides(own_name)
    def _own_name(*, person: UUID) -> str:
        return "Harbans Kaur"

    assert own_name(person=new_id()) == "Harbans Kaur"
    declared = contracts.declared_operations()["remotetest.v1/own-name"]
    with pytest.raises(NotPermitted) as refusal:
        declared.call("sewa", {"person": new_id()})
    assert refusal.value.code == "not-for-this-consumer"


def test_what_a_member_is_given_travels_with_the_call():
    body = wire.encode_call(
        consumer="PB/GOV/AGRI/FARMS",
        actor=context.actor(),
        request_id="r",
        language="en",
        arguments={},
        given=["resident.name"],
    )
    assert msgspec.json.decode(body, type=wire.Call).given == ("resident.name",)
