"""Refusals of the API are problem details (RFC 9457)."""

import pytest
from django.http import Http404
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError
from ninja.testing import TestClient

from sanjha.kernel import context, errors
from sanjha.kernel.http import install_problem_details


class Wanted(Schema):
    copies: int


def refuse(error):
    def view(request):
        raise error

    return view


REFUSALS = {
    "rule": errors.DomainError("A closed file cannot be sent."),
    "coded": errors.DomainError(gettext_lazy("Type a date."), code="date-missing", field="family.0.born_on"),
    "fields": errors.DomainError(
        "Two fields are wrong.",
        errors=[
            errors.FieldError("name", "required", "Type the name."),
            errors.FieldError("age", "range", "Too old."),
        ],
    ),
    "permission": errors.NotPermitted("Not your post."),
    "missing": errors.NotFound("There is no such file."),
    "conflict": errors.Conflict("Somebody else was first."),
    "many": errors.TooMany("Wait a minute."),
    "away": errors.Unavailable("The store does not answer."),
    "django": Http404("internal words"),
    "sign-in": AuthenticationError(401, "internal words"),
    "http": HttpError(418, "I am a teapot."),
    "crash": ZeroDivisionError("secret words"),
}


@pytest.fixture(scope="module")
def client():
    api = NinjaAPI(urls_namespace="kerneltest")
    install_problem_details(api)
    for name, error in REFUSALS.items():
        api.get(f"/{name}")(refuse(error))

    @api.post("/wanted")
    def wanted(request, body: Wanted):
        return {"copies": body.copies}

    return TestClient(api)


@pytest.mark.parametrize(
    ("name", "status", "kind", "detail"),
    [
        ("rule", 422, "rule-broken", "A closed file cannot be sent."),
        ("coded", 422, "date-missing", "Type a date."),
        ("fields", 422, "rule-broken", "Two fields are wrong."),
        ("permission", 403, "not-permitted", "Not your post."),
        ("missing", 404, "not-found", "There is no such file."),
        ("conflict", 409, "conflict", "Somebody else was first."),
        ("many", 429, "too-many", "Wait a minute."),
        ("away", 503, "unavailable", "The store does not answer."),
        ("django", 404, "not-found", "There is no such thing."),
        ("sign-in", 401, "not-signed-in", "Sign in first."),
        ("http", 418, "refused", "I am a teapot."),
        ("crash", 500, "internal", "Something went wrong here. It is on record under the instance given."),
    ],
)
def test_every_refusal_is_a_problem_document(client, name, status, kind, detail):
    with context.request_scope("request-9"):
        response = client.get(f"/{name}")
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert {key: body[key] for key in ("type", "title", "status", "detail", "instance")} == {
        "type": f"urn:sanjha:problem:{kind}",
        "title": kind.replace("-", " "),
        "status": status,
        "detail": detail,
        "instance": "urn:sanjha:request:request-9",
    }


def test_a_wrong_field_is_named(client):
    assert client.get("/coded").json()["errors"] == [
        {"path": "family.0.born_on", "code": "date-missing", "message": "Type a date."}
    ]
    assert [wrong["path"] for wrong in client.get("/fields").json()["errors"]] == ["name", "age"]
    assert "errors" not in client.get("/rule").json()


@pytest.mark.parametrize("body", [{"copies": "many"}, {}, []])
def test_a_body_of_another_form_is_a_problem_that_names_the_field(client, body):
    response = client.post("/wanted", json=body)
    assert response.status_code == 422
    assert response.json()["type"] == "urn:sanjha:problem:invalid-input"
    assert all(wrong["path"].startswith("body") and wrong["message"] for wrong in response.json()["errors"])


def test_nothing_of_the_inside_is_shown(client):
    for name in ("crash", "django", "sign-in"):
        assert not [
            words
            for words in ("secret", "internal words")
            if words in client.get(f"/{name}").content.decode()
        ]
