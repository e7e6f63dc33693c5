"""A department's system that answers a contract, in tests: the operation, the offer, the question."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from sanjha.exchange.models import Provider, Reading
from sanjha.exchange.outbound.registered import Offer
from sanjha.exchange.outgoing import addresses
from sanjha.exchange.tests.listening import http, listening
from sanjha.kernel.contracts import Purpose, Struct, operation, provides
from sanjha.kernel.errors import Unavailable
from sanjha.kernel.ids import new_id
from sanjha.kernel.outside import KeptBy
from sanjha.kernel.tests.declared import taken_back
from sanjha.kernel.text import Text

NAME = "exchangetest.v1/record"
PURPOSE = Purpose("REV-INCOME", case="PB/BNL/REV-INCOME/2026/0000001-K")
State = Provider.State


class Record(Struct):
    register: str
    key: str
    subject: UUID
    content: dict[str, Any]


@pytest.fixture
def get_record():
    """An operation that is open to departments' systems; this house keeps the register "own"."""
    with taken_back():

        @operation("exchangetest.v1/keeps")
        def keeps(*, register: str) -> bool: ...

        @provides(keeps)
        def _keeps(*, register: str) -> bool:
            return register == "own"

        @operation(
            NAME, facts=("resident.name",), kept_by=KeptBy("register", kept_here="exchangetest.v1/keeps")
        )
        def get_record(*, register: str, key: str, subject: UUID, purpose: Purpose) -> Record: ...

        @provides(get_record)
        def _get_record(*, register: str, key: str, subject: UUID, purpose: Purpose) -> Record:
            return Record(register, key, subject, {"from": "this house"})

        yield get_record


@pytest.fixture
def system(monkeypatch):
    monkeypatch.setattr(addresses, "conf", replace(addresses.conf, demo=True))
    with listening() as listener:
        listener.answer = lambda _line, asked: http(200, {**asked.json(), "content": {"members": 4}})
        yield listener


def offer(system, **changed):
    values = {
        "operation": NAME,
        "keeps": "ration-cards",
        "title": Text("Ration cards", "ਰਾਸ਼ਨ ਕਾਰਡ", "राशन कार्ड"),
        "address": system.address,
        "seconds": 2,
        "purposes": ("REV-INCOME",),
        "legal_basis": "Test Act, section 3",
    }
    return Offer(**values | changed)


def ask(get_record, **changed):
    values = {"register": "ration-cards", "key": "PB-7", "subject": new_id(), "purpose": PURPOSE}
    return get_record(**values | changed)


def unavailable(get_record, **changed):
    with pytest.raises(Unavailable) as refused:
        ask(get_record, **changed)
    assert refused.value.code == "provider-unavailable"
    assert str(refused.value).startswith(
        "Ration cards of Department of Agriculture cannot be asked just now."
    )
    assert not Reading.objects.exists()


def echo(**changed):
    return lambda _line, asked: http(200, {**asked.json(), "content": {}} | changed)
