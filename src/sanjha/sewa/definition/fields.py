"""The field types a form can be made of. One structure a type, so that an option of the wrong type is an error."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

import msgspec

from sanjha.kernel.text import Text
from sanjha.sewa.definition.node import Code, Expression, Id, Node

Script = Literal["LATIN", "GURMUKHI", "DEVANAGARI", "ANY"]
IdentityType = Literal["AADHAAR", "VOTER", "PASSPORT", "DRIVING_LICENCE", "PAN", "GOVERNMENT_ID"]
PlaceKind = Literal["DISTRICT", "TEHSIL", "BLOCK", "VILLAGE", "TOWN", "OUTGROWTH", "ULB"]


class Rule(Node, frozen=True, kw_only=True):
    """What must hold between fields. `check` is a condition; where it fails, `field` carries the message."""

    code: Code
    check: Expression
    message: Text
    field: Annotated[str, msgspec.Meta(description="dotted path of the field that shows the message")]


class FieldBase(Node, tag_field="type", frozen=True, kw_only=True):
    """What every field has. A field whose `show_if` does not hold is not asked, and its value is dropped.

    `require_if`, where given, decides instead of `required`. `width` counts sixths of the dense grid.
    """

    id: Id
    label: Text
    hint: Text | None = None
    required: bool = True
    show_if: Expression = ""
    require_if: Expression = ""
    width: Annotated[int, msgspec.Meta(ge=1, le=6)] = 2
    autocomplete: str = ""


class Pattern(Node, frozen=True, kw_only=True):
    """A regular expression the whole text must match, and the rule in words."""

    regex: Annotated[str, msgspec.Meta(max_length=200)]
    message: Text


class TextField(FieldBase, tag="text", frozen=True, kw_only=True):
    """One line. `min_length` and `max_length` count characters after spaces are put in order."""

    script: Script = "ANY"
    min_length: Annotated[int, msgspec.Meta(ge=0)] = 0
    max_length: Annotated[int, msgspec.Meta(ge=1, le=500)] = 100
    pattern: Pattern | None = None


class LongTextField(FieldBase, tag="long_text", frozen=True, kw_only=True):
    """Several lines."""

    script: Script = "ANY"
    min_length: Annotated[int, msgspec.Meta(ge=0)] = 0
    max_length: Annotated[int, msgspec.Meta(ge=1, le=5000)] = 1000


class NameEnField(FieldBase, tag="name_en", frozen=True, kw_only=True):
    """A person's name in Latin letters, 2 to 99 characters; `gurmukhi` names the sibling that gets a suggestion."""

    gurmukhi: str = ""


class NamePaField(FieldBase, tag="name_pa", frozen=True, kw_only=True):
    """A person's name in Gurmukhi (U+0A00 to U+0A7F, space, full stop), 2 to 99 characters."""


class IntegerField(FieldBase, tag="integer", frozen=True, kw_only=True):
    """A whole number; `default` stands where the field is left empty."""

    minimum: int = 0
    maximum: int = 999_999_999
    default: int | None = None
    unit: Text | None = None


class MoneyField(FieldBase, tag="money", frozen=True, kw_only=True):
    """Whole rupees, never negative."""

    minimum: Annotated[int, msgspec.Meta(ge=0)] = 0
    maximum: int = 99_99_99_99_999
    default: int | None = None


class DecimalField(FieldBase, tag="decimal", frozen=True, kw_only=True):
    """An exact decimal number with at most `places` places."""

    places: Annotated[int, msgspec.Meta(ge=1, le=6)] = 2
    minimum: Decimal = Decimal(0)
    maximum: Decimal = Decimal(999_999_999)
    unit: Text | None = None


class DateField(FieldBase, tag="date", frozen=True, kw_only=True):
    """A calendar date typed as dd-mm-yyyy; `earliest` and `latest` are expressions, for instance `today`."""

    earliest: Expression = ""
    latest: Expression = ""


class BooleanField(FieldBase, tag="boolean", frozen=True, kw_only=True):
    """Yes or no. Where required, one of both must be said."""


class Option(Node, frozen=True, kw_only=True):
    """One answer of a choice. Its code is what is stored."""

    code: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_]{0,47}$")]
    label: Text


class ChoiceField(FieldBase, tag="choice", frozen=True, kw_only=True):
    """One of the options."""

    options: Annotated[tuple[Option, ...], msgspec.Meta(min_length=1)]


class MultiChoiceField(FieldBase, tag="multi_choice", frozen=True, kw_only=True):
    """Some of the options, each at most once."""

    options: Annotated[tuple[Option, ...], msgspec.Meta(min_length=1)]
    min_choices: Annotated[int, msgspec.Meta(ge=0)] = 1


class MobileField(FieldBase, tag="mobile", frozen=True, kw_only=True):
    """An Indian mobile number: ten digits, the first from 6 to 9."""


class EmailField(FieldBase, tag="email", frozen=True, kw_only=True):
    """An e-mail address."""


class PinField(FieldBase, tag="pin", frozen=True, kw_only=True):
    """A postal index number of Punjab or Chandigarh: six digits beginning with 14, 15 or 16."""


class PlaceField(FieldBase, tag="place", frozen=True, kw_only=True):
    """The code of a place of one of the `kinds`; `within` is an expression that gives the code of the place around it."""

    kinds: Annotated[tuple[PlaceKind, ...], msgspec.Meta(min_length=1)]
    within: Expression = ""


class YearField(FieldBase, tag="year", frozen=True, kw_only=True):
    """A calendar year of four digits; zero for `latest_offset` means not after this year."""

    earliest: Annotated[int, msgspec.Meta(ge=1850, le=2200)] = 1900
    latest_offset: int = 0


class FinancialYearField(FieldBase, tag="financial_year", frozen=True, kw_only=True):
    """A year from 1 April, written "2025-26". `latest` 0 is the running year, -1 the last completed; `count` goes back."""

    latest: Annotated[int, msgspec.Meta(ge=-20, le=1)] = 0
    count: Annotated[int, msgspec.Meta(ge=1, le=20)] = 1


class IdentityField(FieldBase, tag="identity", frozen=True, kw_only=True):
    """A paper that identifies a person: its type and number. Of an Aadhaar number only the last four digits are kept."""

    types: Annotated[tuple[IdentityType, ...], msgspec.Meta(min_length=1)]


class ComputedField(FieldBase, tag="computed", frozen=True, kw_only=True):
    """A value worked out from others; nobody can type it."""

    value: Expression
    result: Literal["MONEY", "INTEGER", "DECIMAL", "TEXT", "DATE", "BOOLEAN"]


class DeclarationField(FieldBase, tag="declaration", frozen=True, kw_only=True):
    """A statement the applicant must agree to."""

    text: Text


class PhotoField(FieldBase, tag="photo", frozen=True, kw_only=True):
    """The reference of a picture that was uploaded beforehand (64 hexadecimal digits of its content)."""


class LocationField(FieldBase, tag="location", frozen=True, kw_only=True):
    """Where the person stood: latitude, longitude (degrees, six places) and accuracy in whole metres."""


class GroupField(FieldBase, tag="group", frozen=True, kw_only=True):
    """Fields that belong together. `use` takes a shared block; `omit` leaves some of it out, `optional` relaxes some."""

    use: str = ""
    omit: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    fields: tuple[AnyField, ...] = ()


class RowsField(FieldBase, tag="rows", frozen=True, kw_only=True):
    """A table: the same fields once a row. `rules` are checked in every row."""

    row_label: Text
    min_rows: Annotated[int, msgspec.Meta(ge=0)] = 0
    max_rows: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    fields: tuple[AnyField, ...]
    rules: tuple[Rule, ...] = ()


AnyField = (
    TextField
    | LongTextField
    | NameEnField
    | NamePaField
    | IntegerField
    | MoneyField
    | DecimalField
    | DateField
    | BooleanField
    | ChoiceField
    | MultiChoiceField
    | MobileField
    | EmailField
    | PinField
    | PlaceField
    | YearField
    | FinancialYearField
    | IdentityField
    | ComputedField
    | DeclarationField
    | PhotoField
    | LocationField
    | GroupField
    | RowsField
)


class Section(Node, frozen=True, kw_only=True):
    """A part of a form with its own heading. Sections order the page; they do not nest the data."""

    code: Id
    title: Text
    hint: Text | None = None
    show_if: Expression = ""
    fields: Annotated[tuple[AnyField, ...], msgspec.Meta(min_length=1)]


class Form(Node, frozen=True, kw_only=True):
    """Sections of fields, and the rules between them."""

    sections: Annotated[tuple[Section, ...], msgspec.Meta(min_length=1)]
    rules: tuple[Rule, ...] = ()

    @property
    def fields(self) -> Iterator[AnyField]:
        """The fields of the first level, section after section."""
        for section in self.sections:
            yield from section.fields
