"""What a template lays out: the form as a tree of parts, each of which names the template that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from sanjha.kernel.text import Text
from sanjha.sewa.forms.messages import Message
from sanjha.ui.components import Field

Mode = Literal["counter", "citizen", "field"]

CHOOSE = Text("Choose", "ਚੁਣੋ", "चुनें")
YES = Text("Yes", "ਹਾਂ", "हाँ")
NO = Text("No", "ਨਹੀਂ", "नहीं")
ADD = Text("Add: {row}", "ਹੋਰ ਜੋੜੋ: {row}", "और जोड़ें: {row}")
REMOVE = Text("Remove", "ਹਟਾਓ", "हटाएँ")
UPDATE = Text("Update the form", "ਫਾਰਮ ਤਾਜ਼ਾ ਕਰੋ", "फ़ॉर्म ताज़ा करें")
UPDATE_HINT = Text(
    "Press this after an answer on which other questions depend.",
    "ਜਿਸ ਜਵਾਬ ਉੱਤੇ ਹੋਰ ਸਵਾਲ ਨਿਰਭਰ ਹਨ, ਉਸ ਤੋਂ ਬਾਅਦ ਇਹ ਦਬਾਓ।",
    "जिस उत्तर पर दूसरे प्रश्न निर्भर हैं, उसके बाद यह दबाएँ।",
)
LATITUDE = Text("Latitude", "ਵਿਥਕਾਰ", "अक्षांश")
LONGITUDE = Text("Longitude", "ਲੰਬਕਾਰ", "देशांतर")
ACCURACY = Text("Accuracy in metres", "ਸ਼ੁੱਧਤਾ (ਮੀਟਰ)", "सटीकता (मीटर)")
LOCATE = Text("Find my position", "ਮੇਰਾ ਟਿਕਾਣਾ ਲੱਭੋ", "मेरा स्थान खोजें")
LOCATE_FOUND = Text("Position found.", "ਟਿਕਾਣਾ ਲੱਭ ਗਿਆ।", "स्थान मिल गया।")
LOCATE_FAILED = Text(
    "The position was not found. Type it, or leave it empty.",
    "ਟਿਕਾਣਾ ਨਹੀਂ ਲੱਭਾ। ਖ਼ੁਦ ਲਿਖੋ ਜਾਂ ਖਾਲੀ ਛੱਡੋ।",
    "स्थान नहीं मिला। स्वयं लिखें या खाली छोड़ें।",
)
WORDS = {
    "update": UPDATE, "update_hint": UPDATE_HINT, "remove": REMOVE, "locate": LOCATE, "locate_found": LOCATE_FOUND,
    "locate_failed": LOCATE_FAILED,
}  # fmt: skip
IDENTITY_TYPE = Text("Kind of document", "ਦਸਤਾਵੇਜ਼ ਦੀ ਕਿਸਮ", "दस्तावेज़ का प्रकार")
IDENTITY_NUMBER = Text("Number", "ਨੰਬਰ", "नंबर")
IDENTITY_NAMES = {
    "AADHAAR": Text("Aadhaar", "ਆਧਾਰ", "आधार"),
    "VOTER": Text("Voter card", "ਵੋਟਰ ਕਾਰਡ", "मतदाता पहचान पत्र"),
    "PASSPORT": Text("Passport", "ਪਾਸਪੋਰਟ", "पासपोर्ट"),
    "DRIVING_LICENCE": Text("Driving licence", "ਡਰਾਈਵਿੰਗ ਲਾਇਸੰਸ", "ड्राइविंग लाइसेंस"),
    "PAN": Text("PAN", "ਪੈਨ", "पैन"),
    "GOVERNMENT_ID": Text("Other government identity card", "ਹੋਰ ਸਰਕਾਰੀ ਪਛਾਣ ਪੱਤਰ", "अन्य सरकारी पहचान पत्र"),
}


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


@dataclass(frozen=True, kw_only=True)
class GroupView(Part):
    """Fields under one heading, which is only heard where the section's own heading says the same."""

    id: str
    label: Text
    hint: Text | None
    fields: tuple[Part, ...]
    heading_shown: bool = True
    template: str = "sewa/forms/group.html"


@dataclass(frozen=True)
class RowView:
    """One row of a table, with the name of the button that takes it out."""

    label: Message
    fields: tuple[Part, ...]
    remove: str


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
