"""The forms of oversight: a question, an answer, a finding."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sanjha.exchange.models import Finding
from sanjha.exchange.oversight_rules import LONGEST_ANSWER, LONGEST_QUESTION, SHORTEST
from sanjha.ui import forms as ui_forms


class Ask(forms.Form):
    question = ui_forms.TextField(
        label=_("Question to the officer"),
        multiline=True,
        min_length=SHORTEST,
        max_length=LONGEST_QUESTION,
    )


class Answer(forms.Form):
    answer = ui_forms.TextField(
        label=_("Your explanation"),
        multiline=True,
        min_length=SHORTEST,
        max_length=LONGEST_ANSWER,
        help_text=_("Name the case, file or order for which you looked."),
    )


class Close(forms.Form):
    finding = forms.ChoiceField(
        label=_("Finding"), choices=[("", _("Choose")), *(each for each in Finding.choices if each[0])]
    )
    note = ui_forms.TextField(
        label=_("Reasons"), multiline=True, min_length=SHORTEST, max_length=LONGEST_QUESTION
    )
