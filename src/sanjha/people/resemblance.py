"""How much two entries resemble one another, and why: names as they sound in any script, relative, birth date, mobile."""

from collections.abc import Sequence
from enum import StrEnum

from sanjha.people import names
from sanjha.people.models import Resident


class Reason(StrEnum):
    """Why two entries may be one person."""

    NAME = "NAME"
    NAME_ALIKE = "NAME_ALIKE"
    RELATIVE = "RELATIVE"
    BIRTH_DATE = "BIRTH_DATE"
    DAY_AND_MONTH = "DAY_AND_MONTH"
    MOBILE = "MOBILE"
    PLACE = "PLACE"
    AADHAAR = "AADHAAR"


POINTS = {
    Reason.NAME: 4,
    Reason.NAME_ALIKE: 2,
    Reason.RELATIVE: 3,
    Reason.BIRTH_DATE: 4,
    Reason.DAY_AND_MONTH: 2,
    Reason.MOBILE: 2,
    Reason.PLACE: 1,
    Reason.AADHAAR: 3,
}
ENOUGH = 9
"""So many points make a proposal: name, birth date and one thing more, or name, relative, mobile and a slip in the date."""


def reasons_for(first: Resident, second: Resident) -> list[Reason]:
    """What speaks for one person. Nothing does when gender or the names differ: twins and spouses share the rest."""
    if first.gender != second.gender:
        return []
    name = _name(first.name_en, second.name_en)
    if name is None:
        return []
    found = [name]
    if _sounds(first.relative_en) == _sounds(second.relative_en):
        found.append(Reason.RELATIVE)
    if first.born_on == second.born_on:
        found.append(Reason.BIRTH_DATE)
    elif (first.born_on.year, first.born_on.day, first.born_on.month) == (
        second.born_on.year,
        second.born_on.month,
        second.born_on.day,
    ):
        found.append(Reason.DAY_AND_MONTH)
    if first.mobile and first.mobile == second.mobile:
        found.append(Reason.MOBILE)
    if first.address.place == second.address.place:
        found.append(Reason.PLACE)
    if first.aadhaar_last4 and first.aadhaar_last4 == second.aadhaar_last4:
        found.append(Reason.AADHAAR)
    return found


def score_of(reasons: Sequence[Reason]) -> int:
    return sum(POINTS[reason] for reason in reasons)


def _sounds(name: str) -> list[str]:
    """The words as they sound, Singh and Kaur left out unless there is nothing else."""
    keys = [names.strict_key(word) for word in names.words(name)]
    return [key for key in keys if key not in names.COMMON_KEYS] or keys


def _name(first: str, second: str) -> Reason | None:
    if _sounds(first) == _sounds(second):
        return Reason.NAME
    ours, theirs = ({names.loose_key(word) for word in names.words(name)} for name in (first, second))
    common = {
        names.loose_key(word) for word in ("singh", "kaur", "kumar", "kumari", "devi", "rani", "lal", "ram")
    }
    return Reason.NAME_ALIKE if (ours & theirs) - common else None
