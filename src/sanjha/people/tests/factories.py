"""Invented people for the tests of the register."""

from datetime import date
from itertools import count
from uuid import UUID

from sanjha.kernel.actors import SYSTEM, Actor
from sanjha.kernel.ids import new_id
from sanjha.people.contract import Address, ResidentData
from sanjha.people.models import Resident
from sanjha.people.operations.record_resident import record_resident

_numbers = count(1)

HOME = Address(
    house="112",
    street="near the old well",
    area="RURAL",
    place="V040050",
    post_office="Tapa",
    pin="148108",
    since_year=1996,
)


def address(**changes: object) -> Address:
    return Address(**{**{name: getattr(HOME, name) for name in HOME.__struct_fields__}, **changes})


def person(**changes: object) -> ResidentData:
    """Facts as somebody gives them at a counter; every person has another mobile number."""
    given: dict[str, object] = {
        "name_en": "Manpreet Kaur",
        "name_pa": "ਮਨਪ੍ਰੀਤ ਕੌਰ",
        "relation": "FATHER",
        "relative_name_en": "Gurcharan Singh",
        "relative_name_pa": "ਗੁਰਚਰਨ ਸਿੰਘ",
        "born_on": date(1994, 2, 28),
        "gender": "F",
        "mobile": f"98765{next(_numbers):05d}",
        "address": HOME,
    }
    return ResidentData(**{**given, **changes})


def recorded(
    *, actor: Actor = SYSTEM, source: str = "APPLICATION", request_id: UUID | None = None, **changes: object
) -> Resident:
    """A resident in the register."""
    return record_resident(
        data=person(**changes), source=source, request_id=request_id or new_id(), actor=actor
    )
