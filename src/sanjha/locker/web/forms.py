"""Forms of the locker's pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanjha.locker.rules import LONGEST_REASON, SHORTEST_REASON
from sanjha.locker.verification.verify import LONGEST_TEXT
from sanjha.ui import forms as ui_forms


class Verify(forms.Form):
    """A file or a text; one of them is enough."""

    file = forms.FileField(
        label=_("The PDF, or a photograph of the QR code"),
        help_text=_("PDF, JPEG, PNG or WebP, up to 10 MB. The file is checked and not kept."),
        required=False,
        allow_empty_file=True,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ".pdf,image/*"}),
    )
    text = forms.CharField(
        label=_("The number, or the text of the QR code"),
        help_text=_("It stands at the top of the document, for example PB/BNL/INCER/2026/0000001-K."),
        required=False,
        max_length=LONGEST_TEXT,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and cleaned.get("file") is None and not cleaned.get("text"):
            raise forms.ValidationError(_("Choose a file, or type the number of the document."))
        return cleaned


class Revoke(forms.Form):
    """Why a document is taken back."""

    reason = ui_forms.TextField(
        label=_("Reason"),
        help_text=_("Everybody who verifies the document will read it. Name no person."),
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        multiline=True,
    )
