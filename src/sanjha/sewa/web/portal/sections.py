"""One section of a citizen's form as a page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sanjha.identity.contract import Request
from sanjha.kernel.errors import FieldError
from sanjha.sewa import registered
from sanjha.sewa.definition.persons import persons_of
from sanjha.sewa.models import Draft
from sanjha.sewa.operations.preview_draft import Preview
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.registered import APPLICANT
from sanjha.sewa.web.persons import NOBODY_SOUGHT, Sought
from sanjha.sewa.web.portal.looking import bound, entries_wrong
from sanjha.sewa.web.portal.steps import pages_of


def section_of(draft: Draft, part: str) -> str:
    """The code of the section in which a part of the form stands; of the first one for a part that there is not."""
    sections = definition_of(draft.service_version).form.sections
    head = part.partition(".")[0]
    found = (section for section in sections if any(field.id == head for field in section.fields))
    return next(found, sections[0]).code


def without(draft: Draft, code: str) -> dict[str, Any]:
    """What is kept of the other sections: a table without rows, or a box that is not ticked, sends nothing."""
    heads = _heads(draft, code)
    return {key: value for key, value in draft.data.items() if key not in heads}


def of_section(preview: Preview, code: str) -> tuple[FieldError, ...]:
    """The errors of the fields that stand in one section."""
    heads = _heads(preview.draft, code)
    return tuple(error for error in entries_wrong(preview) if error.path.partition(".")[0] in heads)


def section_page(
    request: Request,
    preview: Preview,
    data: dict[str, Any],
    code: str,
    errors: tuple[FieldError, ...] = (),
    *,
    sought: Sought = NOBODY_SOUGHT,
    status: int = 200,
) -> HttpResponse:
    """The section with what was typed, what is wrong, and whom the register knows; the first one when it is not asked."""
    address = reverse("sewa:my-draft", args=[preview.draft.pk, code])
    form = bound(preview, data, errors, refresh_url=address, sought=sought)
    definition = preview.examined.definition
    pages = pages_of(preview.draft, definition.form, form)
    if not pages.has(code) or code not in {section.code for section in form.sections}:
        return redirect("sewa:my-draft", preview.draft.pk, form.sections[0].code)
    context = {
        "definition": definition,
        "draft": preview.draft,
        "form": form,
        "section": form.section(code),
        **_from_register(preview, code),
        "ways": pages.steps(code),
        "place": pages.place(code),
        "before": pages.before(code),
    }
    return render(request, "sewa/portal/section.html", context, status=status)


def _heads(draft: Draft, code: str) -> set[str]:
    """The fields at the top of one section."""
    form = definition_of(draft.service_version).form
    return {field.id for section in form.sections if section.code == code for field in section.fields}


def _from_register(preview: Preview, code: str) -> dict[str, Any]:
    """What the section's page says of the register of residents; nothing where nobody is asked about."""
    heads = _heads(preview.draft, code)
    parts = persons_of(preview.examined.definition.form)
    here = {part.path for part in parts if part.path.partition(".")[0] in heads}
    known = registered.read(preview.draft.registered)
    persons = registered.Persons(
        {role: person for role, person in known.by_role.items() if registered.part_of(role) in here}
    )
    others = (role for role in persons.by_role if role != APPLICANT)
    return {
        "register": persons,
        "from_register": persons.of(APPLICANT).resident is not None,
        "others_from_register": any(persons.of(role).resident is not None for role in others),
        "register_url": reverse("sewa:my-register", args=[preview.draft.pk]) if APPLICANT in here else "",
        "stated": registered.stated(persons, channel=preview.draft.channel),
    }
