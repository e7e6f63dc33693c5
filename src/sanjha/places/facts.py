"""The facts of which the register of places is the one owner: all public."""

from sanjha.kernel.facts import Fact, Secrecy, declare
from sanjha.kernel.text import Text


def _of_a_place(name: str, key: str, title: Text, basis: str) -> Fact:
    return Fact(
        name=name,
        title=title,
        owner="places",
        key=key,
        legal_basis=basis,
        secrecy=Secrecy.PUBLIC,
        retention="permanent: old records name old places",
    )


_REVENUE = "Punjab Land Revenue Act 1887, sections 5 and 6: districts, tehsils and estates"
_HOLIDAYS = "Negotiable Instruments Act 1881, section 25, and the State's yearly list of holidays"

declare(
    _of_a_place("place.name", "place code", Text("Name of a place", "ਥਾਂ ਦਾ ਨਾਂ", "स्थान का नाम"), _REVENUE),
    _of_a_place("place.parent", "place code", Text("What a place lies in", "ਥਾਂ ਕਿਸ ਵਿੱਚ ਹੈ", "स्थान किसमें है"), _REVENUE),
    _of_a_place(
        "place.codes",
        "place code",
        Text("Official codes of a place", "ਥਾਂ ਦੇ ਸਰਕਾਰੀ ਕੋਡ", "स्थान के सरकारी कोड"),
        "Local Government Directory of the Union's Ministry of Panchayati Raj; Census Act 1948",
    ),
    _of_a_place("calendar.holiday", "calendar and date", Text("Holiday", "ਛੁੱਟੀ", "अवकाश"), _HOLIDAYS),
    _of_a_place(
        "calendar.weekly_off", "calendar and weekday", Text("Weekly holiday", "ਹਫ਼ਤਾਵਾਰੀ ਛੁੱਟੀ", "साप्ताहिक अवकाश"), _HOLIDAYS
    ),
)  # fmt: skip
