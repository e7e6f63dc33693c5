"""Whose an address is: route -> service, as the project has put the addresses together."""

from collections.abc import Iterator
from functools import cache

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

_API = "api/v1/"
"""Below it, each service has its end points under its name; all are views of django-ninja."""


@cache
def route_owners() -> dict[str, str]:
    """Every route of a service with the service; routes of the common pages are left out."""
    found = ((route, _owner(route, module)) for route, module in _routes(get_resolver(), ""))
    return {route: owner for route, owner in found if owner in settings.SERVICES}


def _routes(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _routes(entry, route)
        elif isinstance(entry, URLPattern):
            yield route, getattr(entry.callback, "__module__", "")


def _owner(route: str, module: str) -> str:
    if route.startswith(_API):
        return route.removeprefix(_API).partition("/")[0]
    parts = module.split(".")
    return parts[1] if parts[0] == "sanjha" and len(parts) > 1 else ""
