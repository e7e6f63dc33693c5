"""Examples for the sheet of components: invented people and numbers."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import clock
from sanjha.kernel.text import Text
from sanjha.ui.components import Crumb, Moment, Row, State, Step
from sanjha.ui.forms import ComboboxField, DateField, MobileField, RupeesField, TextField

VILLAGES = {
    "V038001": "Patti Deep Singh (HB 8)",
    "V038002": "Patti Mohar Singh (HB 9)",
    "V038003": "Dhilwan (HB 31)",
}
PLACE = Text("Tapa", "ਤਪਾ", "तपा")


def _villages_like(text: str) -> list[tuple[str, str]]:
    return [(code, name) for code, name in VILLAGES.items() if text.casefold() in name.casefold()]


class Example(forms.Form):
    """One field of every kind."""

    mobile = MobileField(label=_("Mobile"), help_text=_("Ten digits"))
    name = TextField(label=_("Name (English)"), max_length=100)
    name_pa = TextField(
        label=_("Name (Punjabi)"),
        widget=forms.TextInput(attrs={"lang": "pa"}),
        help_text=_("Suggested from English. Please check."),
    )
    born_on = DateField(label=_("Date of birth"), latest=clock.today, help_text=_("Day-month-year"))
    village = ComboboxField(label=_("Village or town"), label_of=VILLAGES.get, find=_villages_like)
    income = RupeesField(label=_("Income in a year"))
    purpose = forms.ChoiceField(
        label=_("Certificate needed for"),
        choices=[
            ("", _("Choose")),
            ("ADMISSION", _("Admission to a school or college")),
            ("SCHOLARSHIP", _("Scholarship")),
        ],
    )
    gender = forms.ChoiceField(
        label=_("Gender"),
        widget=forms.RadioSelect,
        choices=[("F", _("Woman")), ("M", _("Man")), ("T", _("Transgender"))],
    )
    documents = forms.MultipleChoiceField(
        label=_("Documents seen"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("ID", _("Proof of identity")), ("ADDRESS", _("Proof of address"))],
    )
    remarks = TextField(label=_("Remarks"), multiline=True, max_length=500, required=False)
    scan = forms.FileField(
        label=_("Scanned document"), required=False, help_text=_("PDF, JPEG or PNG, at most 2 MB")
    )
    agreed = forms.BooleanField(label=_("I declare that what is written here is true."))


def _filled() -> Example:
    data = {
        "mobile": "98550000",
        "name": "Manpreet Kaur",
        "name_pa": "ਮਨਪ੍ਰੀਤ ਕੌਰ",
        "born_on": "31-02-1994",
        "village_text": "patti",
        "income": "-1,25,000",
        "purpose": "SCHOLARSHIP",
        "gender": "F",
        "documents": ["ID"],
    }
    return Example({f"wrong-{name}": value for name, value in data.items()}, prefix="wrong")


def _moments() -> list[Moment]:
    now = clock.now()
    return [
        Moment(_("Application taken"), by=_("Sewa Kendra, DC Office"), at=now - timedelta(days=4)),
        Moment(
            _("Documents checked"),
            by=_("Dealing hand"),
            at=now - timedelta(days=3),
            note=_("All documents are in order."),
        ),
        Moment(
            _("Visit to the village"),
            State.NOW,
            by=_("Patwari"),
            at=now - timedelta(days=1),
            due=clock.today() + timedelta(days=2),
        ),
        Moment(_("Decision"), State.NEXT, by=_("Tehsildar"), due=clock.today() + timedelta(days=8)),
    ]


def examples(request: HttpRequest) -> dict[str, object]:
    """Everything that the sheet of components shows."""
    today = clock.today()
    wrong = _filled()
    wrong.full_clean()
    return {
        "form": Example(),
        "wrong_form": wrong,
        "place": PLACE,
        "amounts": [Decimal(0), Decimal(65), Decimal(125000), Decimal("1234567890.50"), Decimal(-4310)],
        "dates": [today - timedelta(days=2), today, today + timedelta(days=1), today + timedelta(days=9)],
        "moments": _moments(),
        "steps": [
            Step(_("Service"), State.DONE, url="#steps"),
            Step(_("Applicant"), State.NOW),
            Step(_("Documents"), State.NEXT),
            Step(_("Fee and receipt"), State.NEXT),
        ],
        "rows": [
            Row(_("Name"), "Manpreet Kaur", url="#summary", action=_("Change")),
            Row(_("Village or town"), PLACE, url="#summary", action=_("Change")),
            Row(_("Date of birth"), "03-12-1994"),
        ],
        "crumbs": [Crumb(_("Start"), "/"), Crumb(_("Services"), "#crumbs"), Crumb(_("Income certificate"))],
        "cases": [
            (
                "PB/BNL/REV-INCOME/2026/0000001-K",
                Text("Manpreet Kaur", "ਮਨਪ੍ਰੀਤ ਕੌਰ"),
                today + timedelta(days=1),
                Decimal(65),
            ),
            (
                "PB/BNL/REV-INCOME/2026/0000002-4",
                Text("Gurcharan Singh", "ਗੁਰਚਰਨ ਸਿੰਘ"),
                today + timedelta(days=6),
                Decimal(1250),
            ),
        ],
    }
