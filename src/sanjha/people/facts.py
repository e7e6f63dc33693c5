"""The facts of which the register of residents is the one owner."""

from sanjha.kernel.facts import Fact, Secrecy, declare
from sanjha.kernel.text import Text


def _of_a_resident(
    name: str, title: Text, *asked_as: str, secrecy: Secrecy = Secrecy.PERSONAL, basis: str = ""
) -> Fact:
    return Fact(
        name=f"resident.{name}",
        title=title,
        owner="people",
        key="resident id",
        legal_basis=basis
        or "Digital Personal Data Protection Act 2023, section 7(b): benefits and certificates",
        secrecy=secrecy,
        retention="for life; every superseded value is kept with its source and dates",
        asked_as=asked_as,
        page="people:data",
    )


declare(
    _of_a_resident(
        "name", Text("Name", "ਨਾਂ", "नाम"), "name_en", "name_pa", "name_hi", "applicant_name", "full_name"
    ),
    _of_a_resident(
        "relative",
        Text("Father's or husband's name", "ਪਿਤਾ ਜਾਂ ਪਤੀ ਦਾ ਨਾਂ", "पिता या पति का नाम"),
        "relative_name_en", "relative_name_pa", "father_name", "husband_name", "mother_name",
    ),
    _of_a_resident(
        "birth_date", Text("Date of birth", "ਜਨਮ ਮਿਤੀ", "जन्म तिथि"), "born_on", "birth_date", "date_of_birth", "dob"
    ),
    _of_a_resident("gender", Text("Gender", "ਲਿੰਗ", "लिंग"), "gender", "sex"),
    _of_a_resident(
        "mobile", Text("Mobile number", "ਮੋਬਾਈਲ ਨੰਬਰ", "मोबाइल नंबर"), "mobile", "mobile_number", "phone"
    ),
    _of_a_resident(
        "address",
        Text("Address", "ਪਤਾ", "पता"),
        "house", "street", "post_office", "pin", "since_year", "present_address",
    ),
    _of_a_resident(
        "aadhaar_last4",
        Text("Last four digits of Aadhaar", "ਆਧਾਰ ਦੇ ਆਖ਼ਰੀ ਚਾਰ ਅੰਕ", "आधार के अंतिम चार अंक"),
        "aadhaar_last4",
        secrecy=Secrecy.SENSITIVE,
        basis="Aadhaar Act 2016, section 4(3): shown voluntarily; of the number only four digits are kept",
    ),
)  # fmt: skip
