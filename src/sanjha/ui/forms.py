"""Form fields for what offices ask again and again: clean text, dates, rupees, mobile numbers, a value from a register."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.errors import DomainError
from sanjha.kernel.money import format_inr, rupees
from sanjha.kernel.text import normalise
from sanjha.ui.dates import parse_date
from sanjha.ui.formatting import dmy

_MOBILE = re.compile(r"^(?:\+?91|0)?([6-9][0-9]{9})$")
SHOWN_MATCHES = 5


def refuse(form: forms.BaseForm, error: DomainError) -> None:
    """Show what an operation refused beside the fields it named, or above the form."""
    found = [(part.path.replace(".", "-"), part.message) for part in error.errors] or [
        (error.field, error.message)
    ]
    for name, message in found:
        form.add_error(
            name if name in form.fields else None, forms.ValidationError(str(message), code=error.code)
        )


def _validation(error: DomainError) -> forms.ValidationError:
    return forms.ValidationError(error.message, code=error.code)  # type: ignore[arg-type]


class TextField(forms.CharField):
    """Text in Unicode normal form with single spaces; control characters are refused with a message."""

    def __init__(self, *, multiline: bool = False, max_length: int = 200, **kwargs: Any) -> None:
        self.multiline = multiline
        if multiline:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        if value in self.empty_values:
            return ""
        try:
            return normalise(str(value), multiline=self.multiline)
        except DomainError as error:
            raise _validation(error) from error


class DateInput(forms.TextInput):
    """A date typed as day-month-year."""

    def format_value(self, value: Any) -> str:
        return dmy(value) if isinstance(value, date | datetime) else str(value or "")


class DateField(forms.Field):
    """A date typed as day-month-year; says which part is wrong. `earliest` and `latest` give the date or None."""

    widget = DateInput

    def __init__(
        self,
        *,
        earliest: Callable[[], date] | None = None,
        latest: Callable[[], date] | None = None,
        **kwargs: Any,
    ) -> None:
        self.earliest = earliest
        self.latest = latest
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            return parse_date(str(value))
        except DomainError as error:
            raise _validation(error) from error

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if self.earliest and value < (first := self.earliest()):
            raise forms.ValidationError(
                _("The date cannot be before %(date)s.") % {"date": dmy(first)}, code="early"
            )
        if self.latest and value > (last := self.latest()):
            raise forms.ValidationError(
                _("The date cannot be after %(date)s.") % {"date": dmy(last)}, code="late"
            )


class RupeesInput(forms.TextInput):
    """An amount in rupees, shown with Indian grouping."""

    def format_value(self, value: Any) -> str:
        if isinstance(value, Decimal):
            return format_inr(value, paise=value != value.to_integral_value())
        return str("" if value is None else value)


class RupeesField(forms.Field):
    """Rupees as a Decimal with two decimals; negative amounts are refused unless allowed."""

    widget = RupeesInput

    def __init__(self, *, allow_negative: bool = False, **kwargs: Any) -> None:
        self.allow_negative = allow_negative
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        try:
            amount = rupees(value)
        except DomainError as error:
            raise _validation(error) from error
        if amount < 0 and not self.allow_negative:
            raise forms.ValidationError(_("The amount cannot be less than zero."), code="negative")
        return amount


class MobileField(forms.CharField):
    """An Indian mobile number of ten digits; a prefix of 0 or +91 and spaces are taken off."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget",
            forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel-national", "maxlength": "16"}),
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = re.sub(r"[\s-]", "", super().to_python(value) or "")
        if not text:
            return ""
        found = _MOBILE.match(text)
        if not found:
            raise forms.ValidationError(
                _("Type a mobile number of ten digits that begins with 6, 7, 8 or 9."), code="mobile"
            )
        return found[1]


class ComboboxInput(forms.TextInput):
    """A text box that suggests values of a register; the chosen value travels in a hidden box beside it.

    Without JavaScript the text alone is sent; the field then looks the text up. `NAME_was` is the text that the hidden
    value belongs to, so that a text changed by hand never goes with an older value.
    """

    def __init__(self, *, url: str = "", sends: str = "", attrs: dict[str, Any] | None = None) -> None:
        self.url = url
        self.sends = sends
        self.label_of: Callable[[str], str | None] = lambda value: None
        super().__init__(attrs)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:
        text = str(data.get(f"{name}_text", "")).strip()
        value = str(data.get(name, "")).strip()
        if f"{name}_text" not in data:
            return value
        return value if value and text == str(data.get(f"{name}_was", "")).strip() else text

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and f"{name}_text" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        label = self.label_of(str(value)) if value else None
        known = label is not None
        context["widget"].update(
            url=str(self.url),
            sends=self.sends,
            value=str(value) if known else "",
            display=label if known else value or "",
        )
        return context


class ComboboxField(forms.Field):
    """A value chosen from a register, by its code or by text that fits exactly one entry.

    `label_of(code)` gives the label of a code or None; `find(text)` gives (code, label) pairs that fit the text.
    """

    def __init__(
        self,
        *,
        label_of: Callable[[str], str | None],
        find: Callable[[str], Sequence[tuple[str, str]]],
        url: str = "",
        sends: str = "",
        **kwargs: Any,
    ) -> None:
        self.label_of = label_of
        self.find = find
        kwargs.setdefault("widget", ComboboxInput(url=url, sends=sends))
        super().__init__(**kwargs)
        self._bind_widget()

    def __deepcopy__(self, memo: dict[int, Any]) -> ComboboxField:
        copied: ComboboxField = super().__deepcopy__(memo)
        copied._bind_widget()
        return copied

    def _bind_widget(self) -> None:
        if isinstance(self.widget, ComboboxInput):
            self.widget.label_of = self.label_of

    def to_python(self, value: Any) -> str:
        text = str(value or "").strip()
        if not text or self.label_of(text) is not None:
            return text
        matches = self.find(text)
        exact = [code for code, label in matches if label.casefold() == text.casefold()]
        if len(matches) == 1 or len(exact) == 1:
            return exact[0] if len(exact) == 1 else matches[0][0]
        if not matches:
            raise forms.ValidationError(
                _("Nothing in the list fits “%(text)s”.") % {"text": text[:60]}, code="unknown"
            )
        labels = ", ".join(label for _code, label in matches[:SHOWN_MATCHES])
        raise forms.ValidationError(
            _("Several entries fit “%(text)s”: %(matches)s. Type more of the name.")
            % {"text": text[:60], "matches": labels},
            code="several",
        )
