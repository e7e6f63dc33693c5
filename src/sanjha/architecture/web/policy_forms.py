"""Forms about the policy: comments, and exceptions that are asked for and answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanjha.architecture import inventory, policy, queries
from sanjha.ui.forms import DateField, TextField


class Comment(forms.Form):
    """What a post has to say of a rule."""

    text = TextField(label=_("Comment"), max_length=2000, multiline=True)


class Answer(forms.Form):
    """Why something is refused or ended."""

    answer = TextField(label=_("Reason"), max_length=500, multiline=True)


class GrantAnswer(forms.Form):
    """Under which conditions an exception is granted, if there are any."""

    answer = TextField(label=_("Conditions"), max_length=500, multiline=True, required=False)


class AskException(forms.Form):
    """Leave not to keep a rule for a time."""

    rule = forms.ChoiceField(label=_("Rule"))
    application = forms.ChoiceField(label=_("Service or application"))
    reason = TextField(label=_("Why the rule cannot be kept"), max_length=1000, multiline=True)
    measure = TextField(label=_("What is done instead"), max_length=1000, multiline=True)
    until_date = DateField(label=_("Last day"), help_text=_("From the next day on the rule is to be kept."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = [(rule.number, f"{rule.number} {rule.text.text}"[:120]) for rule in policy.policy().rules]
        services = [(each.code, str(each.title)) for each in inventory.services()]
        outside = [(row.code, f"{row.name} ({row.code})") for row in queries.all_outside()]
        for name, choices in (("rule", rules), ("application", [*services, *outside])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared so above
            field.choices = [("", _("Choose")), *choices]
