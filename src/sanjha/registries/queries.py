"""Reads of the registries. Whoever gives rows out keeps the reading (readings.py)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import DataError, OperationalError, connection, transaction
from django.db.models import QuerySet, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from sanjha.kernel.errors import NotFound
from sanjha.registries.models import Registry, Row, Version
from sanjha.registries.rules import BadRequest

LARGEST_PAGE = 100
_LONGEST_SEARCH = 200
_PATIENCE = "5s"
_BACK_REFERENCE = re.compile(r"\\\d")
_EXPRESSION = re.compile(r"[\\.^$*+?(){}|\[\]]")
"""What makes a text a regular expression."""


@dataclass(frozen=True)
class Search:
    """What the list is asked for: a regular expression in one field or in all, exact values, order, page."""

    text: str = ""
    field: str = ""
    ordering: str = ""
    page: int = 1
    page_size: int = LARGEST_PAGE
    values: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Found:
    count: int
    rows: list[Row]


def published(name: str, version: str) -> Version:
    """The version of the registry. Raises NotFound when there is none or it was disabled."""
    found = (
        Version.objects.select_related("registry")
        .filter(registry__name=name, version=version, disabled_at__isnull=True)
        .first()
    )
    if found is None:
        raise NotFound("no registry found")
    return found


def newest_published(name: str) -> Version | None:
    """The version of the registry that was published last and is in force."""
    found = Version.objects.select_related("registry").filter(registry__name=name, disabled_at__isnull=True)
    return found.order_by("-number").first()


def all_published() -> list[Version]:
    """Every version that is in force, in the order of publication; at most a thousand."""
    return list(
        Version.objects.select_related("registry").filter(disabled_at__isnull=True).order_by("number")[:1000]
    )


def published_number(number: int) -> Version:
    """The version with this number. Raises NotFound."""
    found = (
        Version.objects.select_related("registry").filter(number=number, disabled_at__isnull=True).first()
        if 0 < number < 2**63
        else None
    )
    if found is None:
        raise NotFound("no database found")
    return found


def rows_of(version: Version) -> QuerySet[Row]:
    """The records that stand in the version."""
    return Row.objects.filter(version=version, deleted_at__isnull=True)


def matching(version: Version, content: Mapping[str, Any]) -> QuerySet[Row]:
    """The records that hold all that `content` says, the oldest first."""
    return rows_of(version).filter(data__contains=dict(content)).order_by("id")


def row_by_key(version: Version, key: str) -> Row:
    """The record with this primary key, or this id of ours. Raises NotFound."""
    found = rows_of(version).filter(key=key).first()
    if found is None:
        try:
            found = rows_of(version).filter(pk=UUID(key)).first()
        except ValueError:
            found = None
    if found is None:
        raise NotFound("no record found")
    return found


def listed(version: Version, search: Search) -> Found:
    """One page of the records. Raises BadRequest for a search or an order that cannot be carried out."""
    if not 1 <= search.page_size <= LARGEST_PAGE or not 1 <= search.page <= 100_000:
        raise BadRequest(f"page is from 1, pageSize from 1 to {LARGEST_PAGE}")
    found = rows_of(version)
    for number, (field, value) in enumerate((search.values or {}).items()):
        found = found.alias(**{f"value_{number}": KeyTextTransform(field, "data")})
        found = found.filter(**{f"value_{number}": value})
    found = _searched(found, search)
    first = (search.page - 1) * search.page_size
    try:
        with transaction.atomic():
            if search.text:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT set_config('statement_timeout', %s, true)", [_PATIENCE])
            return Found(
                found.count(),
                list(_ordered(found, version, search.ordering)[first : first + search.page_size]),
            )
    except DataError:
        raise BadRequest("search is not a regular expression", field="search") from None
    except OperationalError:
        raise BadRequest("search takes too long", field="search") from None


def _searched(found: QuerySet[Row], search: Search) -> QuerySet[Row]:
    """A regular expression, or in one field a plain word, which is then the whole of what the field holds."""
    if not search.text:
        return found
    if len(search.text) > _LONGEST_SEARCH:
        raise BadRequest(f"search has at most {_LONGEST_SEARCH} characters", field="search")
    if _BACK_REFERENCE.search(search.text):
        raise BadRequest("search refers to no part of itself", field="search")
    where = KeyTextTransform(search.field, "data") if search.field else Cast("data", TextField())
    found = found.alias(searched=where)
    if search.field and not _EXPRESSION.search(search.text):
        return found.filter(searched__iexact=search.text)
    return found.filter(searched__iregex=search.text)


def _ordered(found: QuerySet[Row], version: Version, ordering: str) -> QuerySet[Row]:
    """By "ascending" or "descending" of the primary key, or by a field, "-field" downwards."""
    if ordering in {"", "ascending", "asc", "descending", "desc"}:
        return found.order_by("-key" if ordering.startswith("desc") else "key")
    field = ordering.removeprefix("-")
    if field not in version.schema.get("properties", {}):
        raise BadRequest("ordering names no field", field="ordering")
    by = KeyTextTransform(field, "data")
    return found.order_by(by.desc() if ordering.startswith("-") else by.asc(), "key")


def value_of(row: Row, version: Version, field: str) -> Any:
    """What the record holds in the field ("First name" finds firstName); "" when it holds nothing. Raises NotFound."""
    names = [*version.schema.get("properties", {}), *row.data]
    name = field if field in names else next((name for name in names if _plain(name) == _plain(field)), None)
    if name is None:
        raise NotFound("no field found")
    value = row.data.get(name)
    return "" if value is None else value


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name).lower()


def rows_with_key(name: str, key: str) -> dict[UUID, str]:
    """Every record of any version of the registry that has or had this primary key, by its id. Raises NotFound."""
    if not Registry.objects.filter(name=name).exists():
        raise NotFound("no database found")
    found = Row.objects.filter(version__registry__name=name, key=key).order_by("-id")[:LARGEST_PAGE]
    return {row.id: row.key for row in found}
