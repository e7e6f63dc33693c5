"""From a bound field of a Django form to the field that the page shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.widgets import Input
from django.utils.safestring import SafeString

from sanjha.ui.components import Field, Option
from sanjha.ui.forms import ComboboxInput, DateInput, RupeesInput

_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (ComboboxInput, "combobox"),
    (DateInput, "date"),
    (RupeesInput, "rupees"),
    (forms.HiddenInput, "hidden"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.Select, "select"),
    (forms.CheckboxInput, "checkbox"),
    (forms.FileInput, "file"),
    (forms.Textarea, "textarea"),
    (forms.DateTimeInput, "widget"),
    (forms.TimeInput, "widget"),
    (Input, "text"),
)
_OWN = {"id", "required", "aria-describedby", "aria-invalid", "class"}


def field_of(bound: BoundField) -> Field:
    """The field as the page shows it, with what was typed, its hint and its errors."""
    widget = bound.field.widget
    kind = next((kind for cls, kind in _KINDS if isinstance(widget, cls)), "widget")
    context: Mapping[str, Any] = {} if kind == "widget" else _context(bound)
    return Field(
        name=bound.html_name,
        label=bound.label or bound.name,
        kind=kind,
        id=bound.auto_id or f"id_{bound.html_name}",
        value=_value(context),
        hint=bound.help_text,
        errors=tuple(str(error) for error in bound.errors),
        required=bound.field.required,
        options=tuple(_options(context)),
        attrs=_attributes(context, widget),
        display=str(context.get("display", "")),
        url=str(context.get("url", "")),
        sends=str(context.get("sends", "")),
        control=_ready_control(bound) if kind == "widget" else "",
    )


def _context(bound: BoundField) -> Mapping[str, Any]:
    attributes = bound.build_widget_attrs({}, bound.field.widget)
    context = bound.field.widget.get_context(bound.html_name, bound.value(), attributes)
    widget: Mapping[str, Any] = context["widget"]
    return widget


def _value(context: Mapping[str, Any]) -> str:
    value = context.get("value")
    return "" if value is None or isinstance(value, list | tuple) else str(value)


def _options(context: Mapping[str, Any]) -> Iterable[Option]:
    for group, options, _index in context.get("optgroups", ()):
        for option in options:
            yield Option(
                value=str(option["value"]),
                label=option["label"],
                selected=bool(option["selected"]),
                group=group or "",
                disabled=bool(option["attrs"].get("disabled")),
            )


def _attributes(context: Mapping[str, Any], widget: forms.Widget) -> dict[str, object]:
    attributes = {key: value for key, value in context.get("attrs", {}).items() if key not in _OWN}
    kind = context.get("type", "")
    if kind and kind not in {"text", "file", "checkbox", "radio", "hidden", "select"}:
        attributes["type"] = kind
    if getattr(widget, "allow_multiple_selected", False):
        attributes["multiple"] = True
    return attributes


def _ready_control(bound: BoundField) -> SafeString:
    return bound.as_widget(attrs={"class": "control"})
