"""A department's own system asks at the one address; exchange, register and front are three units."""

import base64
import json
import subprocess
import sys
import time

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sanjha.kernel import signatures
from sanjha.kernel.ids import new_id
from sanjha.project.split.system import Split
from tests.split import stores

pytestmark = pytest.mark.timeout(600)  # whichever test comes first brings ten units up

MEMBER = "PB/GOV/AGRI/FARMS"
PATH = "/r1/PB/GOV/SANJHA/people/v1/resident"
_REGISTER = """
import os, sys
from datetime import date, timedelta
import django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanjha.project.settings")
django.setup()
from sanjha.exchange.models import Grant
from sanjha.exchange.operations.register_member import register_member
from sanjha.exchange.operations.grant_access import grant_access
from sanjha.kernel.actors import SYSTEM
member = register_member(
    member_class="GOV", code="AGRI", subsystem="FARMS", department_en="Department of Agriculture",
    department_pa="ਖੇਤੀਬਾੜੀ ਵਿਭਾਗ", public_key=sys.argv[1], contact_name="Test Engineer",
    contact_email="engineer@example.org", actor=SYSTEM,
)
grant_access(
    consumer=member.identifier, operation="people.v1/resident", purpose="AGRI-SUBSIDY",
    legal_basis="Test Act, section 2", from_date=date.today(), until_date=date.today() + timedelta(days=30),
    actor=SYSTEM,
)
"""


@pytest.fixture(scope="module")
def key(split: Split) -> Ed25519PrivateKey:
    """Registered at the exchange, with a grant that the door of the register has learned."""
    key = Ed25519PrivateKey.generate()
    unit = next(unit for unit in split.units if unit.name == "exchange")
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    subprocess.run([sys.executable, "-c", _REGISTER, public], env=split.environment(unit), check=True)
    known = "SELECT count(*) FROM exchange_grant WHERE consumer = %s"
    stores.wait_until(lambda: stores.count(split, "people", known, MEMBER) == 1)
    return key


def ask(split: Split, key: Ed25519PrivateKey, person: str, **changed: str) -> httpx.Response:
    body = json.dumps({"resident_id": person}).encode()
    own = {"x-road-client": MEMBER, "x-road-issue": "AGRI/2026/1", "x-sanjha-purpose": "AGRI-SUBSIDY"}
    own |= {name.replace("_", "-"): value for name, value in changed.items()}
    fields = {"content-type": "application/json", **own}
    message = signatures.Message("POST", split.base.removeprefix("http://"), PATH, "", fields, body)
    signed = signatures.signed_fields(
        message, key_id=MEMBER, key=key, now=int(time.time()), also=tuple(sorted(own))
    )
    return httpx.post(f"{split.base}{PATH}", content=body, headers={**fields, **signed})


def test_it_gets_the_granted_fact_and_only_that_is_kept_as_read(split: Split, key: Ed25519PrivateKey) -> None:
    person, name = stores.rows(
        split, "people", "SELECT id, name_en FROM people_resident ORDER BY id LIMIT 1"
    )[0]
    answer = ask(split, key, str(person), x_sanjha_facts="resident.name")
    assert answer.status_code == 200, answer.text
    assert answer.json()["name"]["en"] == name
    assert "mobile" not in answer.json()
    assert answer.headers["x-road-client"] == MEMBER
    query = "SELECT facts, consumer FROM exchange_reading WHERE consumer = %s"
    assert stores.rows(split, "people", query, MEMBER) == [(["resident.name"], MEMBER)]
    stores.wait_until(lambda: stores.rows(split, "exchange", query, MEMBER) == [(["resident.name"], MEMBER)])


def test_for_another_purpose_it_is_refused(split: Split, key: Ed25519PrivateKey) -> None:
    answer = ask(split, key, str(new_id()), x_sanjha_purpose="AGRI-CENSUS")
    assert answer.status_code == 403


def test_a_stranger_is_refused_at_the_front(split: Split, key: Ed25519PrivateKey) -> None:
    assert ask(split, Ed25519PrivateKey.generate(), str(new_id())).status_code == 401
