"""Forms of the administrator of places and calendars."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanjha.places import queries
from sanjha.places.models import Place, Status
from sanjha.places.operations.enter_holiday import HolidayData
from sanjha.ui.forms import DateField, TextField


class NamePlace(forms.Form):
    """How a place is written in Punjabi and Hindi, and from what source."""

    name_pa = TextField(
        label=_("Name in Punjabi"), max_length=100, widget=forms.TextInput(attrs={"lang": "pa"})
    )
    name_hi = TextField(
        label=_("Name in Hindi"), max_length=100, required=False, widget=forms.TextInput(attrs={"lang": "hi"})
    )
    reason = TextField(
        label=_("Source"),
        max_length=300,
        help_text=_("For example the jamabandi or the signboard of the panchayat."),
    )


class HolidayForm(forms.Form):
    """A holiday with its source, and why the calendar changes."""

    date = DateField(label=_("Date"), help_text=_("dd-mm-yyyy"))
    name_en = TextField(label=_("Name in English"), max_length=120)
    name_pa = TextField(
        label=_("Name in Punjabi"), max_length=120, widget=forms.TextInput(attrs={"lang": "pa"})
    )
    name_hi = TextField(
        label=_("Name in Hindi"), max_length=120, widget=forms.TextInput(attrs={"lang": "hi"})
    )
    calendar = forms.ChoiceField(label=_("Calendar"), required=False)
    district = forms.ChoiceField(label=_("District"), required=False)
    source = TextField(label=_("Source"), max_length=200, help_text=_("Number and date of the notification."))
    status = forms.ChoiceField(
        label=_("Compared with the gazette"), choices=Status.choices, initial=Status.DRAFT
    )
    reason = TextField(label=_("Why the calendar changes"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every_calendar, every_district = ("", _("All calendars")), ("", _("The whole state"))
        calendar, district = self.fields["calendar"], self.fields["district"]
        calendar.choices = [every_calendar, *((each.code, str(each.name)) for each in queries.calendars())]  # type: ignore[attr-defined]
        districts = queries.children_of("", [Place.Kind.DISTRICT])
        district.choices = [every_district, *((each.code, str(each.name)) for each in districts)]  # type: ignore[attr-defined]

    def data_given(self) -> HolidayData:
        """The cleaned values without the reason."""
        return HolidayData(**{name: value for name, value in self.cleaned_data.items() if name != "reason"})


class RemoveHoliday(forms.Form):
    """Why a day is a working day after all."""

    reason = TextField(label=_("Why the holiday is taken out"), max_length=300)
