"""The people of the journeys: who signs in where, and who applies. All invented."""

from dataclasses import dataclass

from tests.journeys.keyboard import Suggested

OPERATOR = "pb0010"
DEALING_HAND = "pb0009"
PATWARI = "pb0036"
TEHSILDAR = "pb0006"
ARCHITECT = "pb0061"
DIARIST = "pb0078"
SENIOR_ASSISTANT = "pb0075"
ADMINISTRATORS = ("pb0003", "pb0060")
"""Those whose posts are responsible for the village Badra in the tehsil Tapa, counter 1 of Barnala, the chief
architect, the registry and Revenue Branch II of the department, and the two administrators who answer one another."""


@dataclass(frozen=True)
class Couple:
    """A woman who applies and her husband, by their names in both scripts, and her mobile number."""

    name: str
    name_pa: str
    husband: str
    husband_pa: str
    mobile: str
    district: str
    village: str
    """The two places as somebody types them into a list that searches, or by their codes."""


AT_THE_COUNTER = {
    "en": Couple(
        "Baljinder Kaur", "ਬਲਜਿੰਦਰ ਕੌਰ", "Sukhdev Singh", "ਸੁਖਦੇਵ ਸਿੰਘ", "9000000461", "Barnala", "Badra"
    ),
    "pa": Couple("Rajwinder Kaur", "ਰਾਜਵਿੰਦਰ ਕੌਰ", "Gurdev Singh", "ਗੁਰਦੇਵ ਸਿੰਘ", "9000000462", "ਬਰਨਾਲਾ", "Badra"),
}
HOUSEHOLD = "9000000119"
"""The mobile number of a household of the register that has not applied for anything."""

TO_BE_ASKED = Couple(
    "Paramjit Kaur", "ਪਰਮਜੀਤ ਕੌਰ", "Balbir Singh", "ਬਲਬੀਰ ਸਿੰਘ", "9000000464", "D605", "V040044"
)
TO_BE_REFUSED = Couple(
    "Surinder Kaur", "ਸੁਰਿੰਦਰ ਕੌਰ", "Mohinder Singh", "ਮੋਹਿੰਦਰ ਸਿੰਘ", "9000000465", "D605", "V040044"
)

INCOME = 120_000
"""Rupees a year."""


def typed_at_the_counter(couple: Couple) -> dict[str, object]:
    """What the operator types, field by field in the order of the form; names in Gurmukhi are proposed and confirmed."""
    return {
        "applicant.name_en": couple.name,
        "applicant.name_pa": Suggested(couple.name_pa),
        "applicant.born_on": "14081983",
        "applicant.gender": "F",
        "applicant.relation": "HUSBAND",
        "applicant.relative_name_en": couple.husband,
        "applicant.relative_name_pa": Suggested(couple.husband_pa),
        "applicant.mobile": couple.mobile,
        "applicant.identity.type": "VOTER",
        "applicant.identity.number": f"PBX{couple.mobile[-7:]}",
        "applicant.address.house": "112",
        "applicant.address.area_type": "RURAL",
        "applicant.address.district": couple.district,
        "applicant.address.tehsil": "T276",
        "applicant.address.village": couple.village,
        "applicant.address.post_office": "Badra",
        "applicant.address.pin": "148101",
        "applicant.address.since_year": "2004",
        "same_as_applicant": "true",
        "purpose": "SCHOLARSHIP",
        "family.0.name_en": couple.name,
        "family.0.name_pa": Suggested(couple.name_pa),
        "family.0.relation": "SELF",
        "family.0.age": "43",
        "family.0.occupation": "HOMEMAKER",
        "family.0.is_earning": "false",
        "add:family": "",
        "family.1.name_en": couple.husband,
        "family.1.name_pa": Suggested(couple.husband_pa),
        "family.1.relation": "HUSBAND",
        "family.1.age": "46",
        "family.1.occupation": "LABOUR",
        "family.1.is_earning": "true",
        "family.1.salary": "1,20,000",
        "declaration": True,
    }


def posted(couple: Couple) -> dict[str, str]:
    """The same answers as values of the form, for a page without scripts."""
    told = typed_at_the_counter(couple)
    words = {name: answer.word if isinstance(answer, Suggested) else answer for name, answer in told.items()}
    return {
        name: "true" if answer is True else str(answer)
        for name, answer in words.items()
        if name != "add:family"
    }


def typed_on_the_portal() -> dict[str, dict[str, str]]:
    """What the head of that household adds, section by section, to what the register knows of him."""
    return {
        "applicant": {"applicant.identity.type": "VOTER", "applicant.identity.number": "PBX7654321"},
        "beneficiary": {"same_as_applicant": "true"},
        "purpose": {"purpose": "OTHER", "purpose_text": "Hostel of the college"},
        "family": {
            "family.0.name_en": "Gurtej Singh",
            "family.0.name_pa": "ਗੁਰਤੇਜ ਸਿੰਘ",
            "family.0.relation": "SELF",
            "family.0.age": "56",
            "family.0.occupation": "LABOUR",
            "family.0.is_earning": "true",
            "family.0.salary": "90,000",
            "family.1.name_en": "Manjit Kaur",
            "family.1.name_pa": "ਮਨਜੀਤ ਕੌਰ",
            "family.1.relation": "WIFE",
            "family.1.age": "52",
            "family.1.occupation": "HOMEMAKER",
            "family.1.is_earning": "false",
        },
        "declaration": {"declaration": "true"},
    }


def report_of_the_visit(number: str, today: str) -> dict[str, str]:
    """The Patwari's answers, by the names of the fields; `today` as dd-mm-yyyy."""
    return {
        "report_number": number,
        "enquiry_date": today,
        "found_residing": "true",
        "witness_role": "LAMBARDAR",
        "witness_name": "Gurnam Singh",
        "witness_statement": "The family lives here and has no land; the husband works for daily wages.",
        "assessed_income": str(INCOME),
        "flagged": "false",
    }
