"""What is still to come: services that the state has asked for and that do not run yet, and what they wait for.

Days are set by the state, not by the program: an item without one says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from sanjha.architecture.catalogue import EventLine, OperationLine
from sanjha.architecture.choices import LifeCycle
from sanjha.architecture.models import OutsideApplication
from sanjha.kernel.text import Text


@dataclass(frozen=True)
class Wanted:
    """A service that the state asked for; `after` are the services that it stands upon."""

    code: str
    title: Text
    outcome: Text
    after: tuple[str, ...]
    until_date: date | None = None

    @property
    def runs(self) -> bool:
        return self.code in settings.SERVICES

    @property
    def waits_for(self) -> tuple[str, ...]:
        """What it stands upon and is not there yet."""
        return tuple(code for code in self.after if code not in settings.SERVICES)


@dataclass(frozen=True)
class Dated:
    """Something that ends on a day."""

    on: date
    code: str
    name: Text


WANTED: tuple[Wanted, ...] = (
    Wanted(
        "eoffice",
        Text("Paperless office", "ਕਾਗਜ਼-ਰਹਿਤ ਦਫ਼ਤਰ", "कागज़-रहित कार्यालय"),
        Text("New files are disposed of only electronically", "ਨਵੀਆਂ ਫ਼ਾਈਲਾਂ ਸਿਰਫ਼ ਇਲੈਕਟ੍ਰਾਨਿਕ ਢੰਗ ਨਾਲ ਨਿਪਟਾਈਆਂ ਜਾਣ", "नई फ़ाइलें केवल इलेक्ट्रॉनिक रूप से निपटाई जाएँ"),
        ("offices", "identity", "locker"),
    ),
    Wanted(
        "land",
        Text("Land records", "ਜ਼ਮੀਨੀ ਰਿਕਾਰਡ", "भूमि अभिलेख"),
        Text("All land records on one platform, with mutations at the Sewa Kendra", "ਸਾਰੇ ਜ਼ਮੀਨੀ ਰਿਕਾਰਡ ਇੱਕ ਥਾਂ, ਇੰਤਕਾਲ ਸੇਵਾ ਕੇਂਦਰ ਵਿੱਚ", "सभी भूमि अभिलेख एक मंच पर, नामांतरण सेवा केंद्र में"),
        ("sewa", "people", "places"),
    ),
    Wanted(
        "transport",
        Text("Transport services", "ਟਰਾਂਸਪੋਰਟ ਸੇਵਾਵਾਂ", "परिवहन सेवाएँ"),
        Text("Licences and registrations at the Sewa Kendra", "ਲਾਇਸੰਸ ਅਤੇ ਰਜਿਸਟ੍ਰੇਸ਼ਨ ਸੇਵਾ ਕੇਂਦਰ ਵਿੱਚ", "लाइसेंस और पंजीकरण सेवा केंद्र में"),
        ("sewa", "people"),
    ),
    Wanted(
        "psdt",
        Text("Development tax", "ਵਿਕਾਸ ਟੈਕਸ", "विकास कर"),
        Text("The Punjab State Development Tax, assessed and paid", "ਪੰਜਾਬ ਰਾਜ ਵਿਕਾਸ ਟੈਕਸ ਦਾ ਨਿਰਧਾਰਨ ਅਤੇ ਭੁਗਤਾਨ", "पंजाब राज्य विकास कर का निर्धारण और भुगतान"),
        ("people", "offices"),
    ),
    Wanted(
        "village",
        Text("Smart Village", "ਸਮਾਰਟ ਵਿਲੇਜ", "स्मार्ट विलेज"),
        Text("Works of villages from proposal to completion", "ਪਿੰਡਾਂ ਦੇ ਕੰਮ ਤਜਵੀਜ਼ ਤੋਂ ਮੁਕੰਮਲ ਹੋਣ ਤੱਕ", "गाँवों के कार्य प्रस्ताव से पूर्णता तक"),
        ("places", "offices"),
    ),
    Wanted(
        "board",
        Text("Review by the board", "ਬੋਰਡ ਦੀ ਸਮੀਖਿਆ", "बोर्ड की समीक्षा"),
        Text("The board sees its programmes as they stand", "ਬੋਰਡ ਆਪਣੇ ਪ੍ਰੋਗਰਾਮ ਜਿਵੇਂ ਹਨ ਤਿਵੇਂ ਦੇਖੇ", "बोर्ड अपने कार्यक्रम यथास्थिति देखे"),
        ("sewa", "eoffice"),
    ),
    Wanted(
        "advisory",
        Text("Advice to departments", "ਵਿਭਾਗਾਂ ਨੂੰ ਸਲਾਹ", "विभागों को परामर्श"),
        Text("Professionals and fellows carry good practice into departments", "ਮਾਹਰ ਅਤੇ ਫ਼ੈਲੋ ਚੰਗੇ ਤਰੀਕੇ ਵਿਭਾਗਾਂ ਵਿੱਚ ਲਿਜਾਣ", "विशेषज्ञ और फ़ेलो अच्छे तरीके विभागों तक ले जाएँ"),
        ("offices",),
    ),
)  # fmt: skip


def endings(
    outside: Iterable[OutsideApplication], declared: Iterable[OperationLine | EventLine] = ()
) -> list[Dated]:
    """Applications, operations and events that end on a day, the nearest first; what is retired already is left out."""
    dated = [Dated(line.retires.ends, line.service, Text(line.name)) for line in declared if line.retires]
    dated += [
        Dated(row.until_date, row.code, row.name)
        for row in outside
        if row.until_date is not None and row.life_cycle != LifeCycle.RETIRED
    ]
    return sorted(dated, key=lambda ending: (ending.on, ending.code))
