"""What facts and services are called in the three languages: what a citizen reads instead of codes."""

from collections.abc import Iterable

from sanjha.kernel.text import Text

FACTS = {
    "resident.name": Text("Name", "ਨਾਂ", "नाम"),
    "resident.relative": Text("Father's or husband's name", "ਪਿਤਾ ਜਾਂ ਪਤੀ ਦਾ ਨਾਂ", "पिता या पति का नाम"),
    "resident.birth_date": Text("Date of birth", "ਜਨਮ ਮਿਤੀ", "जन्म तिथि"),
    "resident.gender": Text("Gender", "ਲਿੰਗ", "लिंग"),
    "resident.mobile": Text("Mobile number", "ਮੋਬਾਈਲ ਨੰਬਰ", "मोबाइल नंबर"),
    "resident.address": Text("Address", "ਪਤਾ", "पता"),
    "resident.aadhaar_last4": Text("Last four digits of Aadhaar", "ਆਧਾਰ ਦੇ ਆਖ਼ਰੀ ਚਾਰ ਅੰਕ", "आधार के अंतिम चार अंक"),
    "document.register": Text(
        "Entries of the register of documents", "ਦਸਤਾਵੇਜ਼ ਰਜਿਸਟਰ ਦੇ ਇੰਦਰਾਜ", "दस्तावेज़ रजिस्टर की प्रविष्टियाँ"
    ),
    "document.file": Text("The document itself", "ਦਸਤਾਵੇਜ਼ ਆਪ", "दस्तावेज़ स्वयं"),
    "registry.record": Text("Record of a register", "ਰਜਿਸਟਰ ਦਾ ਇੰਦਰਾਜ", "रजिस्टर की प्रविष्टि"),
}

SERVICES = {
    "sewa": Text("Sewa Kendras and applications", "ਸੇਵਾ ਕੇਂਦਰ ਅਤੇ ਅਰਜ਼ੀਆਂ", "सेवा केंद्र और आवेदन"),
    "locker": Text("Digital locker", "ਡਿਜੀਟਲ ਲਾਕਰ", "डिजिटल लॉकर"),
    "exchange": Text("Exchange between services", "ਸੇਵਾਵਾਂ ਵਿਚਕਾਰ ਵਟਾਂਦਰਾ", "सेवाओं के बीच विनिमय"),
    "registries": Text("Registers of departments", "ਵਿਭਾਗਾਂ ਦੇ ਰਜਿਸਟਰ", "विभागों के रजिस्टर"),
    "people": Text("Register of residents", "ਵਸਨੀਕਾਂ ਦਾ ਰਜਿਸਟਰ", "निवासियों का रजिस्टर"),
    "offices": Text("Register of offices", "ਦਫ਼ਤਰਾਂ ਦਾ ਰਜਿਸਟਰ", "कार्यालयों का रजिस्टर"),
    "places": Text("Register of places", "ਥਾਵਾਂ ਦਾ ਰਜਿਸਟਰ", "स्थानों का रजिस्टर"),
    "identity": Text("Signing in", "ਸਾਈਨ ਇਨ", "साइन इन"),
}


def fact_names(codes: Iterable[str]) -> list[Text]:
    """The facts in words; a fact without a name is shown by its code."""
    return [FACTS.get(code, Text(code)) for code in codes]


def service_name(code: str) -> Text:
    """The service in words, else its code."""
    return SERVICES.get(code, Text(code))
