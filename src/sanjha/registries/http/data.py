"""GovStack Digital Registries, Data API 1.3.0."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse

from sanjha.kernel import context
from sanjha.kernel.errors import NotFound
from sanjha.registries import queries, readings, rules
from sanjha.registries.http import reading
from sanjha.registries.models import Row, Version
from sanjha.registries.operations.create_row import create_row
from sanjha.registries.operations.delete_row import delete_row
from sanjha.registries.operations.update_or_create_row import update_or_create_row
from sanjha.registries.operations.update_rows import update_rows
from sanjha.registries.queries import Search
from sanjha.registries.rules import BadRequest

_FIELD = "query."


def _named(request: HttpRequest, registry: str, version: str) -> tuple[str, Version]:
    """The client and the registry's version. Raises BadRequest for wrong forms, NotFound."""
    client = reading.client_of(request)
    rules.check_identifier("registryName", registry)
    rules.check_identifier("versionNumber", version)
    return client, queries.published(registry, version)


def list_rows(request: HttpRequest, registry: str, version: str) -> HttpResponse:
    """Search with regular expressions, filter, order and pages."""
    client, found_version = _named(request, registry, version)
    search = _search(request)
    found = queries.listed(found_version, search)
    readings.given_out(found.rows, found_version, client=client, operation="list")
    answer: dict[str, Any] = {"count": found.count, "results": [row.data for row in found.rows]}
    if search.page * search.page_size < found.count:
        answer["next"] = _page(request, search.page + 1)
    if search.page > 1:
        answer["previous"] = _page(request, search.page - 1)
    return JsonResponse(answer)


def _search(request: HttpRequest) -> Search:
    values = {
        name.removeprefix(_FIELD): str(value)
        for name, value in request.GET.items()
        if name.startswith(_FIELD)
    }
    field = reading.asked(request, "filter")
    for name in [*values, *([field] if field else [])]:
        rules.check_identifier("field", name)
    if len(values) > 20:
        raise BadRequest("at most twenty fields at once")
    return Search(
        text=reading.asked(request, "search"),
        field=field,
        ordering=reading.asked(request, "ordering"),
        page=reading.whole_number(request, "page", default=1),
        page_size=reading.whole_number(request, "pageSize", "page_size", default=queries.LARGEST_PAGE),
        values=values,
    )


def _page(request: HttpRequest, number: int) -> str:
    kept = {name: value for name, value in request.GET.items() if name != "page"}
    return request.build_absolute_uri(f"{request.path}?{urlencode({**kept, 'page': number})}")


def create(request: HttpRequest, registry: str, version: str) -> HttpResponse:
    client, found = _named(request, registry, version)
    content = reading.content_of(reading.body_of(request), "write")
    row = create_row(version=found, content=content, actor=context.actor(), client=client)
    return JsonResponse({"content": row.data})


def exists(request: HttpRequest, registry: str, version: str) -> HttpResponse:
    """Whether a record holds all that was sent. That one was found is a reading too."""
    client, found = _named(request, registry, version)
    body = reading.body_of(request)
    # The specification wants query.content; its published tests send the fields themselves.
    row = _first(found, reading.content_of(body, "query") if "query" in body else body)
    if row is None:
        return JsonResponse({"answer": {"status": False, "message": "no record found"}})
    readings.given_out([row], found, client=client, operation="exists")
    return JsonResponse({"answer": {"status": True, "message": "Object found from database"}})


def read(request: HttpRequest, registry: str, version: str) -> HttpResponse:
    client, found = _named(request, registry, version)
    row = _first(found, reading.content_of(reading.body_of(request), "query"))
    if row is None:
        raise NotFound("no record found")
    return _content(row, found, client, "read")


def _first(version: Version, content: dict[str, Any]) -> Row | None:
    if not content:
        raise BadRequest("query.content names no field", field="query")
    return queries.matching(version, content).first()


def _content(row: Row, version: Version, client: str, operation: str) -> HttpResponse:
    readings.given_out([row], version, client=client, operation=operation)
    return JsonResponse({"content": row.data})


def update(request: HttpRequest, registry: str, version: str) -> HttpResponse:
    """One record. Without a query, the primary key of what is written finds it."""
    client, found = _named(request, registry, version)
    body = reading.body_of(request)
    content = reading.content_of(body, "write")
    query = reading.content_of(body, "query", optional=True)
    if not query and found.key_field in content:
        query = {found.key_field: content[found.key_field]}
    (row,) = update_rows(version=found, query=query, content=content, actor=context.actor(), client=client)
    return _content(row, found, client, "update")


def update_entries(request: HttpRequest, registry: str, version: str) -> HttpResponse:
    """All records that the query finds; none is no error."""
    client, found = _named(request, registry, version)
    body = reading.body_of(request)
    update_rows(
        version=found,
        query=reading.content_of(body, "query"),
        content=reading.content_of(body, "write"),
        actor=context.actor(),
        only_one=False,
        client=client,
    )
    return HttpResponse(status=200)


def update_or_create(request: HttpRequest, registry: str, version: str) -> HttpResponse:
    client, found = _named(request, registry, version)
    body = reading.body_of(request)
    row = update_or_create_row(
        version=found,
        query=reading.content_of(body, "query"),
        content=reading.content_of(body, "write"),
        actor=context.actor(),
        client=client,
    )
    return _content(row, found, client, "update-or-create")


def delete(request: HttpRequest, registry: str, version: str, key: str) -> HttpResponse:
    """What is not there, or cannot be, or is in a registry that is not there, is gone already: the answer is the same."""
    try:
        client, found = _named(request, registry, version)
    except NotFound:
        return HttpResponse(status=204)
    if rules.is_identifier("ID", key):
        delete_row(version=found, key=key, actor=context.actor(), client=client)
    return HttpResponse(status=204)


def read_value(
    request: HttpRequest, registry: str, version: str, key: str, field: str, ext: str
) -> HttpResponse:
    """One field as `value` of an object. The form is JSON whatever ending is asked for."""
    return JsonResponse({"value": _value(request, registry, version, key, field, ext)})


def read_bare_value(
    request: HttpRequest, registry: str, version: str, key: str, field: str, ext: str
) -> HttpResponse:
    """One field, the value itself: the specification permits both forms, its published tests want this one."""
    return JsonResponse(_value(request, registry, version, key, field, ext), safe=False)


def _value(request: HttpRequest, registry: str, version: str, key: str, field: str, ext: str) -> Any:
    rules.check_identifier("ID", key)
    rules.check_identifier("field", field)
    rules.check_identifier("ext", ext)
    client, found = _named(request, registry, version)
    row = queries.row_by_key(found, key)
    value = queries.value_of(row, found, field)
    readings.given_out([row], found, client=client, operation="read-value")
    return value


def personal_data_usage(request: HttpRequest) -> HttpResponse:
    """Who was given the record of this person in this registry, from the access log, the newest first."""
    reading.client_of(request)
    key = rules.check_identifier("userId", reading.asked(request, "userId", "userID"))
    name = rules.check_identifier("databaseId", reading.asked(request, "databaseId", "DatabaseID"))
    return JsonResponse(readings.usage_of(name=name, key=key), safe=False)
