"""What a template lays out: the form as a tree of parts, each of which names the template that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from uuid import UUID

from sanjha.kernel.errors import Message as Told
from sanjha.kernel.text import Text
from sanjha.sewa.forms.labels import WORDS
from sanjha.sewa.forms.messages import Message
from sanjha.ui.components import Field

Mode = Literal["counter", "citizen", "field"]


@dataclass(frozen=True, kw_only=True)
class Part:
    """Any part of a form. `span` are sixths of the dense grid; `driver`: other questions depend on its answer."""

    path: str
    span: int = 6
    driver: bool = False
    template: str = ""

    @property
    def span_class(self) -> str:
        """The class that gives the part its width in the grid."""
        return f"span-{self.span}"


@dataclass(frozen=True, kw_only=True)
class FieldView(Part):
    """One control with its label, hint and error."""

    control: Field
    size: str = ""
    other: bool = False
    inline: bool = False
    template: str = "sewa/forms/field.html"


@dataclass(frozen=True)
class Candidate:
    """Somebody whom the register knows, with as much as it takes to tell who is meant."""

    id: UUID
    name: Text
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Choosing:
    """How a part about a person is filled from the register: whom to look for, who was found (None: nobody looked yet).

    With `sought` the page asks for words to look for; without it those with the citizen's own number are shown.
    """

    seek_url: str
    fill_url: str
    words_name: str = ""
    sought: str = ""
    found: tuple[Candidate, ...] | None = None
    problem: Told = ""


@dataclass(frozen=True, kw_only=True)
class GroupView(Part):
    """Fields under one heading, which is only heard where the section's own heading says the same.

    About a person `choosing` offers the register; once it has filled the group in, `release_url` takes that back.
    """

    id: str
    label: Text
    hint: Text | None
    fields: tuple[Part, ...]
    heading_shown: bool = True
    choosing: Choosing | None = None
    release_url: str = ""
    template: str = "sewa/forms/group.html"


@dataclass(frozen=True)
class RowView:
    """One row of a table, with the name of the button that takes it out and the key of a person of the register."""

    label: Message
    fields: tuple[Part, ...]
    remove: str
    key_name: str = ""
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class RowsView(Part):
    """A table whose rows can be added and taken out."""

    id: str
    label: Text
    hint: Text | None
    errors: tuple[Message, ...]
    rows: tuple[RowView, ...]
    add: str
    add_label: Message
    choosing: Choosing | None = None
    template: str = "sewa/forms/rows.html"


@dataclass(frozen=True, kw_only=True)
class ComputedView(Part):
    """A value that is worked out; `amount` marks rupees, `language` the language of words."""

    id: str
    label: Text
    value: str | Text
    amount: bool = False
    language: str = ""
    template: str = "sewa/forms/computed.html"


@dataclass(frozen=True, kw_only=True)
class DeclarationView(Part):
    """The words of a declaration over their check box."""

    text: Text
    control: Field
    template: str = "sewa/forms/declaration.html"


@dataclass(frozen=True)
class GivenLine:
    """One field of a fact that a register gave: `value` as people write it, `kept` as the form sends it."""

    path: str
    id: str
    label: Text
    value: str | Text
    kept: str
    errors: tuple[Message, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GivenView(Part):
    """A fact that a register gave: shown with its source and date, not asked for; one press calls it wrong.

    `name` says which fact of whom, as the button sends it.
    """

    name: str
    label: Text
    source: Text
    as_of: date
    ticket: str
    lines: tuple[GivenLine, ...]
    dispute_url: str = ""
    template: str = "sewa/forms/given.html"


@dataclass(frozen=True, kw_only=True)
class LocationView(Part):
    """Latitude, longitude and accuracy, which a script can fill in."""

    label: Text
    hint: Text | None
    errors: tuple[Message, ...]
    id: str
    fields: tuple[FieldView, ...]
    template: str = "sewa/forms/location.html"


@dataclass(frozen=True, kw_only=True)
class IdentityView(Part):
    """The kind of an identity document beside its number."""

    label: Text
    kind: FieldView
    number: FieldView
    template: str = "sewa/forms/identity.html"


@dataclass(frozen=True)
class SectionView:
    """A section of the form with its heading."""

    code: str
    title: Text
    hint: Text | None
    fields: tuple[Part, ...]
    errors: tuple[tuple[str, Message], ...] = ()

    @property
    def has_drivers(self) -> bool:
        """Whether an answer in this section changes the form."""
        return any(part.driver for part in _all_parts(self.fields))


@dataclass(frozen=True)
class FormView:
    """The whole form. `errors` are (id of the control, words); `carried` are values of questions not asked now."""

    sections: tuple[SectionView, ...]
    errors: tuple[tuple[str, Message], ...]
    notices: tuple[Message, ...]
    mode: Mode
    refresh_url: str
    carried: tuple[tuple[str, str], ...] = field(default=())

    @property
    def words(self) -> dict[str, Text]:
        """The fixed words of buttons and hints."""
        return WORDS

    def section(self, code: str) -> SectionView:
        """The section of that code. Raises KeyError."""
        for section in self.sections:
            if section.code == code:
                return section
        raise KeyError(code)


def _all_parts(parts: tuple[Part, ...]) -> Iterator[Part]:
    for part in parts:
        yield part
        if isinstance(part, GroupView):
            yield from _all_parts(part.fields)
        elif isinstance(part, RowsView):
            for row in part.rows:
                yield from _all_parts(row.fields)
