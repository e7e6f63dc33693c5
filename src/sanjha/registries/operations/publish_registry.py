"""Publish a registry, or its next version."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.exchange import contract as exchange
from sanjha.kernel import audit, clock, numbers
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict
from sanjha.registries import rules, schemas
from sanjha.registries.models import Registry, Version


def publish_registry(
    *,
    name: str,
    schema: dict[str, Any],
    actor: Actor,
    version: str = "",
    number: int | None = None,
    catalogue: str = "",
    group: str = "",
    tolerant: bool = False,
) -> Version:
    """The version with this schema, made if it is not there; without `version`, the one after the last.

    `number` is the database's number in the Database API; without it, the next that is free.

    The same schema again changes nothing. `tolerant` lets names of types pass that JSON Schema does not know. Raises
    BadRequest for a name or version of another form, BadSchema, Conflict when the version has another schema or a
    department's own system keeps a register of this name, and NotPermitted unless the system or an administrator of registries acts.
    """
    rules.check_may_keep(actor)
    rules.check_identifier("registryName", name)
    if version:
        rules.check_identifier("versionNumber", version)
    schemas.check_schema(schemas.in_plain_json_schema(schema) if tolerant else schema)
    key_field = schemas.key_field_of(schema)
    if exchange.is_kept_outside(operation="registries.v1/record", keeps=name):
        raise Conflict(_("A department's own system keeps the register of this name: it has one owner."))
    with transaction.atomic(durable=True):
        Registry.objects.bulk_create(
            [Registry(name=name, catalogue=catalogue[:200], group=group[:200])], ignore_conflicts=True
        )
        registry = Registry.objects.select_for_update().get(name=name)
        standing = _standing(registry, version, schema, number)
        if standing is not None:
            return standing
        published = Version.objects.create(
            registry=registry,
            version=version or _next_version(registry),
            number=_free_number() if number is None else number,
            schema=schema,
            key_field=key_field,
            published_by=actor.label,
            published_at=clock.now(),
        )
        audit.record(
            actor,
            "REGISTRY_PUBLISHED",
            stream=f"registry.{registry.id}",
            rows=[registry, published],
            name=name,
            version=published.version,
        )
    return published


def _free_number() -> int:
    """The next number that no publication chose for itself."""
    while True:
        number = int(numbers.allot("registries", template="{number}"))
        if not Version.objects.filter(number=number).exists():
            return number


def _standing(registry: Registry, version: str, schema: dict[str, Any], number: int | None) -> Version | None:
    """The version that is asked for, if it stands already, else the last one. Raises Conflict for a number that is taken."""
    versions = registry.versions.select_related("registry")
    if not version:
        last = versions.order_by("-number").first()
        same = last is not None and last.schema == schema and last.disabled_at is None
        return last if same else None
    found = versions.filter(version=version).first()
    if found is not None and (found.schema != schema or found.disabled_at is not None):
        raise Conflict(f"{registry.name} {version} was published with another schema, or disabled")
    if found is not None and number not in (None, found.number):
        raise Conflict(f"{registry.name} {version} has the number {found.number}")
    if found is None and number is not None and Version.objects.filter(number=number).exists():
        raise Conflict(f"another database has the number {number}")
    return found


def _next_version(registry: Registry) -> str:
    taken = [value.partition(".")[0] for value in registry.versions.values_list("version", flat=True)]
    return f"{max([int(value) for value in taken if value.isdecimal()], default=0) + 1}.0"
