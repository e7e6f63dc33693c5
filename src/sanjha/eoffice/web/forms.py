"""Forms of the desk."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from sanjha.eoffice.models import File, Grading, Priority
from sanjha.kernel import clock
from sanjha.kernel.errors import DomainError
from sanjha.offices import contract as offices
from sanjha.ui.forms import ComboboxField, DateField, TextField

POST_SEARCH = "/offices/posts/search"
OTHER = "other"
DATE_HINT = _("dd-mm-yyyy")
LANGUAGES = [("pa", "ਪੰਜਾਬੀ"), ("en", "English"), ("hi", "हिन्दी")]


def _post_label(value: str) -> str | None:
    try:
        post = offices.get_post(post_id=UUID(value))
    except (ValueError, DomainError):
        return None
    return f"{post.title} · {post.holder_name}" if post.holder_name else str(post.title)


def _posts_like(text: str) -> list[tuple[str, str]]:
    return [(str(post.id), str(post.title)) for post in offices.find_posts(text=text)]


class PostField(ComboboxField):
    """A post, found as one types its title, its office or its holder. Gives the id."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label_of=_post_label,
            find=_posts_like,
            url=POST_SEARCH,
            **kwargs,
        )

    def clean(self, value: Any) -> UUID | None:
        found = super().clean(value)
        return UUID(found) if found else None


class OpenForm(forms.Form):
    """The cover of a new file."""

    post = forms.ChoiceField(label=_("At the desk of"))
    subject = TextField(
        label=_("Subject"), max_length=300, help_text=_("What is to be decided, for whom, where.")
    )
    head = forms.ChoiceField(label=_("Head"))
    grading = forms.TypedChoiceField(label=_("Grading"), coerce=int, choices=Grading.choices, initial=0)

    def __init__(
        self,
        *args: Any,
        posts: Sequence[tuple[str, str]],
        heads: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = posts  # type: ignore[attr-defined]
        self.fields["head"].choices = [("", _("Choose")), *heads]  # type: ignore[attr-defined]
        if len(posts) == 1:
            self.fields["post"].widget = forms.HiddenInput()
            self.initial["post"] = posts[0][0]


class NoteForm(forms.Form):
    """The note that is being written. Typed without an editor it is plain text; the editor sends HTML in `html`."""

    body = forms.CharField(label=_("Your note"), required=False, widget=forms.Textarea(attrs={"rows": 6}))
    html = forms.CharField(required=False, widget=forms.HiddenInput)
    language = forms.ChoiceField(label=_("Language of the note"), choices=LANGUAGES)


class SendForm(forms.Form):
    """Where the file goes: one of the posts nearby, or any other found by its name."""

    near = forms.ChoiceField(label=_("Send to"))
    to_post = PostField(label=_("Another post"), required=False)
    remarks = TextField(label=_("Remarks"), max_length=500, required=False)
    priority = forms.TypedChoiceField(label=_("Priority"), coerce=int, choices=Priority.choices, initial=0)
    due_date = DateField(label=_("Due"), help_text=DATE_HINT, earliest=clock.today, required=False)

    def __init__(self, *args: Any, near: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["near"].choices = [*near, (OTHER, _("Another post ..."))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        near = given.get("near") or OTHER
        given["to_post"] = given.get("to_post") or (UUID(near) if near != OTHER else None)
        if given["to_post"] is None and "to_post" not in self.errors:
            self.add_error("to_post", _("Choose the post that gets the file."))
        return given


class ParkForm(forms.Form):
    """Why and until when a file is put aside. It stands in the same form of the page as the note."""

    prefix = "park"

    remarks = TextField(label=_("Why it is parked"), max_length=500)
    wake_on = DateField(
        label=_("Take up again on"), help_text=DATE_HINT, earliest=clock.today, required=False
    )


class RemarksForm(forms.Form):
    """Words for the one who gets it back."""

    remarks = TextField(label=_("Remarks"), max_length=500, required=False)


SCHEME = File.Scheme.FUNCTIONAL
