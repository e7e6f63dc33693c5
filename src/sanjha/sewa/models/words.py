"""A column that holds one phrase in the three languages of the state."""

import json
from typing import Any

import msgspec
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from sanjha.kernel.text import Text


class WordsField(models.JSONField):
    """Stores `kernel.text.Text`; a template prints it in the reader's language."""

    def from_db_value(
        self, value: str | None, expression: Any, connection: BaseDatabaseWrapper
    ) -> Text | None:
        return None if value is None else msgspec.convert(json.loads(value), Text)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        plain = msgspec.to_builtins(value) if isinstance(value, Text) else value
        return super().get_db_prep_value(plain, connection, prepared)

    def to_python(self, value: Any) -> Text | None:
        return msgspec.convert(value, Text) if isinstance(value, dict) else value
