"""What people are told about a field: words in three languages with the field's own name before them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from django.utils import translation
from django.utils.functional import Promise

from sanjha.kernel.text import Text
from sanjha.sewa.forms.words import WORDS

Part: TypeAlias = "str | int | Text | Message"


class Message(Promise):
    """A sentence that is put together when it is read, in the reader's language.

    `where` are the names of the field and of what lies around it, outermost first.
    """

    __slots__ = ("params", "text", "where")

    def __init__(
        self, text: Text, params: Mapping[str, Part] | None = None, where: tuple[Part, ...] = ()
    ) -> None:
        self.text = text
        self.params = dict(params or {})
        self.where = where

    def within(self, where: tuple[Part, ...]) -> Message:
        """The same sentence about the field at this place."""
        return Message(self.text, self.params, where)

    def in_language(self, language: str) -> str:
        """The sentence with every name before it."""
        return self._told(language, self.where)

    def beside_field(self, language: str) -> str:
        """The sentence with the field's own name only, for the place beside the field."""
        return self._told(language, self.where[-1:])

    def _told(self, language: str, where: tuple[Part, ...]) -> str:
        words = self.text.in_language(language)
        if self.params:
            words = words.format_map({name: _say(part, language) for name, part in self.params.items()})
        names = ", ".join(_say(part, language) for part in where)
        return f"{names}: {words}" if names else words

    def __str__(self) -> str:
        return self.in_language(translation.get_language() or "en")

    def __repr__(self) -> str:
        return f"Message({self.in_language('en')!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and repr(self) == repr(other)

    def __hash__(self) -> int:
        return hash(repr(self))


def _say(part: Part, language: str) -> str:
    return part.in_language(language) if isinstance(part, Text | Message) else str(part)


class RefusedError(Exception):
    """A value that breaks a rule of its field."""

    def __init__(self, code: str, **params: Part) -> None:
        super().__init__(code)
        self.code = code
        self.message = Message(WORDS[code], params)


class RefusedInWordsError(RefusedError):
    """A value that breaks a rule for which the definition has its own words."""

    def __init__(self, code: str, words: Text) -> None:
        Exception.__init__(self, code)
        self.code = code
        self.message = Message(words)
