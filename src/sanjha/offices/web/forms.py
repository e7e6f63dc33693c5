"""Forms of the administrator of offices."""

from collections.abc import Callable, Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.text import Text
from sanjha.offices import directory
from sanjha.offices.models import Office, Officer, Post, Tenure
from sanjha.ui.forms import ComboboxField, DateField, MobileField, TextField

# Lazy, because addresses are not known yet when forms are defined; the widget makes plain text of them.
OFFICERS = cast("str", reverse_lazy("offices:officer-search"))
OFFICES = cast("str", reverse_lazy("offices:office-search"))
POSTS = cast("str", reverse_lazy("offices:post-search"))
DATE_HINT = _("dd-mm-yyyy")


class OfficerField(ComboboxField):
    """An officer in service, by name or employee number; cleans to the id."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label_of=_officer_label, find=_nobody, url=OFFICERS, **kwargs)

    def clean(self, value: Any) -> UUID | None:
        cleaned = super().clean(value)
        return UUID(cleaned) if cleaned else None


class PostField(ComboboxField):
    """An active post, by title or office; cleans to the id."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label_of=_post_label, find=_nobody, url=POSTS, **kwargs)

    def clean(self, value: Any) -> UUID | None:
        cleaned = super().clean(value)
        return UUID(cleaned) if cleaned else None


class OfficeField(ComboboxField):
    """An active office, by name or code; cleans to the id."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label_of=_office_label, find=_nobody, url=OFFICES, **kwargs)

    def clean(self, value: Any) -> UUID | None:
        cleaned = super().clean(value)
        return UUID(cleaned) if cleaned else None


def _nobody(_text: str) -> Sequence[tuple[str, str]]:
    return ()


def _row(model: Callable[[UUID], Any], value: str) -> Any:
    try:
        return model(UUID(value))
    except ValueError:
        return None


def _officer_label(value: str) -> str | None:
    found = _row(lambda number: Officer.objects.filter(id=number).first(), value)
    return f"{found.name} ({found.employee_no})" if found else None


def _post_label(value: str) -> str | None:
    found = _row(lambda number: Post.objects.select_related("office").filter(id=number).first(), value)
    return f"{found.title}, {found.office.name}" if found else None


def _office_label(value: str) -> str | None:
    found = _row(lambda number: Office.objects.filter(id=number).first(), value)
    return str(found.name) if found else None


class ForActor(forms.Form):
    """A form whose boxes look up officers, posts and offices in the name of the actor."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, OfficerField):
                field.find = lambda text: [
                    (str(officer.id), str(officer.name))
                    for officer, _title in directory.officers_found(actor, text)
                ]
            elif isinstance(field, PostField):
                field.find = lambda text: [
                    (str(row.post.id), str(row.post.title))
                    for row in directory.directory(actor, text=text).rows
                ]
            elif isinstance(field, OfficeField):
                field.find = lambda text: [
                    (str(office.id), str(office.name)) for office in directory.offices_found(actor, text)
                ]


class TransferForm(ForActor):
    """Who goes where, from which day, by which order."""

    officer = OfficerField(label=_("Officer"))
    to_post = PostField(label=_("New post"))
    on = DateField(label=_("Day of transfer"), help_text=DATE_HINT, latest=clock.today)
    order_number = TextField(label=_("Number and date of the order"), max_length=80)


class ChargeForm(ForActor):
    """Who looks after a post beside the own one, or stands in for its holder."""

    officer = OfficerField(label=_("Officer"))
    capacity = forms.ChoiceField(
        label=_("Kind of charge"),
        choices=[
            (Tenure.Capacity.ADDITIONAL.value, _("Additional charge of the vacant post")),
            (Tenure.Capacity.LINK.value, _("Link officer whenever the holder is on leave")),
        ],
        widget=forms.RadioSelect,
    )
    from_date = DateField(label=_("From"), help_text=DATE_HINT, latest=clock.today)
    order_number = TextField(label=_("Number and date of the order"), max_length=80)


class RelieveForm(forms.Form):
    """The day and the order by which an officer gives up a post."""

    on = DateField(label=_("Day of relieving"), help_text=DATE_HINT, latest=clock.today)
    order_number = TextField(label=_("Number and date of the order"), max_length=80)


class LeaveForm(ForActor):
    """An officer's leave and who acts meanwhile."""

    from_date = DateField(label=_("First day of leave"), help_text=DATE_HINT)
    back_on = DateField(label=_("Back on duty on"), help_text=DATE_HINT)
    link_officer = OfficerField(
        label=_("Link officer"), required=False, help_text=_("Acts for every post of the officer meanwhile.")
    )
    order_number = TextField(label=_("Number and date of the order"), max_length=80)


class RegisterForm(forms.Form):
    """A new officer."""

    employee_no = TextField(label=_("Employee number"), max_length=20)
    name_en = TextField(label=_("Name in English"), max_length=100)
    name_pa = TextField(
        label=_("Name in Punjabi"), max_length=100, widget=forms.TextInput(attrs={"lang": "pa"})
    )
    mobile = MobileField(label=_("Mobile number"), required=False)

    def name_given(self) -> Text:
        return Text(self.cleaned_data["name_en"], self.cleaned_data["name_pa"])
