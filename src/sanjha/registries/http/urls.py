"""The addresses of these APIs, once for the profile and once for everybody else: who may ask differs."""

from collections.abc import Callable, Iterator

from django.urls import URLPattern, path

from sanjha.registries.http import data, database, directory, earlier_directory, rooms
from sanjha.registries.http.access import View, by_method

_REGISTRY = "data/<str:registry>/<str:version>"
_APPLICATION = "<str:instanceId>/<str:memberClass>/<str:memberCode>/<str:applicationCode>"
_ROOM = f"r1/{_APPLICATION}"


def patterns(guard: Callable[[View], View]) -> list[URLPattern]:
    """All addresses, with and without a slash at the end, each view behind the guard."""
    return [
        path(address + end, guard(view))
        for address, view in [*_data(), *_database(), *_directory(), *_rooms()]
        for end in ("", "/")
    ]


def _data() -> Iterator[tuple[str, View]]:
    """Of two spellings one is of the specification 1.3.0, the other of its published tests."""
    usage = by_method(GET=data.personal_data_usage)
    yield "data/myPersonalDataUsage", usage
    yield "data/my-personal-data-usage", usage
    yield "data/MyPersonalDataUsage/1.0", usage
    yield _REGISTRY, by_method(GET=data.list_rows)
    yield f"{_REGISTRY}/create", by_method(POST=data.create)
    yield f"{_REGISTRY}/exists", by_method(POST=data.exists)
    yield f"{_REGISTRY}/read", by_method(POST=data.read)
    yield f"{_REGISTRY}/update", by_method(PUT=data.update)
    for spelling in ("updateEntries", "update-entries"):
        yield f"{_REGISTRY}/{spelling}", by_method(PUT=data.update_entries)
    for spelling in ("updateOrCreate", "update-or-create"):
        yield f"{_REGISTRY}/{spelling}", by_method(POST=data.update_or_create)
    yield f"{_REGISTRY}/<str:key>/delete", by_method(DELETE=data.delete)
    for spelling, view in (("readValue", data.read_value), ("read-value", data.read_bare_value)):
        yield f"{_REGISTRY}/<str:key>/{spelling}/<str:field>.<str:ext>", by_method(GET=view)


def _database() -> Iterator[tuple[str, View]]:
    yield "database/modify", by_method(POST=database.modify)
    yield "database/<str:number>", by_method(GET=database.show, DELETE=database.remove)
    yield "databases", by_method(GET=database.show_all)


def _directory() -> Iterator[tuple[str, View]]:
    yield "listClients", by_method(GET=directory.list_clients)
    yield f"{_ROOM}/listMethods", by_method(GET=directory.list_methods)
    yield f"{_ROOM}/allowedMethods", by_method(GET=directory.allowed_methods)
    yield f"{_ROOM}/getOpenAPI", by_method(GET=directory.openapi)
    yield f"{_APPLICATION}/listMethods", by_method(GET=earlier_directory.list_methods)
    yield f"{_APPLICATION}/allowedMethods", by_method(GET=earlier_directory.allowed_methods)
    yield f"{_APPLICATION}/getOpenAPI", by_method(GET=earlier_directory.openapi)


def _rooms() -> Iterator[tuple[str, View]]:
    kind = "<str:eventType>"
    yield f"{_ROOM}/api/v1/eventType", by_method(GET=rooms.list_event_types, POST=rooms.add_event_type)
    yield (
        f"{_ROOM}/api/v1/eventType/{kind}",
        by_method(GET=rooms.show_event_type, DELETE=rooms.delete_event_type),
    )
    yield f"{_ROOM}/pub/v1/{kind}", by_method(POST=rooms.publish)
    yield f"{_ROOM}/pub/v1/{kind}/<str:eventId>", by_method(GET=rooms.status, DELETE=rooms.withdraw)
    yield f"{_ROOM}/api/v1/subs", by_method(GET=rooms.list_subscriptions)
    yield (
        f"{_ROOM}/api/v1/subs/{kind}",
        by_method(
            GET=rooms.show_subscription,
            POST=rooms.add_subscription,
            PATCH=rooms.patch_subscription,
            DELETE=rooms.delete_subscription,
        ),
    )
    yield f"{_ROOM}/pull/v1/{kind}", by_method(GET=rooms.pull)
    yield f"{_ROOM}/pull/v1/{kind}/<str:eventId>", by_method(DELETE=rooms.confirm)
