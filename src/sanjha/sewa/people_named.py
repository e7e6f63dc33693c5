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
BENEFICIARY = "beneficiary"


@dataclass(frozen=True)
class Where:
    """The place an application comes from and what it lies in."""

    place: str
    name: Text
    tehsil: str
    district: str


def record_persons(draft: Draft, cleaned: Mapping[str, Any], purpose: Purpose) -> tuple[UUID, UUID]:
    """Enter the applicant and the beneficiary into the register; returns their ids, equal when they are one person.

    Whom the register filled in is not entered again: only what it did not know yet is added. The request ids follow from the draft's revision, so that a repeated submission enters nobody twice. Raises
    DomainError with the paths of the form when the register does not take a fact.
    """
    applicant = _recorded(draft, registered.APPLICANT, cleaned, draft.resident, purpose)
    if not _has_other_beneficiary(cleaned):
        return applicant, applicant
    return applicant, _recorded(draft, BENEFICIARY, cleaned, None, purpose)


def _recorded(
    draft: Draft, role: str, cleaned: Mapping[str, Any], own: UUID | None, purpose: Purpose
) -> UUID:
    person = cleaned[role]
    known = registered.read(draft.registered).of(role).resident
    if known is not None:
        return _completed(draft, role, known, person, purpose)
    return _record(draft, role, _facts(person, cleaned["applicant"], own), purpose)


def _completed(draft: Draft, role: str, resident: UUID, person: Mapping[str, Any], purpose: Purpose) -> UUID:
    """The resident, to whose facts what the register does not know yet is added; nothing is written when it learns nothing.

    What it knows is not touched, even where the application states it otherwise: that is for the officer who decides
    about the dispute.
    """
    known = people.get_resident(resident_id=resident, purpose=purpose)
    address = _learned(known.address, person)
    mobile = known.mobile or person.get("mobile") or ""
    aadhaar = known.aadhaar_last4 or _aadhaar_of(person)
    if (address, mobile, aadhaar) == (known.address, known.mobile, known.aadhaar_last4):
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
    return _record(draft, role, facts, purpose)


def _learned(home: people.Address, person: Mapping[str, Any]) -> people.Address:
    """The registered address with what the person's own statement adds; nothing where the form asks for no address of theirs."""
    if not person.get("address"):
        return home
    stated = _address(person["address"])
    if home.place != stated.place:
        return home
    return msgspec.structs.replace(
        home,
        house=home.house or stated.house,
        post_office=home.post_office or stated.post_office,
        pin=home.pin or stated.pin,
        since_year=home.since_year or stated.since_year,
    )


def differs_from_register(draft: Draft, cleaned: Mapping[str, Any], purpose: Purpose) -> list[FieldError]:
    """Whoever applies at home applies as the resident of the register: nobody renames himself on the portal.

    A draft that the register filled in holds its facts and is not asked about again.

    An error at every field that the register knows otherwise; a Sewa Kendra corrects it against proof.
    """
    if draft.resident is None or registered.read(draft.registered).of("applicant").resident is not None:
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
    address = _address(person.get("address") or applicant["address"])
    if not person.get("address"):
        # How long the applicant has lived there says nothing about somebody else.
        address = msgspec.structs.replace(address, since_year=None)
    return people.ResidentData(
        name_en=person["name_en"],
        name_pa=person["name_pa"],
        relation=person["relation"],
        relative_name_en=person["relative_name_en"],
        relative_name_pa=person["relative_name_pa"],
        born_on=date.fromisoformat(person["born_on"]),
        gender=person["gender"],
        mobile=person.get("mobile") or applicant.get("mobile") or "",
        address=address,
        aadhaar_last4=_aadhaar_of(person),
        resident_id=resident,
    )


def _address(stated: Mapping[str, Any]) -> people.Address:
    return people.Address(
        house=stated.get("house") or "",
        street=stated.get("street") or "",
        area=stated["area_type"],
        place=stated.get("village") or stated.get("town") or "",
        post_office=stated.get("post_office") or "",
        pin=stated.get("pin") or "",
        since_year=stated.get("since_year"),
    )


def _aadhaar_of(person: Mapping[str, Any]) -> str:
    """The last four digits, where an Aadhaar number proves who the person is."""
    identity = person.get("identity") or {}
    return str(identity.get("last4") or "") if identity.get("type") == "AADHAAR" else ""
