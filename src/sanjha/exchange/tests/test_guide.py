"""The programs in the guide for members call the door, answer for a register and take events as they stand there."""

import json
import re
import threading
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import transaction

from sanjha.exchange.models import EventSubscription, Provider
from sanjha.exchange.operations.agree_events import agree_events
from sanjha.exchange.operations.agree_provider import agree_provider
from sanjha.exchange.outbound import asking
from sanjha.exchange.outgoing import addresses
from sanjha.exchange.outgoing.house_key import house_key
from sanjha.exchange.tests.calling import ADDRESS
from sanjha.kernel import contracts, events, relay
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import NotFound
from sanjha.kernel.ids import new_id
from sanjha.kernel.testing import run_waiting

GUIDE = Path(__file__).resolve().parents[4] / "docs" / "guides" / "join-as-a-member.md"
pytestmark = pytest.mark.django_db


def program(number=0):
    text = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)[number]
    names = {"__name__": "guide"}
    exec(compile(text, str(GUIDE), "exec"), names)
    return names


def test_the_program_of_the_guide_is_answered(farms):
    farms.granted()
    body = json.dumps({"person": str(new_id())}).encode()
    own = {"X-Sanjha-Purpose": "AGRI-SUBSIDY", "X-Road-Issue": "AGRI/2026/17"}
    headers = program()["signed_headers"](farms.key, farms.identifier, "testserver", ADDRESS, body, own)
    response = farms.send(body, headers)
    assert response.status_code == 200
    assert response.json()["name"] == "Asha"
    assert farms.send(body, headers).status_code == 401


@pytest.fixture
def department(monkeypatch):
    """The second program of the guide, on a port of this machine."""
    monkeypatch.setattr(addresses, "conf", replace(addresses.conf, demo=True))
    took = []
    server = program(1)["serve"](0, house_key().public_key(), took.append)
    server.RequestHandlerClass.log_message = lambda *_: None
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield SimpleNamespace(base=f"http://127.0.0.1:{server.server_port}", took=took)
    server.shutdown()
    thread.join()
    server.server_close()


def offered_in_the_guide(first):
    """The JSON of the guide that begins so, with its address here."""
    text = GUIDE.read_text(encoding="utf-8")
    return json.loads(re.search(rf"^    (\{{{re.escape(first)}.*?\}})$", text, re.DOTALL | re.MULTILINE)[1])


def test_the_provider_of_the_guide_answers(farms, department, office_admin):
    offer = offered_in_the_guide('"operation": "registries.v1/record", "keeps"')
    offer |= {"address": f"{department.base}/records", "answer_key": ""}
    made = farms.own("/exchange/own-providers", offer).json()
    agree_provider(provider_id=made["id"], actor=office_admin)
    declared = contracts.declared_operations()["registries.v1/record"]
    asked = {
        "register": "ration-cards",
        "key": "PB-1001",
        "subject": new_id(),
        "purpose": Purpose("REV-INCOME"),
    }
    provider = Provider.objects.get()
    found = asking.ask(provider, declared, "sewa", asked)
    assert found.content == {"head": "Gurmeet Kaur", "members": 4}
    with pytest.raises(NotFound, match="There is no such card"):
        asking.ask(provider, declared, "sewa", asked | {"key": "PB-7"})


def test_the_program_of_the_guide_takes_events_once(farms, department, office_admin):
    wish = offered_in_the_guide('"kind": "locker.DocumentRevoked"')
    wish |= {"address": f"{department.base}/events", "kind": "places.PlaceNamed", "fields": ["code"]}
    wish |= {"from_date": "2026-01-01"}
    made = farms.own("/exchange/own-subscriptions", wish).json()
    agree_events(subscription_id=made["id"], actor=office_admin)
    with transaction.atomic():
        events.publish(events.decode("places.PlaceNamed", {"code": "V1", "name_pa": "ਬ", "name_hi": ""}))
    relay.deliver_all()
    run_waiting()
    farms.own(f"/exchange/own-subscriptions/{made['id']}/position", {"position": 0})
    run_waiting()
    assert [event["data"] for event in department.took] == [{"code": "V1"}]
    assert EventSubscription.objects.get().progress.had == 1
