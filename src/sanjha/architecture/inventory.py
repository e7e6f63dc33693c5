"""The services of the house as applications: whose they are, how they live, how soon they must be up again.

Declarations say what a service does; this says what no declaration can. An entry without a source is a DRAFT: the
department has not yet said so in writing.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from sanjha.architecture.choices import Criticality, Hosting, LifeCycle
from sanjha.kernel.text import Text

GOVERNANCE = Text(
    "Good Governance and Information Technology", "ਚੰਗਾ ਸ਼ਾਸਨ ਅਤੇ ਸੂਚਨਾ ਤਕਨਾਲੋਜੀ", "सुशासन और सूचना प्रौद्योगिकी"
)
REVENUE = Text(
    "Revenue, Rehabilitation and Disaster Management",
    "ਮਾਲ, ਪੁਨਰਵਾਸ ਅਤੇ ਆਫ਼ਤ ਪ੍ਰਬੰਧਨ",
    "राजस्व, पुनर्वास और आपदा प्रबंधन",
)
ADMINISTRATION = Text("General Administration", "ਆਮ ਰਾਜ ਪ੍ਰਬੰਧ", "सामान्य प्रशासन")
PERSONNEL = Text("Personnel", "ਪਰਸੋਨਲ", "कार्मिक")


@dataclass(frozen=True, kw_only=True)
class Service:
    """One service of the house. `rto` is the longest time to be up again, `rpo` the longest time whose data may be lost."""

    code: str
    title: Text
    department: Text
    life_cycle: LifeCycle
    criticality: Criticality
    rto: timedelta
    rpo: timedelta
    hosting: Hosting = Hosting.UNDECIDED
    source: str = ""

    @property
    def name(self) -> Text:
        """The title, as departments' applications call theirs."""
        return self.title

    @property
    def is_draft(self) -> bool:
        return not self.source

    def held_its_aims(self, up: timedelta, lost: timedelta) -> bool:
        """Whether a try stayed within both aims."""
        return up <= self.rto and lost <= self.rpo

    @property
    def rto_hours(self) -> int:
        return round(self.rto / timedelta(hours=1))

    @property
    def rpo_hours(self) -> int:
        return round(self.rpo / timedelta(hours=1))


_KNOWN: dict[str, Service] = {}


def _enter(code: str, title: Text, department: Text, criticality: Criticality, rto: int, rpo: int) -> None:
    _KNOWN[code] = Service(
        code=code,
        title=title,
        department=department,
        life_cycle=LifeCycle.PILOT,
        criticality=criticality,
        rto=timedelta(hours=rto),
        rpo=timedelta(hours=rpo),
    )


def services() -> list[Service]:
    """The services of this installation, in the order of the house: whoever stands higher may use the lower ones."""
    return [_KNOWN[code] for code in settings.SERVICES]


def service(code: str) -> Service | None:
    return _KNOWN.get(code)


def title_of(code: str) -> Text:
    """The service in words, else its code."""
    found = _KNOWN.get(code)
    return found.title if found else Text(code)


_HIGH, _MEDIUM, _LOW = Criticality.HIGH, Criticality.MEDIUM, Criticality.LOW

_enter("architecture", Text("Architecture", "ਆਰਕੀਟੈਕਚਰ", "आर्किटेक्चर"), GOVERNANCE, _LOW, 72, 24)
_enter(
    "sewa",
    Text("Sewa Kendras and applications", "ਸੇਵਾ ਕੇਂਦਰ ਅਤੇ ਅਰਜ਼ੀਆਂ", "सेवा केंद्र और आवेदन"),
    GOVERNANCE,
    _HIGH,
    2,
    0,
)
_enter("eoffice", Text("Paperless office", "ਕਾਗਜ਼-ਰਹਿਤ ਦਫ਼ਤਰ", "कागज़-रहित कार्यालय"), GOVERNANCE, _HIGH, 2, 0)
_enter("locker", Text("Digital locker", "ਡਿਜੀਟਲ ਲਾਕਰ", "डिजिटल लॉकर"), GOVERNANCE, _HIGH, 4, 0)
_enter(
    "registries",
    Text("Registers by schema", "ਸਕੀਮਾ ਵਾਲੇ ਰਜਿਸਟਰ", "स्कीमा वाले रजिस्टर"),
    GOVERNANCE,
    _MEDIUM,
    8,
    0,
)
_enter(
    "exchange",
    Text("Exchange between services", "ਸੇਵਾਵਾਂ ਵਿਚਕਾਰ ਵਟਾਂਦਰਾ", "सेवाओं के बीच विनिमय"),
    GOVERNANCE,
    _HIGH,
    2,
    0,
)
_enter(
    "people", Text("Register of residents", "ਵਸਨੀਕਾਂ ਦਾ ਰਜਿਸਟਰ", "निवासियों का रजिस्टर"), GOVERNANCE, _HIGH, 2, 0
)
_enter(
    "offices", Text("Register of offices", "ਦਫ਼ਤਰਾਂ ਦਾ ਰਜਿਸਟਰ", "कार्यालयों का रजिस्टर"), PERSONNEL, _HIGH, 4, 0
)
_enter("places", Text("Register of places", "ਥਾਵਾਂ ਦਾ ਰਜਿਸਟਰ", "स्थानों का रजिस्टर"), REVENUE, _HIGH, 4, 24)
_enter("identity", Text("Signing in", "ਸਾਈਨ ਇਨ", "साइन इन"), ADMINISTRATION, _HIGH, 2, 0)
