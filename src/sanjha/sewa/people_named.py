"""The persons an application names, as the register of residents takes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

import msgspec
from django.utils.translation import gettext as _

from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import DomainError, FieldError
from sanjha.kernel.text import Text
from sanjha.people import contract as people
from sanjha.sewa import registered
from sanjha.sewa.definition.expressions.values import FindPlace
from sanjha.sewa.models import Draft

SOURCE = "APPLICATION"


@dataclass(frozen=True)
class Where:
    """The place an application comes from and what it lies in."""

    place: str
    name: Text
    tehsil: str
    district: str


def record_persons(draft: Draft, cleaned: Mapping[str, Any], purpose: Purpose) -> tuple[UUID, UUID]:
    """Enter the applicant and the beneficiary into the register; returns their ids, equal when they are one person.

    The request ids follow from the draft's revision, so that a repeated submission enters nobody twice. Raises
    DomainError with the paths of the form when the register does not take a fact.
    """
    known = registered.read(draft.registered).resident
    applicant = (
        _record(
            draft, "applicant", _facts(cleaned["applicant"], cleaned["applicant"], draft.resident), purpose
        )
        if known is None
        else _completed(draft, known, cleaned["applicant"], purpose)
    )
    if not _has_other_beneficiary(cleaned):
        return applicant, applicant
    return applicant, _record(
        draft, "beneficiary", _facts(cleaned["beneficiary"], cleaned["applicant"], None), purpose
    )


def _completed(draft: Draft, resident: UUID, person: Mapping[str, Any], purpose: Purpose) -> UUID:
    """The resident, to whose facts what the register does not know yet is added; nothing is written when it learns nothing.

    What it knows is not touched, even where the application states it otherwise: that is for the officer who decides
    about the dispute.
    """
    known = people.get_resident(resident_id=resident, purpose=purpose)
    stated = _facts(person, person, known.id)
    home = known.address
    learns_house = home.place == stated.address.place
    address = msgspec.structs.replace(
        home,
        house=home.house or (stated.address.house if learns_house else ""),
        post_office=home.post_office or (stated.address.post_office if learns_house else ""),
        pin=home.pin or (stated.address.pin if learns_house else ""),
        since_year=home.since_year or (stated.address.since_year if learns_house else None),
    )
    mobile = known.mobile or stated.mobile
    aadhaar = known.aadhaar_last4 or stated.aadhaar_last4
    if (address, mobile, aadhaar) == (home, known.mobile, known.aadhaar_last4):
        return known.id
    facts = people.ResidentData(
        name_en=known.name.en,
        name_pa=known.name.pa,
        name_hi=known.name.hi,
        relation=known.relation,
        relative_name_en=known.relative_name.en,
        relative_name_pa=known.relative_name.pa,
        relative_name_hi=known.relative_name.hi,
        born_on=known.born_on,
        gender=known.gender,
        mobile=mobile,
        address=address,
        aadhaar_last4=aadhaar,
        resident_id=known.id,
    )
    return _record(draft, "applicant", facts, purpose)


def differs_from_register(draft: Draft, cleaned: Mapping[str, Any], purpose: Purpose) -> list[FieldError]:
    """Whoever applies at home applies as the resident of the register: nobody renames himself on the portal.

    A draft that the register filled in holds its facts and is not asked about again.

    An error at every field that the register knows otherwise; a Sewa Kendra corrects it against proof.
    """
    if draft.resident is None or registered.read(draft.registered).resident is not None:
        return []
    known = people.get_resident(resident_id=draft.resident, purpose=purpose)
    facts = cleaned["applicant"]
    here = {
        "name_en": known.name.en.casefold(),
        "born_on": known.born_on.isoformat(),
        "gender": known.gender,
        "mobile": known.mobile,
    }
    message = _("The register of residents says otherwise. A Sewa Kendra corrects it against proof.")
    return [
        FieldError(f"applicant.{name}", "not-as-registered", message)
        for name, value in here.items()
        if str(facts.get(name) or "").casefold() != value.casefold()
    ]


def _record(draft: Draft, role: str, facts: people.ResidentData, purpose: Purpose) -> UUID:
    try:
        resident = people.record_resident(
            data=facts,
            source=SOURCE,
            request_id=uuid5(draft.pk, f"{role}.{draft.revision}"),
            case=str(draft.pk),
            purpose=purpose,
        )
    except DomainError as error:
        if not error.errors:
            raise
        listed = [FieldError(f"{role}.{wrong.path}", wrong.code, wrong.message) for wrong in error.errors]
        raise DomainError(error.message, code=error.code, errors=listed) from error
    return resident.id


def beneficiary_facts(cleaned: Mapping[str, Any]) -> Mapping[str, Any]:
    """The person for whom the document is: the applicant unless the form names another one."""
    found: Mapping[str, Any] = (
        cleaned["beneficiary"] if _has_other_beneficiary(cleaned) else cleaned["applicant"]
    )
    return found


def where_from(cleaned: Mapping[str, Any], find_place: FindPlace) -> Where:
    """The village or town of the applicant's address, with the tehsil and district the applicant chose."""
    address = cleaned["applicant"]["address"]
    code = address.get("village") or address.get("town") or address.get("tehsil") or address["district"]
    place = find_place(code)
    return Where(
        place=code,
        name=place.name if place else Text(code),
        tehsil=address.get("tehsil") or (place.tehsil if place else None) or "",
        district=address["district"],
    )


def search_text(cleaned: Mapping[str, Any]) -> str:
    """Names and mobile by which a case is found, in small letters."""
    named = [cleaned["applicant"], beneficiary_facts(cleaned)]
    words = [person.get(key) or "" for person in named for key in ("name_en", "name_pa", "mobile")]
    return " ".join(dict.fromkeys(word.casefold() for word in words if word))


def _has_other_beneficiary(cleaned: Mapping[str, Any]) -> bool:
    return not cleaned.get("same_as_applicant", True) and isinstance(cleaned.get("beneficiary"), Mapping)


def _facts(
    person: Mapping[str, Any], applicant: Mapping[str, Any], resident: UUID | None
) -> people.ResidentData:
    address = person.get("address") or applicant["address"]
    identity = person.get("identity") or {}
    aadhaar = identity.get("type") == "AADHAAR"
    return people.ResidentData(
        name_en=person["name_en"],
        name_pa=person["name_pa"],
        relation=person["relation"],
        relative_name_en=person["relative_name_en"],
        relative_name_pa=person["relative_name_pa"],
        born_on=date.fromisoformat(person["born_on"]),
        gender=person["gender"],
        mobile=person.get("mobile") or applicant.get("mobile") or "",
        address=people.Address(
            house=address.get("house") or "",
            street=address.get("street") or "",
            area=address["area_type"],
            place=address.get("village") or address.get("town") or "",
            post_office=address.get("post_office") or "",
            pin=address.get("pin") or "",
            # How long the applicant has lived there says nothing about somebody else.
            since_year=address.get("since_year") if person.get("address") else None,
        ),
        aadhaar_last4=str(identity.get("last4") or "") if aadhaar else "",
        resident_id=resident,
    )
