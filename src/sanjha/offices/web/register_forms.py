"""Forms that change the register itself: offices, posts, their places, and closing them."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError
from sanjha.kernel.text import Text
from sanjha.offices import rules
from sanjha.offices.models import Department, Office, Post
from sanjha.offices.operations.create_office import OfficeData
from sanjha.offices.operations.create_post import PostData
from sanjha.offices.web.forms import ForActor, OfficeField, PostField
from sanjha.places import contract as places
from sanjha.ui.forms import ComboboxField, TextField

PLACES = cast("str", reverse_lazy("places:search"))
PUNJABI, HINDI = {"lang": "pa"}, {"lang": "hi"}


class PlaceField(ComboboxField):
    """A present place of any kind, by name or code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label_of=_place_label, find=_places_found, url=PLACES, **kwargs)


def _place_label(code: str) -> str | None:
    found = places.get_places(codes=[code])
    return f"{found[0].name} ({found[0].code})" if found else None


def _places_found(text: str) -> list[tuple[str, str]]:
    """Places whose name has the text as it stands: a name that only sounds like it is nobody's choice without a look."""
    name = text.partition("(")[0].strip()
    found = places.search_places(text=name, limit=10)
    return [
        (place.code, f"{place.name} ({place.code})")
        for place in found
        if any(
            name.casefold() in written.casefold() for written in (place.name.en, place.name.pa, place.name.hi)
        )
    ]


def _departments() -> list[tuple[str, str]]:
    rows = Department.objects.order_by("name_en")
    return [("", str(_("Choose"))), *((row.code, str(row.name)) for row in rows)]


class OfficeForm(ForActor):
    """A new office."""

    code = TextField(
        label=_("Code"), max_length=30, help_text=_("Such as BNL-TEH-TAP; it is never changed again.")
    )
    kind = forms.ChoiceField(label=_("Kind of office"), choices=[("", _("Choose")), *Office.Kind.choices])
    department = forms.ChoiceField(label=_("Department"), choices=_departments)
    parent = OfficeField(
        label=_("Office above"), required=False, help_text=_("Leave empty for an office at the top.")
    )
    name_en = TextField(label=_("Name in English"), max_length=100)
    name_pa = TextField(label=_("Name in Punjabi"), max_length=100, widget=forms.TextInput(attrs=PUNJABI))
    name_hi = TextField(label=_("Name in Hindi"), max_length=100, widget=forms.TextInput(attrs=HINDI))
    place = PlaceField(
        label=_("Place"), required=False, help_text=_("Leave empty for an office of the whole state.")
    )
    address_en = TextField(label=_("Address in English"), max_length=200, required=False)
    address_pa = TextField(
        label=_("Address in Punjabi"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=PUNJABI),
    )

    def data_given(self) -> OfficeData:
        given = self.cleaned_data
        return OfficeData(
            code=given["code"],
            kind=given["kind"],
            department=given["department"],
            name=Text(given["name_en"], given["name_pa"], given["name_hi"]),
            place=given["place"],
            address=Text(given["address_en"], given["address_pa"]),
            parent=given["parent"],
        )


class PlacesForm(ForActor):
    """Several places, added one by one from a search box; `places` are the codes chosen so far.

    The list travels in hidden boxes, so that it needs no script. A place that stands in the search box when the form is
    sent counts as added.
    """

    place = PlaceField(
        label=_("Place to add"),
        required=False,
        help_text=_("Name or code of a district, tehsil, town or village."),
    )

    def __init__(
        self, data: QueryDict | None = None, *, actor: Actor, present: list[str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(data.copy() if data else None, actor=actor, **kwargs)
        self.places = list(dict.fromkeys(data.getlist("places") if data else present or []))

    def clean(self) -> dict[str, Any]:
        super().clean()
        place = self.cleaned_data.get("place")
        if place and place in self.places:
            self.add_error("place", _("This place is in the list already."))
        elif place:
            self.places.append(place)
            self.show(place="", place_text="", place_was="")
        elif "add" in self.data and "place" not in self.errors:
            self.add_error("place", _("Fill in this field."))
        return self.cleaned_data

    @property
    def chosen(self) -> list[tuple[str, places.Place | None]]:
        """The codes chosen so far with their places; None for a code that the register does not know."""
        known = {place.code: place for place in places.get_places(codes=self.places)} if self.places else {}
        return [(code, known.get(code)) for code in self.places]

    def show(self, **values: str) -> None:
        """Put values into the boxes in place of what was sent."""
        boxes = cast("QueryDict", self.data)
        for name, value in values.items():
            boxes[name] = value

    def rearranged(self) -> bool:
        """Whether the form was sent only to add a place or to take one away; that is done then, and nothing else judged."""
        if "take" not in self.data and "add" not in self.data:
            return False
        self.places = [code for code in self.places if code != self.data.get("take")]
        self.full_clean()
        for name in [name for name in self.errors if name != "place"]:
            del self.errors[name]
        self.fields["place"].widget.attrs["data-focus"] = True
        return True


class PostForm(PlacesForm):
    """A new post of an office."""

    designation = TextField(
        label=_("Designation"),
        max_length=40,
        help_text=_("A word of small letters such as naib_tehsildar."),
        widget=forms.TextInput(attrs={"list": "designations", "autocomplete": "off"}),
    )
    code = TextField(
        label=_("Code"),
        max_length=40,
        required=False,
        help_text=_("Leave it as it is and the designation is put behind it."),
    )
    title_en = TextField(label=_("Title in English"), max_length=100)
    title_pa = TextField(label=_("Title in Punjabi"), max_length=100, widget=forms.TextInput(attrs=PUNJABI))
    title_hi = TextField(label=_("Title in Hindi"), max_length=100, widget=forms.TextInput(attrs=HINDI))
    superior = PostField(
        label=_("Reports to"), required=False, help_text=_("Leave empty for a post at the top.")
    )

    def __init__(self, data: QueryDict | None = None, *, office: Office, **kwargs: Any) -> None:
        self.office = office
        super().__init__(data, initial={"code": f"{office.code}/"}, **kwargs)

    def clean(self) -> dict[str, Any]:
        super().clean()
        designation = self.cleaned_data.get("designation", "")
        if designation:
            try:
                rules.clean_designation(designation)
            except DomainError as error:
                self.add_error("designation", str(error))
            else:
                self._suggest_code(designation)
        return self.cleaned_data

    def _suggest_code(self, designation: str) -> None:
        if self.cleaned_data.get("code", "") in ("", f"{self.office.code}/"):
            taken = set(Post.objects.filter(office=self.office).values_list("code", flat=True))
            code = rules.post_code(self.office.code, designation, taken)
            self.cleaned_data["code"] = code
            self.show(code=code)

    def data_given(self) -> PostData:
        given = self.cleaned_data
        return PostData(
            code=given["code"],
            office=self.office.id,
            designation=given["designation"],
            title=Text(given["title_en"], given["title_pa"], given["title_hi"]),
            places=tuple(self.places),
            superior=given["superior"],
        )


class CloseForm(forms.Form):
    """The order by which a post or an office is closed."""

    order_number = TextField(label=_("Number and date of the order"), max_length=80)
