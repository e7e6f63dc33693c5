"""When two entries are one person."""

from datetime import date
from hashlib import sha256

from sanjha.people import names


def match_key(name_en: str, born_on: date, gender: str, mobile: str) -> str:
    """A digest of the name as it sounds, birth date, gender and mobile number; "" without a mobile number.

    A family shares a number and twins a birth date, but not the name: who agrees in all four is one person. Without a
    number nothing is concluded, for two people of a name may be born on one day.
    """
    if not mobile:
        return ""
    sounds = " ".join(names.strict_key(word) for word in names.words(name_en))
    return sha256(f"{sounds}|{born_on.isoformat()}|{gender}|{mobile}".encode()).hexdigest()
