"""Columns that hold words in three languages, and who acted as it was then."""

import json
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from sanjha.kernel.text import Text

S = TypeVar("S", bound=msgspec.Struct)


class Signatory(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who acted, by name and post as they were at that moment, for ever.

    `capacity` is that of the tenure (SUBSTANTIVE, ADDITIONAL, LINK, LEAVE_ARRANGEMENT) or PERSONAL_STAFF;
    `on_behalf_of` the officer for whom a link officer or personal staff acted ("X for Y").
    """

    post: UUID
    title: Text
    office: Text
    officer: UUID | None
    name: Text
    capacity: str
    on_behalf_of: Text | None = None

    def __str__(self) -> str:
        return f"{self.name}, {self.title}"


class StructField(models.JSONField):
    """Stores one frozen struct of `kind` as JSON and gives it back as such."""

    kind: type[msgspec.Struct]

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        return None if value is None else msgspec.convert(json.loads(value), self.kind)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        plain = msgspec.to_builtins(value) if isinstance(value, self.kind) else value
        return super().get_db_prep_value(plain, connection, prepared)

    def to_python(self, value: Any) -> Any:
        return msgspec.convert(value, self.kind) if isinstance(value, dict) else value


class WordsField(StructField):
    """One phrase in the three languages of the state."""

    kind = Text


class SignatoryField(StructField):
    """Who acted, as it was then."""

    kind = Signatory
