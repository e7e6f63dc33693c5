"""The persons of the stories. They are invented; their numbers are out of series that nobody is given."""

from dataclasses import dataclass

APPLICANT_MOBILE = "9000000451"

APPLICANT = {
    "applicant.name_en": "Harbans Kaur",
    "applicant.name_pa": "ਹਰਬੰਸ ਕੌਰ",
    "applicant.born_on": "14-08-1983",
    "applicant.gender": "F",
    "applicant.relation": "HUSBAND",
    "applicant.relative_name_en": "Mukhtiar Singh",
    "applicant.relative_name_pa": "ਮੁਖਤਿਆਰ ਸਿੰਘ",
    "applicant.mobile": APPLICANT_MOBILE,
    "applicant.identity.type": "VOTER",
    "applicant.identity.number": "PBX1234567",
    "applicant.address.house": "112",
    "applicant.address.street": "Near the government school",
    "applicant.address.area_type": "RURAL",
    "applicant.address.district": "D605",
    "applicant.address.tehsil": "T276",
    "applicant.address.village": "V040044",
    "applicant.address.post_office": "Badra",
    "applicant.address.pin": "148101",
    "applicant.address.since_year": "2004",
}

APPLICATION = {
    **APPLICANT,
    "same_as_applicant": "true",
    "purpose": "SCHOLARSHIP",
    "family.0.name_en": "Harbans Kaur",
    "family.0.name_pa": "ਹਰਬੰਸ ਕੌਰ",
    "family.0.relation": "SELF",
    "family.0.age": "43",
    "family.0.occupation": "HOMEMAKER",
    "family.0.is_earning": "false",
    "family.1.name_en": "Mukhtiar Singh",
    "family.1.name_pa": "ਮੁਖਤਿਆਰ ਸਿੰਘ",
    "family.1.relation": "HUSBAND",
    "family.1.age": "46",
    "family.1.occupation": "LABOUR",
    "family.1.is_earning": "true",
    "family.1.salary": "1,20,000",
    "declaration": "true",
}

INCOME = 120000


@dataclass(frozen=True)
class Role:
    """Somebody of the demonstration, known on its sign-in page by the user name."""

    name: str
    username: str


OPERATOR = Role("operator of counter 1, Sewa Kendra Barnala", "pb0010")
DEALING_HAND = Role("dealing hand 1, tehsil Tapa", "pb0009")
PATWARI = Role("Patwari, circle Badra", "pb0036")
TEHSILDAR = Role("Tehsildar, Tapa", "pb0006")
