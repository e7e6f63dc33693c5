"""What differs between a form as it is kept and as it stands in a window, so that nobody overwrites unseen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sanjha.kernel.text import Text
from sanjha.places import contract as places
from sanjha.sewa.definition import fields as f
from sanjha.sewa.definition.fields import AnyField, Form
from sanjha.sewa.forms.html import flatten
from sanjha.sewa.forms.places import place_codes
from sanjha.sewa.forms.summary import leaf_at
from sanjha.sewa.web.answers import shown

MOST = 30
_NOTHING = "–"


@dataclass(frozen=True)
class Difference:
    """One field: its name in the form, its label, what the store holds and what stands in this window."""

    path: str
    label: Text
    kept: str
    here: str


def differences(form: Form, kept: Mapping[str, Any], here: Mapping[str, Any]) -> list[Difference]:
    """The fields that differ, in the order of their names; at most thirty are told."""
    before, after = dict(flatten(kept)), dict(flatten(here))
    paths = [path for path in sorted(before.keys() | after.keys()) if before.get(path) != after.get(path)]
    if not paths:
        return []
    codes = sorted(place_codes(form, dict(kept)) | place_codes(form, dict(here)))
    names = {place.code: place.name for place in places.get_places(codes=codes)} if codes else {}
    told = []
    for path in paths[:MOST]:
        field = leaf_at(form.fields, path)
        if field is not None:
            told.append(
                Difference(
                    path,
                    field.label,
                    _read(field, before.get(path, ""), names),
                    _read(field, after.get(path, ""), names),
                )
            )
    return told


def _read(field: AnyField, typed: str, names: Mapping[str, Text]) -> str:
    if not typed:
        return _NOTHING
    if isinstance(field, f.BooleanField | f.DeclarationField):
        return shown(field, typed == "true", names)
    if isinstance(field, f.ChoiceField | f.MultiChoiceField | f.PlaceField | f.DateField):
        return shown(field, typed, names)
    return typed
