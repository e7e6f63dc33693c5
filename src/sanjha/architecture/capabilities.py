"""What the state must be able to do, and which services let it: running ones and ones that are still to come."""

from dataclasses import dataclass

from django.conf import settings

from sanjha.kernel.text import Text


@dataclass(frozen=True)
class Capability:
    """One ability of the state and the services that carry it."""

    code: str
    title: Text
    services: tuple[str, ...]

    @property
    def running(self) -> tuple[str, ...]:
        return tuple(code for code in self.services if code in settings.SERVICES)

    @property
    def planned(self) -> tuple[str, ...]:
        return tuple(code for code in self.services if code not in settings.SERVICES)


CAPABILITIES: tuple[Capability, ...] = (
    Capability("serve-citizens", Text("Serve citizens", "ਨਾਗਰਿਕਾਂ ਦੀ ਸੇਵਾ", "नागरिकों की सेवा"), ("sewa",)),
    Capability("issue-documents", Text("Issue and verify documents", "ਦਸਤਾਵੇਜ਼ ਜਾਰੀ ਕਰਨਾ ਅਤੇ ਜਾਂਚਣਾ", "दस्तावेज़ जारी करना और जाँचना"), ("locker",)),
    Capability("know-residents", Text("Know residents and places", "ਵਸਨੀਕਾਂ ਅਤੇ ਥਾਵਾਂ ਦਾ ਵੇਰਵਾ", "निवासियों और स्थानों का विवरण"), ("people", "places", "registries")),
    Capability("share-facts", Text("Share facts between departments", "ਵਿਭਾਗਾਂ ਵਿਚਕਾਰ ਤੱਥ ਸਾਂਝੇ ਕਰਨਾ", "विभागों के बीच तथ्य साझा करना"), ("exchange", "registries")),
    Capability("run-offices", Text("Run offices", "ਦਫ਼ਤਰ ਚਲਾਉਣਾ", "कार्यालय चलाना"), ("offices", "identity", "eoffice")),
    Capability("manage-land", Text("Keep land records", "ਜ਼ਮੀਨੀ ਰਿਕਾਰਡ ਰੱਖਣਾ", "भूमि अभिलेख रखना"), ("land",)),
    Capability("raise-revenue", Text("Raise revenue", "ਮਾਲੀਆ ਇਕੱਠਾ ਕਰਨਾ", "राजस्व जुटाना"), ("psdt",)),
    Capability("move-people", Text("License transport", "ਟਰਾਂਸਪੋਰਟ ਦੇ ਲਾਇਸੰਸ", "परिवहन के लाइसेंस"), ("transport",)),
    Capability("develop-villages", Text("Develop villages", "ਪਿੰਡਾਂ ਦਾ ਵਿਕਾਸ", "गाँवों का विकास"), ("village",)),
    Capability("steer", Text("Steer and reform", "ਸੇਧ ਅਤੇ ਸੁਧਾਰ", "दिशा और सुधार"), ("architecture", "board", "advisory")),
)  # fmt: skip
