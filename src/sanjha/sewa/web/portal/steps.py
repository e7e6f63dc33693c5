"""The pages of one application on the portal: a section of the form each, then papers, then the check."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sanjha.kernel.errors import Message
from sanjha.kernel.text import Text
from sanjha.sewa.definition.fields import Form
from sanjha.sewa.forms.views import FormView
from sanjha.sewa.models import Draft
from sanjha.ui.components import State, Step

PAPERS, CHECK = "papers", "check"


@dataclass(frozen=True)
class Pages:
    """All pages of one application, in order, as things stand: (code, title)."""

    draft: Draft
    pages: list[tuple[str, Message | Text]]

    def place(self, code: str) -> tuple[int, int]:
        """The number of a page, counted from one, and how many there are."""
        return self._index(code) + 1, len(self.pages)

    def steps(self, code: str) -> list[Step]:
        """All pages with where the citizen stands; those before can be gone back to."""
        here = self._index(code)
        return [
            Step(title, _state(number, here), url=address_of(self.draft, page) if number < here else "")
            for number, (page, title) in enumerate(self.pages)
        ]

    def after(self, code: str) -> str:
        """The address of the page that follows."""
        return address_of(self.draft, self.pages[min(self._index(code) + 1, len(self.pages) - 1)][0])

    def before(self, code: str) -> str:
        """The address of the page before; empty on the first."""
        here = self._index(code)
        return address_of(self.draft, self.pages[here - 1][0]) if here else ""

    def has(self, code: str) -> bool:
        return any(page == code for page, _title in self.pages)

    def _index(self, code: str) -> int:
        return next((number for number, (page, _title) in enumerate(self.pages) if page == code), 0)


def pages_of(draft: Draft, form: Form, shown: FormView) -> Pages:
    """The sections that are asked as things stand, then papers and check."""
    titles = {section.code: section.title for section in form.sections}
    sections: list[tuple[str, Message | Text]] = [
        (section.code, titles[section.code]) for section in shown.sections
    ]
    return Pages(draft, [*sections, (PAPERS, _("Documents")), (CHECK, _("Check and send"))])


def address_of(draft: Draft, code: str) -> str:
    """Where a page of the application stands."""
    if code == PAPERS:
        return reverse("sewa:my-papers", args=[draft.pk])
    if code == CHECK:
        return reverse("sewa:my-check", args=[draft.pk])
    return reverse("sewa:my-draft", args=[draft.pk, code])


def _state(number: int, place: int) -> State:
    if number == place:
        return State.NOW
    return State.DONE if number < place else State.NEXT
