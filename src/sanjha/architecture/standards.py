"""The standards and laws that the platform answers to, how far it does, and by what this is shown.

A state here is what the evidence shows, not what a certificate says: CONFORMS is claimed only where automatic checks
cover the whole of what is named.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanjha.architecture.checks import Evidence, Kind
from sanjha.kernel.text import Text


class Conformance(models.TextChoices):
    CONFORMS = "CONFORMS", _("Conforms")
    PARTLY = "PARTLY", _("In part")
    NOT_ASSESSED = "NOT_ASSESSED", _("Not assessed")


@dataclass(frozen=True)
class Standard:
    """One standard; `open_points` says what is missing for the rest."""

    name: str
    about: Text
    state: Conformance
    evidence: tuple[Evidence, ...] = ()
    open_points: Text | None = None


def _tests(*paths: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(Kind.TEST, path) for path in paths)


def _live(*keys: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(Kind.LIVE, key) for key in keys)


_CONFORMS, _PARTLY, _OPEN = Conformance.CONFORMS, Conformance.PARTLY, Conformance.NOT_ASSESSED

STANDARDS: tuple[Standard, ...] = (
    Standard(
        "IndEA",
        Text("One source of truth for every fact", "ਹਰ ਤੱਥ ਦਾ ਇੱਕੋ ਸਰੋਤ", "हर तथ्य का एक ही स्रोत"),
        _PARTLY,
        (*_live("one-owner", "downwards"), *_tests("tests/guards/test_facts.py")),
        Text(
            "Departments' own systems are in the inventory, but not yet all joined.",
            "ਵਿਭਾਗਾਂ ਦੇ ਆਪਣੇ ਸਿਸਟਮ ਸੂਚੀ ਵਿੱਚ ਹਨ, ਪਰ ਅਜੇ ਸਾਰੇ ਜੁੜੇ ਨਹੀਂ।",
            "विभागों की अपनी प्रणालियाँ सूची में हैं, पर अभी सब जुड़ी नहीं हैं।",
        ),
    ),
    Standard(
        "GIGW 3.0, WCAG 2.2 AA",
        Text("Accessible government pages", "ਹਰ ਕਿਸੇ ਲਈ ਵਰਤਣਯੋਗ ਸਰਕਾਰੀ ਪੰਨੇ", "सबके लिए सुगम सरकारी पृष्ठ"),
        _PARTLY,
        _tests("tests/journeys/test_income_certificate.py", "src/sanjha/ui/tests/test_contrast.py"),
        Text(
            "Certification by STQC is open.",
            "STQC ਤੋਂ ਪ੍ਰਮਾਣੀਕਰਨ ਬਾਕੀ ਹੈ।",
            "STQC से प्रमाणन शेष है।",
        ),
    ),
    Standard(
        "MDDS, LGD codes",
        Text("Common codes for places", "ਥਾਵਾਂ ਲਈ ਸਾਂਝੇ ਕੋਡ", "स्थानों के लिए साझे कोड"),
        _PARTLY,
        _tests("src/sanjha/places/tests/test_loading_official_lists.py"),
        Text(
            "Names of data elements are not yet mapped to MDDS.",
            "ਡੇਟਾ ਦੇ ਨਾਂ ਅਜੇ MDDS ਨਾਲ ਨਹੀਂ ਮਿਲਾਏ ਗਏ।",
            "डेटा के नाम अभी MDDS से नहीं मिलाए गए हैं।",
        ),
    ),
    Standard(
        "DPDP Act 2023",
        Text("Personal data only for a purpose, and readings shown to the person", "ਨਿੱਜੀ ਡੇਟਾ ਸਿਰਫ਼ ਕਿਸੇ ਉਦੇਸ਼ ਲਈ, ਅਤੇ ਵਿਅਕਤੀ ਨੂੰ ਦਿਖਾਇਆ ਜਾਵੇ ਕਿ ਕਿਸ ਨੇ ਦੇਖਿਆ", "निजी डेटा केवल किसी उद्देश्य से, और व्यक्ति को दिखाया जाए कि किसने देखा"),
        _PARTLY,
        _tests("src/sanjha/exchange/tests/test_door.py", "src/sanjha/exchange/tests/test_readings_page.py"),
        Text(
            "Retention periods are drafts; notices of breaches are written by people.",
            "ਸੰਭਾਲ ਦੀਆਂ ਮਿਆਦਾਂ ਖਰੜਾ ਹਨ; ਡੇਟਾ ਲੀਕ ਦੀ ਸੂਚਨਾ ਲੋਕ ਲਿਖਦੇ ਹਨ।",
            "संरक्षण की अवधियाँ प्रारूप हैं; डेटा उल्लंघन की सूचना लोग लिखते हैं।",
        ),
    ),
    Standard(
        "CERT-In Directions 2022",
        Text("Logs kept, incidents reported", "ਲੌਗ ਸੰਭਾਲੇ ਜਾਣ, ਘਟਨਾਵਾਂ ਦੱਸੀਆਂ ਜਾਣ", "लॉग रखे जाएँ, घटनाएँ बताई जाएँ"),
        _OPEN,
    ),
    Standard(
        "ISO/IEC 27001",
        Text("Management of information security", "ਸੂਚਨਾ ਸੁਰੱਖਿਆ ਦਾ ਪ੍ਰਬੰਧ", "सूचना सुरक्षा का प्रबंधन"),
        _OPEN,
    ),
    Standard(
        "X-Road PR-REST 1.0.4",
        Text("Calls of departments' systems", "ਵਿਭਾਗਾਂ ਦੇ ਸਿਸਟਮਾਂ ਦੀਆਂ ਕਾਲਾਂ", "विभागों की प्रणालियों की कॉलें"),
        _PARTLY,
        _tests(
            "src/sanjha/exchange/tests/test_member_door.py",
            "src/sanjha/exchange/tests/test_hostile_clients.py",
        ),
        Text(
            "The form of addresses and headers; messages are not kept as ASiC-E containers.",
            "ਪਤਿਆਂ ਅਤੇ ਹੈਡਰਾਂ ਦਾ ਰੂਪ; ਸੁਨੇਹੇ ASiC-E ਵਿੱਚ ਨਹੀਂ ਰੱਖੇ ਜਾਂਦੇ।",
            "पतों और हेडरों का रूप; संदेश ASiC-E में नहीं रखे जाते।",
        ),
    ),
    Standard(
        "GovStack Digital Registries, Information Mediator",
        Text("Registers and their directory", "ਰਜਿਸਟਰ ਅਤੇ ਉਨ੍ਹਾਂ ਦੀ ਡਾਇਰੈਕਟਰੀ", "रजिस्टर और उनकी निर्देशिका"),
        _PARTLY,
        _tests(
            "src/sanjha/registries/tests/test_data_api.py", "src/sanjha/registries/tests/test_directory.py"
        ),
        Text(
            "An outside suite has not been recorded as evidence here.",
            "ਕਿਸੇ ਬਾਹਰੀ ਜਾਂਚ ਨੂੰ ਇੱਥੇ ਸਬੂਤ ਵਜੋਂ ਦਰਜ ਨਹੀਂ ਕੀਤਾ ਗਿਆ।",
            "किसी बाहरी जाँच को यहाँ प्रमाण के रूप में दर्ज नहीं किया गया है।",
        ),
    ),
    Standard(
        "RFC 9457",
        Text("Refusals as problem details", "ਇਨਕਾਰ problem details ਦੇ ਰੂਪ ਵਿੱਚ", "अस्वीकृति problem details के रूप में"),
        _CONFORMS,
        _tests("src/sanjha/kernel/tests/test_http.py"),
    ),
    Standard(
        "RFC 9421",
        Text("Signed calls between services", "ਸੇਵਾਵਾਂ ਵਿਚਕਾਰ ਦਸਤਖ਼ਤੀ ਕਾਲਾਂ", "सेवाओं के बीच हस्ताक्षरित कॉलें"),
        _CONFORMS,
        _tests("src/sanjha/kernel/tests/test_signatures.py"),
    ),
    Standard(
        "PDF/A-2b, PAdES",
        Text("Documents that last and are signed", "ਟਿਕਾਊ ਅਤੇ ਦਸਤਖ਼ਤੀ ਦਸਤਾਵੇਜ਼", "टिकाऊ और हस्ताक्षरित दस्तावेज़"),
        _PARTLY,
        _tests(
            "src/sanjha/locker/tests/test_rendering.py", "src/sanjha/locker/tests/test_signing_files.py"
        ),
        Text(
            "A validator of another house has not been recorded as evidence here.",
            "ਕਿਸੇ ਹੋਰ ਸੰਸਥਾ ਦੇ ਜਾਂਚ ਸੰਦ ਦਾ ਨਤੀਜਾ ਇੱਥੇ ਦਰਜ ਨਹੀਂ।",
            "किसी अन्य संस्था के जाँच उपकरण का परिणाम यहाँ दर्ज नहीं है।",
        ),
    ),
)  # fmt: skip
