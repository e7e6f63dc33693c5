"""Fill a person of a draft in from the register of residents, so that nobody types known facts again."""

import copy
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from sanjha.kernel import clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import DomainError, NotFound, Unavailable
from sanjha.people import contract as people
from sanjha.places import contract as places
from sanjha.sewa import registered
from sanjha.sewa.definition.persons import PersonPart, person_at
from sanjha.sewa.forms.blank import row_is_blank
from sanjha.sewa.models import Draft
from sanjha.sewa.operations.save_draft import save_draft
from sanjha.sewa.pinned import definition_of
from sanjha.sewa.queries.drafts import draft_of
from sanjha.sewa.queries.services import current_version
from sanjha.sewa.registered import APPLICANT, Persons, Registered


def reuse_resident(
    *, draft_id: UUID, resident_id: UUID, revision: int, actor: Actor, part: str = APPLICANT
) -> Draft:
    """Put the resident's facts into the part of the form at that path; what the register does not know stays as typed.

    In a table the person gets the first row in which nothing is typed, or a new one. The reading is logged with the
    service as its purpose; the draft keeps source and date of each fact that the form asks, and nothing else. When the
    register does not answer, the draft keeps since when, and the facts are stated. Raises NotFound for somebody else's
    draft, a part that is about nobody, an unknown resident or, at home, one with another number; Conflict when the
    draft was changed in another window; DomainError when the person stands in this form already or the table is full.
    """
    draft = draft_of(actor, draft_id)
    asked = person_at(definition_of(current_version(draft.service_version.code)).form, part)
    if asked is None or (part == APPLICANT and draft.resident not in (None, resident_id)):
        raise NotFound(_("This form does not ask about such a person."))
    persons = registered.read(draft.registered)
    _check_new(persons, asked, resident_id)
    purpose = Purpose(draft.service_version.code, case=str(draft.pk))
    try:
        resident = people.get_resident_with_sources(resident_id=resident_id, purpose=purpose)
    except Unavailable:
        if asked.table is not None:
            raise
        silent = persons.having(part, Registered(silent_since=clock.now()))
        return save_draft(
            actor=actor, data=draft.data, draft_id=draft_id, revision=revision, registered_as=silent
        )
    told = registered.told(resident, facts_of(resident.resident), clock.now(), asked.asks)
    role, data = (part, draft.data) if asked.table is None else _in_a_row(draft.data, asked)
    return save_draft(
        actor=actor,
        data=data,
        draft_id=draft_id,
        revision=revision,
        registered_as=persons.having(role, told),
    )


def _check_new(persons: Persons, asked: PersonPart, resident: UUID) -> None:
    """Nobody is two rows of one table, and who applies is not somebody else as well."""
    if asked.path == APPLICANT or resident not in registered.taken(persons, asked):
        return
    if asked.table is None and persons.of(APPLICANT).resident == resident:
        raise DomainError(
            _("This is the applicant. Answer above that it is for the applicant."), code="twice"
        )
    if asked.table is not None:
        raise DomainError(_("This person stands in the table already."), code="twice")


def _in_a_row(data: dict[str, Any], asked: PersonPart) -> tuple[str, dict[str, Any]]:
    """A role for one more person of the table, and the data with the row in which the person will stand."""
    table = asked.table
    if table is None:
        raise TypeError(f"{asked.path} is no table")
    filled_in = copy.deepcopy(data)
    found = registered.at(filled_in, asked.path)
    rows = found if isinstance(found, list) else []
    role = registered.new_role(asked.path)
    free = next((number for number, row in enumerate(rows) if row_is_blank(row, table)), len(rows))
    if free >= table.max_rows:
        raise DomainError(_("The table is full. Take a row out first."), code="too-many-rows")
    rows[free : free + 1] = [registered.with_key({}, role)]
    registered.put(filled_in, asked.path, rows)
    return role, filled_in


def facts_of(resident: people.Resident) -> dict[str, Any]:
    """A resident's facts under the names that the person block of a definition gives them; only those that are known."""
    address = resident.address
    place = places.get_place(code=address.place)
    where = "village" if address.area == "RURAL" else "town"
    facts = {
        "name_en": resident.name.en,
        "name_pa": resident.name.pa,
        "relation": resident.relation,
        "relative_name_en": resident.relative_name.en,
        "relative_name_pa": resident.relative_name.pa,
        "born_on": resident.born_on.isoformat(),
        "age": str(_age(resident.born_on, clock.today())),
        "gender": resident.gender,
        "mobile": resident.mobile,
    }
    lives = {
        "house": address.house,
        "street": address.street,
        "area_type": address.area,
        "district": place.district,
        "tehsil": place.tehsil or "",
        where: address.place,
        "post_office": address.post_office,
        "pin": address.pin,
        "since_year": str(address.since_year or ""),
    }
    return {**_known(facts), "address": _known(lives)}


def _known(facts: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in facts.items() if value}


def _age(born_on: date, today: date) -> int:
    """Completed years."""
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
