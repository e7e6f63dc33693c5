"""Forms of the keepers of the inventory."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanjha.architecture import inventory
from sanjha.architecture.choices import Criticality, Hosting, LifeCycle
from sanjha.architecture.models import OutsideApplication
from sanjha.architecture.queries import data_of
from sanjha.architecture.rules import MOST_HOURS, ApplicationData
from sanjha.ui.forms import DateField, TextField

_SIGNS = re.compile(r"[;,\s]+")


class FactsField(TextField):
    """Names of facts with semicolons, commas or line ends between them; cleans to a tuple."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(multiline=True, max_length=2000, required=False, **kwargs)
        self.widget.attrs["rows"] = 2

    def to_python(self, value: Any) -> Any:
        return tuple(dict.fromkeys(part for part in _SIGNS.split(super().to_python(value)) if part))

    def prepare_value(self, value: Any) -> Any:
        return "; ".join(value) if isinstance(value, tuple | list) else value


def _choices(kind: type[LifeCycle | Hosting | Criticality]) -> list[tuple[str, Any]]:
    return [("", _("Choose")), *kind.choices]


class EnterApplication(forms.Form):
    """What a department tells of an application that runs elsewhere."""

    code = TextField(
        label=_("Code"), max_length=40, help_text=_("Capital letters and hyphens, for example EPOS-RATION.")
    )
    vendor = TextField(label=_("Supplier"), max_length=160, required=False)
    name_en = TextField(label=_("Name, in English"), max_length=160)
    name_pa = TextField(label=_("Name, in Punjabi"), max_length=160)
    name_hi = TextField(label=_("Name, in Hindi"), max_length=160, required=False)
    department_en = TextField(label=_("Department, in English"), max_length=160)
    department_pa = TextField(label=_("Department, in Punjabi"), max_length=160)
    life_cycle = forms.ChoiceField(label=_("Life cycle"), choices=_choices(LifeCycle))
    hosting = forms.ChoiceField(label=_("Hosting"), choices=_choices(Hosting))
    criticality = forms.ChoiceField(label=_("Criticality"), choices=_choices(Criticality))
    rto_hours = forms.IntegerField(
        label=_("Up again within, in hours"), min_value=0, max_value=MOST_HOURS, required=False
    )
    rpo_hours = forms.IntegerField(
        label=_("Data lost at most, in hours"), min_value=0, max_value=MOST_HOURS, required=False
    )
    until_date = DateField(
        label=_("Runs until"), required=False, help_text=_("Needed for what is to be retired.")
    )
    last_test_date = DateField(label=_("Recovery last tried on"), required=False)
    masters = FactsField(
        label=_("Facts that it leads"), help_text=_("Names of facts, for example vehicle.number.")
    )
    collects = FactsField(
        label=_("Facts that it asks for again"),
        help_text=_("Facts of a register that this application asks citizens for."),
    )
    source = TextField(
        label=_("Source"),
        max_length=300,
        required=False,
        help_text=_("Letter or order with its date. Empty: the entry is a draft."),
    )

    def data_given(self) -> ApplicationData:
        """The form's values as the operations take them."""
        return ApplicationData(
            **{name: self.cleaned_data[name] for name in ApplicationData.__dataclass_fields__}
        )


class ChangeApplication(EnterApplication):
    """The same, filled in, with the reason of the change."""

    reason = TextField(label=_("Reason"), max_length=300)

    def __init__(self, *args: Any, row: OutsideApplication, **kwargs: Any) -> None:
        held = data_of(row)
        initial = {name: getattr(held, name) for name in ApplicationData.__dataclass_fields__}
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["readonly"] = True


class RecordRecoveryTest(forms.Form):
    """A try to bring a service of the house up again."""

    service = forms.ChoiceField(label=_("Service"))
    tested_on = DateField(label=_("Tried on"))
    up_minutes = forms.IntegerField(
        label=_("Up again after, in minutes"), min_value=0, max_value=MOST_HOURS * 60
    )
    lost_minutes = forms.IntegerField(
        label=_("Data lost, in minutes"), min_value=0, max_value=MOST_HOURS * 60
    )
    how = TextField(
        label=_("What was done"),
        max_length=300,
        help_text=_("From which copy, on which machine, by whom it was watched."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["service"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared so above
        field.choices = [
            ("", _("Choose")),
            *((each.code, str(each.title)) for each in inventory.services()),
        ]


class ImportApplications(forms.Form):
    """A list of applications as a file."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("UTF-8, with the columns of the list that can be downloaded here; at most 1 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
