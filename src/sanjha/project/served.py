"""Which services this process serves, when they are spread over several: `sanjha serve --services sewa,locker`.

All addresses stay known, so that a page may link to what another process serves behind the same proxy; only asking
this process for it is answered "not found". Sign-in and the common pages are served everywhere.
"""

import os
from collections.abc import Callable, Sequence

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import ResolverMatch

VARIABLE = "SANJHA_SERVICES"

_EVERYWHERE = frozenset({"identity"})

_API = "api/v1/"
"""Below it, each service has its end points under its name; all are views of django-ninja."""

Answer = Callable[[HttpRequest], HttpResponseBase]


def choose(services: Sequence[str]) -> None:
    """Let this process and those it starts serve only these; all when the list is empty."""
    if services:
        os.environ[VARIABLE] = ",".join(services)


class OnlyChosenServices:
    """Refuses what belongs to a service that this process does not serve. Not in use when it serves all."""

    def __init__(self, answer: Answer) -> None:
        chosen = frozenset(filter(None, os.environ.get(VARIABLE, "").split(",")))
        if not chosen:
            raise MiddlewareNotUsed
        self._answer = answer
        self._elsewhere = frozenset(settings.SERVICES) - chosen - _EVERYWHERE

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._answer(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Raises Http404 for a page or an end point of another service."""
        match = request.resolver_match
        if match is not None and service_of(match) in self._elsewhere:
            raise Http404


def service_of(match: ResolverMatch) -> str:
    """The service whose page or end point was asked for; empty for what belongs to none."""
    if match.route.startswith(_API):
        return match.route.removeprefix(_API).partition("/")[0]
    package, _, rest = match.func.__module__.partition(".")
    return rest.partition(".")[0] if package == "sanjha" else ""
