"""The control that each kind of field is asked with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sanjha.kernel.text import Text
from sanjha.sewa.definition import fields as f
from sanjha.sewa.definition.expressions.values import PlaceLike, Scope
from sanjha.sewa.forms.aadhaar import MASK, last_four
from sanjha.sewa.forms.labels import CHOOSE, IDENTITY_NAMES, IDENTITY_NUMBER, IDENTITY_TYPE, NO, YES
from sanjha.sewa.forms.messages import Message
from sanjha.sewa.forms.read_simple import financial_years
from sanjha.sewa.forms.scope import quietly
from sanjha.sewa.forms.views import Mode
from sanjha.ui.components import Field, Option
from sanjha.ui.formatting import other_language

PlaceOptions = Callable[[tuple[str, ...], str], Sequence[PlaceLike]]
"""The places of some kinds within a place; an empty code asks the whole state."""
MOST_RADIOS = 4
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_ATTRIBUTES: dict[type[f.FieldBase], dict[str, str]] = {
    f.NameEnField: {"lang": "en", "spellcheck": "false", "autocapitalize": "words"},
    f.NamePaField: {"lang": "pa", "spellcheck": "false"},
    f.IntegerField: {"inputmode": "numeric"},
    f.MoneyField: {"inputmode": "numeric"},
    f.DecimalField: {"inputmode": "decimal"},
    f.DateField: {"inputmode": "numeric"},
    f.MobileField: {"inputmode": "numeric", "type": "tel"},
    f.EmailField: {"type": "email", "spellcheck": "false"},
    f.PinField: {"inputmode": "numeric"},
    f.YearField: {"inputmode": "numeric"},
}
_KINDS: dict[type[f.FieldBase], str] = {
    f.LongTextField: "textarea", f.MoneyField: "rupees", f.DateField: "date", f.PlaceField: "select",
    f.FinancialYearField: "select", f.MultiChoiceField: "checkboxes", f.BooleanField: "radios", f.PhotoField: "hidden",
    f.DeclarationField: "checkbox",
}  # fmt: skip


@dataclass(frozen=True)
class Asking:
    """What a control needs to know besides its field: where it stands, what was typed, what is wrong with it."""

    path: str
    typed: Any
    errors: tuple[Message, ...]
    required: bool
    scope: Scope
    mode: Mode
    places: PlaceOptions | None


def html_id(path: str) -> str:
    """The id of the control at a path."""
    return "f-" + path.replace(".", "-")


def control_of(field: f.AnyField, asking: Asking) -> Field:
    """The control of a field that has one."""
    options = tuple(_options(field, asking))
    attrs: dict[str, object] = dict(_ATTRIBUTES.get(type(field), {}))
    if field.autocomplete:
        attrs["autocomplete"] = field.autocomplete
    if isinstance(field, f.NameEnField) and field.gurmukhi:
        attrs["data-gurmukhi"] = html_id(_beside(asking.path, field.gurmukhi))
    if isinstance(field, f.TextField) and field.script in _LANGUAGES:
        attrs["lang"] = _LANGUAGES[field.script]
    kind = _KINDS.get(type(field), "text")
    if isinstance(field, f.ChoiceField):
        kind = "radios" if asking.mode != "counter" and len(field.options) <= MOST_RADIOS else "select"
    if isinstance(field, f.PlaceField) and len(options) > 8:
        attrs["data-searchable"] = True
    if isinstance(field, f.DeclarationField) and _is_yes(asking.typed):
        attrs["checked"] = True
    if kind == "select":
        chosen = any(option.selected for option in options)
        options = (Option("", CHOOSE, selected=not chosen), *options)
    return Field(
        name=asking.path,
        label=field.label,
        kind=kind,
        id=html_id(asking.path),
        value=shown(field, asking.typed),
        hint=field.hint or "",
        errors=asking.errors,
        required=asking.required,
        options=options,
        attrs=attrs,
    )


_LANGUAGES = {"LATIN": "en", "GURMUKHI": "pa", "DEVANAGARI": "hi"}


def _beside(path: str, sibling: str) -> str:
    head, dot, _name = path.rpartition(".")
    return f"{head}{dot}{sibling}"


def shown(field: f.AnyField, typed: Any) -> str:
    """What stands in the control: what was typed, or a kept value as people write it."""
    if typed is None or isinstance(typed, Mapping | list):
        return ""
    text = str(typed).lower() if isinstance(typed, bool) else str(typed)
    iso = _ISO.fullmatch(text) if isinstance(field, f.DateField) else None
    return f"{iso[3]}-{iso[2]}-{iso[1]}" if iso else text


def written(field: f.AnyField, value: str, scope: Scope) -> str | Text:
    """A value that is shown and not asked for, as people write it: the words of a choice, the name of a place."""
    if isinstance(field, f.ChoiceField):
        return next((option.label for option in field.options if option.code == value), value)
    if isinstance(field, f.PlaceField):
        place = scope.world.find_place(value)
        return place.name if place is not None else value
    return shown(field, value)


def _is_yes(typed: Any) -> bool:
    return typed is True or (isinstance(typed, str) and typed.strip().lower() in {"true", "yes", "on", "1"})


def _is_no(typed: Any) -> bool:
    return typed is False or (isinstance(typed, str) and typed.strip().lower() in {"false", "no", "off", "0"})


def _options(field: f.AnyField, asking: Asking) -> Iterable[Option]:
    typed = asking.typed
    if isinstance(field, f.ChoiceField):
        return [Option(option.code, option.label, option.code == typed) for option in field.options]
    if isinstance(field, f.MultiChoiceField):
        chosen = typed if isinstance(typed, list) else [typed]
        return [Option(option.code, option.label, option.code in chosen) for option in field.options]
    if isinstance(field, f.BooleanField):
        return [Option("true", YES, _is_yes(typed)), Option("false", NO, _is_no(typed))]
    if isinstance(field, f.FinancialYearField):
        years = financial_years(field, asking.scope)
        return [Option(year, year, year == typed or len(years) == 1) for year in years]
    if isinstance(field, f.PlaceField):
        return _place_options(field, asking)
    return ()


def _place_options(field: f.PlaceField, asking: Asking) -> list[Option]:
    container = quietly(field.within, asking.scope) if field.within else ""
    around = container if isinstance(container, str) else None
    found = asking.places(tuple(field.kinds), around) if asking.places and around is not None else ()
    options = [_place_option(place, asking, place.code == asking.typed) for place in found]
    if isinstance(asking.typed, str) and asking.typed and not any(option.selected for option in options):
        place = asking.scope.world.find_place(asking.typed)
        if place is not None and around:
            options.insert(0, _place_option(place, asking, True))
    return options


def _place_option(place: PlaceLike, asking: Asking, selected: bool) -> Option:
    """The place with its name in the other language beside it: whoever types finds it by either."""
    label = _place_label(place)
    return Option(place.code, label, selected, hint=other_language(label))


def _place_label(place: PlaceLike) -> Text:
    hadbast = getattr(place, "hadbast", "")
    if not hadbast:
        return place.name
    name = place.name
    return Text(f"{name.en} (HB {hadbast})", name.pa and f"{name.pa} (ਹੱਦਬਸਤ {hadbast})", name.hi)


def identity_controls(field: f.IdentityField, asking: Asking) -> tuple[Field, Field]:
    """Kind and number of an identity document. A full Aadhaar number is never shown again, only its last digits."""
    typed = asking.typed if isinstance(asking.typed, Mapping) else {}
    kind, number = typed.get("type"), typed.get("number") or ""
    if kind == "AADHAAR":
        kept = typed.get("last4") if not number else last_four(str(number)[:60])
        number = f"{MASK}{kept}" if kept else number
    options = [Option(code, IDENTITY_NAMES[code], code == kind) for code in field.types]
    chosen = any(option.selected for option in options)
    kind_control = Field(
        name=f"{asking.path}.type",
        label=IDENTITY_TYPE,
        kind="select",
        id=html_id(f"{asking.path}.type"),
        options=(Option("", CHOOSE, selected=not chosen), *options),
        required=asking.required,
    )
    number_control = Field(
        name=f"{asking.path}.number",
        label=IDENTITY_NUMBER,
        id=html_id(asking.path),
        value=number if isinstance(number, str) else "",
        hint=field.hint or "",
        errors=asking.errors,
        required=asking.required,
        attrs={"autocomplete": "off", "spellcheck": "false", "lang": "en"},
    )
    return kind_control, number_control
