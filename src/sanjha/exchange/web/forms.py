"""Forms of the exchange."""

from typing import Any

from django import forms
from django.apps import apps
from django.utils.translation import gettext_lazy as _

from sanjha.exchange.fact_names import service_name
from sanjha.kernel import clock, contracts
from sanjha.ui.forms import DateField, TextField


def consumers() -> list[tuple[str, str]]:
    """The services of this process by code and name, the kernel and the pages' frame left out."""
    labels = (config.label for config in apps.get_app_configs() if config.name.startswith("sanjha."))
    return [(label, str(service_name(label))) for label in labels if label not in {"kernel", "ui"}]


def operations() -> list[tuple[str, str]]:
    """The declared operations that yield facts."""
    return [
        (name, name) for name, declared in sorted(contracts.declared_operations().items()) if declared.facts
    ]


class GrantAccess(forms.Form):
    """A permission to be given."""

    consumer = forms.ChoiceField(label=_("Service that reads"))
    operation = forms.ChoiceField(label=_("Operation"))
    purpose = TextField(
        label=_("Purpose"), max_length=60, help_text=_("The code of the service, for example REV-INCOME.")
    )
    legal_basis = TextField(
        label=_("Legal basis"), max_length=300, help_text=_("Act and section, rule, or order with its date.")
    )
    from_date = DateField(label=_("From"))
    until_date = DateField(label=_("Until"), required=False, help_text=_("Empty: until it is ended."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"from_date": clock.today()})
        super().__init__(*args, **kwargs)
        for name, choices in (("consumer", consumers()), ("operation", operations())):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared so above
            field.choices = [("", _("Choose")), *choices]
