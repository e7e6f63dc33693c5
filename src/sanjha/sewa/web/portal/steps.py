"""The pages of one application on the portal: a section of the form each, then papers, then the check."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sanjha.sewa.definition.fields import Form
from sanjha.sewa.forms.views import FormView
from sanjha.sewa.models import Draft
from sanjha.ui.components import State, Step, Words

PAPERS, CHECK = "papers", "check"


def section_codes(form: FormView) -> list[str]:
    """The sections that are asked as things stand, in their order."""
    return [section.code for section in form.sections]


def address_of(draft: Draft, code: str) -> str:
    """Where a page of the application stands."""
    if code == PAPERS:
        return reverse("sewa:my-papers", args=[draft.pk])
    if code == CHECK:
        return reverse("sewa:my-check", args=[draft.pk])
    return reverse("sewa:my-draft", args=[draft.pk, code])


def after(codes: list[str], code: str) -> str:
    """The page that follows; after the last section come the papers."""
    place = codes.index(code) + 1 if code in codes else 0
    return codes[place] if place < len(codes) else PAPERS


def ways(draft: Draft, form: Form, codes: list[str], at: str) -> list[Step]:
    """All pages with where the citizen stands; those before can be gone back to."""
    titles = {section.code: section.title for section in form.sections}
    pages: list[tuple[str, Words]] = [*((code, titles[code]) for code in codes), (PAPERS, _("Documents")), (CHECK, _("Check and send"))]
    place = [code for code, _title in pages].index(at)
    return [
        Step(title, _state(number, place), url=address_of(draft, code) if number < place else "")
        for number, (code, title) in enumerate(pages)
    ]


def _state(number: int, place: int) -> State:
    if number == place:
        return State.NOW
    return State.DONE if number < place else State.NEXT
