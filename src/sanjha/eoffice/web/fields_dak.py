"""Fields of the registry's forms: several scans at once, several posts."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _


class ManyFiles(forms.ClearableFileInput):
    """Several files in one control."""

    allow_multiple_selected = True


class ScansField(forms.FileField):
    """Scans, several at once. The operation checks each by its content."""

    widget = ManyFiles

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("Scan (PDF, JPEG, PNG)"), "required": False, **kwargs})

    def clean(self, data: Any, initial: Any = None) -> Any:
        return data


class CopiesField(forms.CharField):
    """Posts that get information copies, by their ids with commas between. Gives the ids."""

    def clean(self, value: Any) -> list[UUID]:
        text = super().clean(value)
        try:
            return [UUID(one) for one in text.replace(",", " ").split()]
        except ValueError:
            raise forms.ValidationError(_("Choose posts of the list."), code="unknown") from None
