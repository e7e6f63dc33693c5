"""Serving some of the services from this process."""

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import get_resolver, resolve

from sanjha.project import served

ANSWER = HttpResponse("answer")


def asked(path: str) -> str:
    """What the middleware does with a request for this path."""
    middleware = served.OnlyChosenServices(lambda _request: ANSWER)
    request = HttpRequest()
    request.resolver_match = resolve(path)
    assert middleware(request) is ANSWER
    try:
        middleware.process_view(request, request.resolver_match.func, (), {})
    except Http404:
        return "not here"
    return "served"


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/places/", "not here"),
        ("/offices/", "not here"),
        ("/verify/", "served"),
        ("/login/", "served"),
        ("/health/ready", "served"),
    ],
)
def test_pages_of_other_services_are_not_found_here(monkeypatch, path, answer):
    monkeypatch.setenv("SANJHA_SERVICES", "locker")
    assert asked(path) == answer


def test_end_points_of_other_services_are_not_found_here(monkeypatch):
    monkeypatch.setenv("SANJHA_SERVICES", "locker")
    answers = {path: asked(path) for path in api_paths()}
    assert {answer for path, answer in answers.items() if path.startswith("/api/v1/sewa/")} == {"not here"}
    assert {answer for path, answer in answers.items() if path.startswith("/api/v1/locker/")} == {"served"}


def api_paths() -> list[str]:
    """Every end point without parameters in its path."""
    routes = [entry for entry in get_resolver().url_patterns if str(entry.pattern) == "api/v1/"]
    return [f"/api/v1/{end.pattern}" for end in routes[0].url_patterns if "<" not in str(end.pattern)]


def test_a_process_that_serves_all_does_without(monkeypatch):
    monkeypatch.delenv("SANJHA_SERVICES", raising=False)
    with pytest.raises(MiddlewareNotUsed):
        served.OnlyChosenServices(lambda _request: ANSWER)


def test_a_choice_reaches_the_processes_that_are_started(monkeypatch):
    monkeypatch.setenv("SANJHA_SERVICES", "")
    served.choose([])
    with pytest.raises(MiddlewareNotUsed):
        served.OnlyChosenServices(lambda _request: ANSWER)
    served.choose(["sewa", "people"])
    assert (asked("/verify/"), asked("/places/")) == ("not here", "not here")
