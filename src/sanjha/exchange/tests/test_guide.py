"""The program in the guide for members calls the door as it stands there."""

import json
import re
from pathlib import Path

import pytest

from sanjha.exchange.tests.calling import ADDRESS
from sanjha.kernel.ids import new_id

GUIDE = Path(__file__).resolve().parents[4] / "docs" / "guides" / "join-as-a-member.md"
pytestmark = pytest.mark.django_db


def program():
    (text,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
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
