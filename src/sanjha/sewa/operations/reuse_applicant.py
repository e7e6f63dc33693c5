"""Fill the applicant of a draft in from the register of residents, so that nobody types known facts again."""

from typing import Any
from uuid import UUID

from sanjha.kernel import clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import Unavailable
from sanjha.people import contract as people
from sanjha.places import contract as places
from sanjha.sewa import registered
from sanjha.sewa.models import Draft
from sanjha.sewa.operations.save_draft import save_draft
from sanjha.sewa.queries.drafts import draft_of
from sanjha.sewa.registered import APPLICANT, Registered


def reuse_applicant(*, draft_id: UUID, resident_id: UUID, revision: int, actor: Actor) -> Draft:
    """Put the resident's facts into the draft's applicant; what the register does not know stays as typed.

    The reading is logged with the service as its purpose; the draft keeps source and date of each fact. When the
    register does not answer, the draft keeps since when, and the person states the facts. Raises NotFound for somebody
    else's draft or an unknown resident, Conflict when the draft was changed in another window.
    """
    draft = draft_of(actor, draft_id)
    purpose = Purpose(draft.service_version.code, case=str(draft.pk))
    try:
        resident = people.get_resident_with_sources(resident_id=resident_id, purpose=purpose)
    except Unavailable:
        silent = Registered(silent_since=clock.now())
        return save_draft(
            actor=actor, data=draft.data, draft_id=draft_id, revision=revision, registered_as=silent
        )
    typed = draft.data.get(APPLICANT)
    known = facts_of(resident.resident)
    kept = dict(typed) if isinstance(typed, dict) else {}
    address = kept.get("address")
    known["address"] = {**(address if isinstance(address, dict) else {}), **known["address"]}
    told = registered.told(resident, facts_of(resident.resident), clock.now())
    return save_draft(
        actor=actor,
        data={**draft.data, APPLICANT: {**kept, **known}},
        draft_id=draft_id,
        revision=revision,
        registered_as=told,
    )


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
