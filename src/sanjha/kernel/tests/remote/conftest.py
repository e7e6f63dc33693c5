"""A service that seems to run elsewhere: what is sent there comes back in at the front door of this process."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import httpx
import pytest
from django.test import Client

from sanjha.kernel import peers, remote
from sanjha.kernel.contracts import Struct, operation, provides
from sanjha.kernel.tests.declared import taken_back
from sanjha.kernel.text import Text

HOUSE = "http://people.example"


class Person(Struct):
    id: UUID
    name: Text
    born_on: date | None = None
    income: Decimal = Decimal(0)
    photo: bytes = b""


@pytest.fixture(autouse=True)
def _apart(monkeypatch, tmp_path, settings):
    """`remotetest` seems to run elsewhere: what is sent there comes back in at the front door of this process."""
    monkeypatch.setattr(
        peers, "conf", replace(peers.conf, home=tmp_path, unit="counter", peers=tmp_path / "peers")
    )
    settings.ALLOWED_HOSTS = ["people.example", "offices.example", "testserver"]
    peers.write(peers.own_peer(("sewa", "kernel")), tmp_path / "peers")
    with taken_back():
        yield


class House(httpx.BaseTransport):
    """The front door of this process."""

    def handle_request(self, request):
        fields = {name: value for name, value in request.headers.items() if name != "content-length"}
        answer = Client(raise_request_exception=False).generic(
            request.method,
            request.url.path,
            data=request.read(),
            headers=fields,
            content_type="application/json",
        )
        return httpx.Response(answer.status_code, headers=dict(answer.headers), content=answer.content)


class Wire(httpx.BaseTransport):
    """Carries requests into this process, where the service is at home; keeps them, and may lose some."""

    def __init__(self):
        self.house = House()
        self.sent = []
        self.lost = 0

    def handle_request(self, request):
        request.read()
        self.sent.append(request)
        if self.lost:
            self.lost -= 1
            raise httpx.ConnectError("nobody is there", request=request)
        peers._moved.clear()
        try:
            return self.house.handle_request(request)
        finally:
            peers._moved["remotetest"] = HOUSE


@pytest.fixture
def line(monkeypatch, db):
    line = Wire()
    monkeypatch.setattr(remote, "_line", lambda: line)
    with peers.elsewhere("remotetest", HOUSE):
        yield line


@pytest.fixture
def get_person(line):
    @operation("remotetest.v1/person")
    def get_person(*, person_id: UUID, on: date | None = None) -> Person | None: ...

    @provides(get_person)
    def _provided(*, person_id: UUID, on: date | None = None) -> Person | None:
        if on == date(1900, 1, 1):
            return None
        return Person(person_id, Text("Amarjit", "ਅਮਰਜੀਤ"), on, Decimal("12.50"), b"\x00\xff")

    return get_person
