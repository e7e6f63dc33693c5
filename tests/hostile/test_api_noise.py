"""Noise by the API's own description, as nobody, as an operator and as a citizen: the API never breaks and answers as it says."""

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from sanjha.project.story.browser import Browser
from sanjha.project.story.papers import scanned_page
from tests.hostile.siege import Siege, couple_of
from tests.journeys.taking import take_application

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 6
"""Requests for each operation, by kind of noise."""
TOKEN = "a" * 32
WHO: dict[str, Callable[[Siege], Browser]] = {
    "nobody": Siege.anybody,
    "operator": Siege.officer,
    "citizen": Siege.citizen,
}


@pytest.fixture(scope="module")
def known(siege: Siege) -> dict[str, str]:
    """Names of path parameters with ids that exist: the noise should also meet real things."""
    operator = siege.officer()
    address = siege.begun(operator, couple_of(3))
    draft = address.rstrip("/").rpartition("/")[2]
    form = operator.get(f"{address}papers/").form("paper-ID_RESIDENCE")
    operator.send(form, files={"file": ("card.jpg", scanned_page("Voter card"), "image/jpeg")})
    found = operator.client.get(f"/api/v1/sewa/cases/{draft}/attachments").json()
    _number, application = take_application(siege.base, couple_of(4))
    return {
        "draft_id": draft,
        "case_id": draft,
        "application_id": application,
        "attachment_id": found[0]["id"],
        "code": "REV-INCOME",
        "service": "REV-INCOME",
        "draft": draft,
    }


def test_the_description_names_the_routes_of_every_service(siege: Siege) -> None:
    paths = siege.anybody().client.get("/api/v1/openapi.json").json()["paths"]
    for service in ("sewa", "locker"):
        assert any(path.startswith(f"/api/v1/{service}/") for path in paths), service


@pytest.mark.parametrize("who", WHO)
def test_every_answer_is_as_described(siege: Siege, known: dict[str, str], who: str) -> None:
    browser = WHO[who](siege)
    browser.client.cookies.set("csrftoken", TOKEN)
    cookies = {cookie.name: cookie.value or "" for cookie in browser.client.cookies.jar}
    description = schemathesis.openapi.from_url(f"{siege.base}/api/v1/openapi.json")
    statuses: set[int] = set()
    for result in description.get_all_operations():
        operation = result.ok()
        for mode in GenerationMode:
            statuses |= _answers(operation, mode, known, cookies)
    assert 200 in statuses
    assert (401 in statuses) == (who == "nobody")


def _answers(
    operation: Any, mode: GenerationMode, known: dict[str, str], cookies: dict[str, str]
) -> set[int]:
    """The statuses that came; each answer is checked against the description."""
    statuses: set[int] = set()

    @given(case=operation.as_strategy(generation_mode=mode), real=st.booleans())
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )
    def run(case: Any, real: bool) -> None:
        for part in (case.path_parameters, case.body):
            if real and isinstance(part, dict):
                part.update({name: known[name] for name in part if name in known})
        case.cookies = {}
        response = case.call(cookies=cookies, headers={"X-CSRFToken": TOKEN})
        statuses.add(response.status_code)
        case.validate_response(response, checks=CHECKS)

    run()
    return statuses
