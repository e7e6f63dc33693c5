"""What the components show: small frozen values that a view prepares and a template tag lays out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from sanjha.kernel.errors import Message
from sanjha.kernel.text import Text

Words = Message | Text


class State(StrEnum):
    """Where a step or a moment stands."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"


@dataclass(frozen=True)
class Step:
    """One step of a form that is filled in several pages."""

    label: Words
    state: State = State.NEXT
    url: str = ""


@dataclass(frozen=True)
class Moment:
    """One moment on the way of a case: what happened or will happen, with whom, since when, until when."""

    title: Words
    state: State = State.DONE
    by: Words = ""
    at: datetime | date | None = None
    due: date | None = None
    note: Words = ""
    tone: str = ""


@dataclass(frozen=True)
class Row:
    """One line of a summary: a name, a value, and perhaps a link to change it."""

    label: Words
    value: object
    url: str = ""
    action: Words = ""


@dataclass(frozen=True)
class Crumb:
    """One place on the way to this page; the last has no address."""

    label: Words
    url: str = ""


@dataclass(frozen=True)
class Option:
    """One choice of a select, radio or checkbox field."""

    value: str
    label: Words
    selected: bool = False
    hint: Words = ""
    group: Words = ""
    disabled: bool = False


_KIND_ATTRIBUTES: Mapping[str, Mapping[str, object]] = {
    "date": {"inputmode": "numeric", "maxlength": 10, "autocomplete": "off"},
    "rupees": {"inputmode": "decimal", "maxlength": 22, "autocomplete": "off"},
}


@dataclass(frozen=True)
class Field:
    """One field as the page shows it, whether it came from a Django form or from a service definition.

    `kind` is one of text, textarea, select, radios, checkboxes, checkbox, date, rupees, file, combobox, hidden or widget
    (then `control` is the ready control). `attrs` go on the control itself.
    """

    name: str
    label: Words
    kind: str = "text"
    id: str = ""
    value: str = ""
    hint: Words = ""
    errors: Sequence[Words] = ()
    required: bool = True
    options: Sequence[Option] = ()
    attrs: Mapping[str, object] = field(default_factory=dict)
    display: str = ""
    url: str = ""
    sends: str = ""
    control: str = ""

    @property
    def html_id(self) -> str:
        return self.id or f"id_{self.name}"

    @property
    def described_by(self) -> str:
        """The ids of hint and error, for aria-describedby."""
        parts = (("hint", self.hint), ("error", self.errors))
        return " ".join(f"{self.html_id}-{part}" for part, present in parts if present)

    @property
    def control_attributes(self) -> Mapping[str, object]:
        """The attributes of the control: those of its kind, then its own."""
        return {**_KIND_ATTRIBUTES.get(self.kind, {}), **self.attrs}

    @property
    def is_choice_list(self) -> bool:
        return self.kind in {"radios", "checkboxes"}
