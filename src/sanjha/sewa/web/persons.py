"""The persons of a form at the counter and at home: filled in from the register, looked for there, or taken back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanjha.kernel.errors import Message, NotFound
from sanjha.people.contract import HouseholdMember, Resident
from sanjha.sewa import registered
from sanjha.sewa.definition.persons import person_at, persons_of
from sanjha.sewa.forms.parts import FromRegister
from sanjha.sewa.forms.views import Candidate, Choosing
from sanjha.sewa.operations.preview_draft import Preview
from sanjha.sewa.registered import APPLICANT
from sanjha.ui.formatting import dmy

SILENT = gettext_lazy(
    "The register of residents does not answer just now. Type what is asked: it is marked as stated by the person."
)


@dataclass(frozen=True)
class Ways:
    """The names of the addresses of one channel. A counter looks for anybody by words, a citizen in the own household."""

    seek: str
    fill: str
    release: str
    dispute: str
    by_words: bool


COUNTER = Ways(
    "sewa:counter-seek", "sewa:counter-fill", "sewa:counter-release", "sewa:counter-dispute", by_words=True
)
HOME = Ways("sewa:my-seek", "sewa:my-fill", "sewa:my-release", "sewa:my-dispute", by_words=False)


@dataclass(frozen=True)
class Sought:
    """What came of looking for somebody for one part of the form."""

    part: str = ""
    words: str = ""
    found: tuple[Candidate, ...] | None = None
    problem: Message = ""


NOBODY_SOUGHT = Sought()


def from_register(
    preview: Preview, data: Mapping[str, Any], ways: Ways, sought: Sought = NOBODY_SOUGHT
) -> FromRegister:
    """What the register gave of the persons in the form, and how the others are filled in from it."""
    draft = preview.draft
    persons = registered.read(draft.registered)
    here = {role for role, person in persons.by_role.items() if person.resident is not None}
    parts = [part for part in persons_of(preview.examined.definition.form) if part.path != APPLICANT]
    return FromRegister(
        given=registered.given(persons, data, channel=draft.channel),
        dispute_url=reverse(ways.dispute, args=[draft.pk]),
        choosing={
            part.path: _choosing(preview, data, part.path, ways, sought, is_group=part.table is None)
            for part in parts
            if part.path not in here
        },
        release_urls={
            part.path: reverse(ways.release, args=[draft.pk, part.path])
            for part in parts
            if part.path in here
        },
    )


def _choosing(
    preview: Preview, data: Mapping[str, Any], part: str, ways: Ways, sought: Sought, *, is_group: bool
) -> Choosing:
    mine = sought if sought.part == part else NOBODY_SOUGHT
    mobile = registered.at(data, f"{APPLICANT}.mobile") if is_group else ""
    return Choosing(
        seek_url=reverse(ways.seek, args=[preview.draft.pk, part]),
        fill_url=reverse(ways.fill, args=[preview.draft.pk, part]),
        words_name=words_name(part) if ways.by_words else "",
        # A child, and often a parent, is registered with the number of whoever applies.
        sought=mine.words or (mobile if isinstance(mobile, str) else ""),
        found=mine.found,
        problem=mine.problem,
    )


def words_name(part: str) -> str:
    """The name of the control in which the words to look for are typed."""
    return f"_sought.{part}"


def candidates(found: Sequence[Resident | HouseholdMember], taken: Collection[UUID]) -> tuple[Candidate, ...]:
    """Whom to offer of those who were found: all who are not `taken` already."""
    return tuple(Candidate(each.id, each.name, _notes(each)) for each in found if each.id not in taken)


def taken_for(preview: Preview, part: str) -> set[UUID]:
    """Who cannot be put into a part of the form. Raises NotFound for a part that is about nobody."""
    asked = person_at(preview.examined.definition.form, part)
    if asked is None:
        raise NotFound(_("This form does not ask about such a person."))
    return registered.taken(registered.read(preview.draft.registered), asked)


def _notes(person: Resident | HouseholdMember) -> tuple[str, ...]:
    born = dmy(person.born_on)
    return (str(person.relative_name), born) if isinstance(person, Resident) else (born,)


def fact_sent(request: HttpRequest) -> tuple[str, str]:
    """The role and the name of the fact whose button was pressed."""
    role, _dot, fact = request.POST.get("_fact", "")[:150].rpartition(".")
    return role or APPLICANT, fact
