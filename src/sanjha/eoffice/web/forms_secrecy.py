"""Forms about secrecy: clearances, gradings, the need-to-know list."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from sanjha.eoffice.models import Grading
from sanjha.eoffice.web.forms import DATE_HINT, PostField
from sanjha.eoffice.web.forms_life import ActForm, ReasonForm
from sanjha.kernel import clock
from sanjha.kernel.errors import DomainError
from sanjha.offices import contract as offices
from sanjha.ui.forms import DateField, TextField


class ClearanceForm(forms.Form):
    """An order that clears an officer. The officer is named by a post that he holds."""

    officer = PostField(label=_("Officer, by a post held today"))
    grading = forms.TypedChoiceField(label=_("Up to"), coerce=int, choices=Grading.choices[1:])
    order_number = TextField(label=_("Number of the order"), max_length=80)
    from_date = DateField(label=_("From"), help_text=DATE_HINT, earliest=clock.today, required=False)

    def clean_officer(self) -> UUID | None:
        try:
            post = offices.get_post(post_id=self.cleaned_data["officer"])
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error
        if post.holder is None:
            raise forms.ValidationError(_("Nobody holds this post today."))
        return post.holder


class RegradeForm(ReasonForm):
    """A new grading and why."""

    grading = forms.TypedChoiceField(label=_("Grading"), coerce=int, choices=Grading.choices)

    field_order = ("grading", "reason")


class KnowForm(ActForm):
    """A post that may read a graded file."""

    reader_post = PostField(label=_("Post that may read the file"))


class ForgetForm(ActForm):
    need_id = forms.UUIDField(widget=forms.HiddenInput)
