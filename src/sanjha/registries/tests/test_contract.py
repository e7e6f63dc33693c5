"""One record of a register over the contract: from this house when it keeps the register, else from whoever does."""

from dataclasses import replace

import pytest

from sanjha.exchange.models import Grant, Reading
from sanjha.exchange.operations.agree_provider import agree_provider
from sanjha.exchange.operations.propose_provider import propose_provider
from sanjha.exchange.outbound.registered import Offer
from sanjha.exchange.outgoing import addresses
from sanjha.exchange.tests.calling import System
from sanjha.exchange.tests.listening import http, listening
from sanjha.kernel import clock
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import Conflict, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.testing import officer_with
from sanjha.kernel.text import Text
from sanjha.registries import contract
from sanjha.registries.operations.create_row import create_row
from sanjha.registries.operations.publish_registry import publish_registry
from sanjha.registries.tests.factories import CITIZEN, make_registry

pytestmark = pytest.mark.django_db
NAME, PURPOSE = "registries.v1/record", Purpose("REV-INCOME", case="7")


@pytest.fixture
def granted():
    Grant.objects.create(
        consumer="registries",
        operation=NAME,
        purpose=PURPOSE.code,
        legal_basis="Test Act, section 1",
        from_date=clock.today(),
        granted_by="SYSTEM:-",
        granted_at=clock.now(),
    )


def ask(register="citizens", key="7", subject=None):
    return contract.get_record(register=register, key=key, subject=subject or new_id(), purpose=PURPOSE)


@pytest.fixture
def offer(monkeypatch):
    monkeypatch.setattr(addresses, "conf", replace(addresses.conf, demo=True))
    with listening() as listener:
        listener.answer = lambda _line, asked: http(200, {**asked.json(), "content": {"members": 4}})
        yield Offer(
            operation=NAME,
            keeps="ration-cards",
            title=Text("Ration cards"),
            address=listener.address,
            seconds=2,
            purposes=(PURPOSE.code,),
            legal_basis="Test Act, section 3",
        )


def test_a_register_that_is_kept_here_is_answered_here(granted):
    version = make_registry()
    row = create_row(version=version, content={"id": "7", "firstName": "Asha"}, actor=SYSTEM)
    resident = new_id()
    found = ask(subject=resident)
    assert (found.register, found.key, found.subject) == ("citizens", "7", resident)
    assert found.content == row.data
    reading = Reading.objects.get()
    assert (reading.subject, reading.operation, reading.facts) == (resident, NAME, ["registry.record"])


def test_no_such_register_and_no_such_record(granted):
    with pytest.raises(NotFound, match="no register of this name"):
        ask()
    make_registry()
    with pytest.raises(NotFound):
        ask(key="8")
    assert not Reading.objects.exists()


def test_without_a_grant_nothing_is_given():
    with pytest.raises(NotPermitted):
        ask()


def test_a_register_that_is_kept_elsewhere_is_answered_there(granted, offer, client):
    food = System(client, code="FOOD").member
    made = propose_provider(member_id=food.id, offer=offer, actor=SYSTEM)
    agree_provider(provider_id=made.id, actor=officer_with("office_admin"))
    assert ask("ration-cards").content == {"members": 4}
    assert Reading.objects.get().facts == ["registry.record"]


def test_a_register_has_one_owner(offer, client):
    food = System(client, code="FOOD").member
    make_registry()
    assert contract.keeps_register(register="citizens")
    with pytest.raises(Conflict) as refused:
        propose_provider(member_id=food.id, offer=replace(offer, keeps="citizens"), actor=SYSTEM)
    assert refused.value.code == "kept-here"
    propose_provider(member_id=food.id, offer=offer, actor=SYSTEM)
    with pytest.raises(Conflict, match="one owner"):
        publish_registry(name="ration-cards", schema=CITIZEN, actor=SYSTEM)
