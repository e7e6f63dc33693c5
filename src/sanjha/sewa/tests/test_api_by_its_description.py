"""Whatever fits, or does not fit, the OpenAPI document: the API answers as it says, and never breaks."""

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from sanjha.identity.testing import sign_in_officer
from sanjha.sewa.queries.drafts import attachments_of
from sanjha.sewa.tests.api_urls import api
from sanjha.sewa.tests.factories import make_application, make_draft, objection_of

pytestmark = [pytest.mark.urls("sanjha.sewa.tests.api_urls"), pytest.mark.django_db]
TOKEN = "a" * 32
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def description(db):
    """The document, and a handler that leaves the test's own connection open, as Django's test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def known(operator):
    """Ids that exist, by the names of path parameters: the noise should also meet real things."""
    draft, objected = make_draft(operator), make_application(operator, at="objected")
    return {
        "draft_id": draft.id,
        "case_id": draft.id,
        "application_id": make_application(operator).id,
        "attachment_id": attachments_of(draft.id)[0].id,
        "objection_id": objection_of(objected).id,
        "task_id": objected.tasks.get().id,
        "code": "REV-INCOME",
        "service": "REV-INCOME",
        "draft": draft.id,
    }


@pytest.fixture
def cookies(operator):
    """The session of an operator, as cookies, with the token that a change needs."""
    client = Client()
    sign_in_officer(client, officer_id=operator.actor.person)
    return {"sanjha": client.cookies["sanjha"].value, "csrftoken": TOKEN}


OPERATIONS = [
    (method.upper(), path)
    for path, methods in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].items()
    for method in methods
]


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_answer_is_as_described(description, cookies, known, method, path, mode):
    operation = description[path][method]
    statuses = set()

    @given(case=operation.as_strategy(generation_mode=mode), real=st.booleans())
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    def run(case, real):
        for part in (case.path_parameters, case.body):
            if real and isinstance(part, dict):
                part.update({name: str(known[name]) for name in part if name in known})
        case.cookies = {}
        response = case.call(cookies=cookies, headers={"X-CSRFToken": TOKEN})
        statuses.add(response.status_code)
        case.validate_response(response, checks=CHECKS)

    run()
    assert statuses - {401, 403}
