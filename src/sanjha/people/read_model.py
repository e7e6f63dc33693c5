"""The present facts as columns: what reading and searching use. Always the same function of the facts in force."""

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from sanjha.people import matching, names
from sanjha.people.models import Resident, ResidentAddress


def write(resident: Resident, facts: Mapping[str, Any]) -> ResidentAddress:
    """Set the resident's columns from the facts in force and return the address row that goes with them, unsaved."""
    name, relative = facts["NAME"], facts["RELATIVE"]
    resident.name_en, resident.name_pa, resident.name_hi = name["en"], name["pa"], name["hi"]
    resident.relation = relative["relation"]
    resident.relative_en, resident.relative_pa, resident.relative_hi = (
        relative["en"],
        relative["pa"],
        relative["hi"],
    )
    resident.born_on = date.fromisoformat(facts["BIRTH_DATE"])
    resident.gender = facts["GENDER"]
    resident.mobile = facts.get("MOBILE", "")
    resident.name_keys = names.search_keys(name["en"], name["pa"], name["hi"])
    resident.relative_keys = names.search_keys(relative["en"], relative["pa"], relative["hi"])
    resident.match_key = matching.match_key(
        resident.name_en, resident.born_on, resident.gender, resident.mobile
    )
    _set_aadhaar(resident, facts.get("AADHAAR_LAST4", ""))
    return ResidentAddress(resident=resident, **facts["ADDRESS"])


def _set_aadhaar(resident: Resident, last4: str) -> None:
    """The last four digits, and a fresh random reference when they are other ones than before."""
    if last4 != resident.aadhaar_last4:
        resident.aadhaar_last4 = last4
        resident.aadhaar_reference = secrets.token_hex(12) if last4 else ""
