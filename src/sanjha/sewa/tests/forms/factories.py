"""Places, people and forms that tests fill in."""

from __future__ import annotations

import copy
from datetime import date
from functools import lru_cache
from typing import Any

from sanjha.kernel.text import Text
from sanjha.places.contract import Place
from sanjha.sewa.definition import fields as f
from sanjha.sewa.definition.catalogue import load_definition
from sanjha.sewa.definition.service import ServiceDefinition
from sanjha.sewa.forms.engine import Result, validate
from sanjha.sewa.forms.flow import step_context
from sanjha.sewa.forms.scope import Context
from sanjha.sewa.tests.definition.factories import CATALOGUE

TODAY = date(2026, 11, 24)
AADHAAR = "234567890124"
"""Twelve digits whose check digit is right; made up by counting, nobody's number that we know of."""


def place(
    code: str, kind: str, name: str, pa: str, parent: str | None, district: str, tehsil: str | None
) -> Place:
    return Place(
        code, kind, Text(name, pa), parent, district, tehsil, "", "", "12" if kind == "VILLAGE" else ""
    )


PLACES = {
    found.code: found
    for found in (
        place("D605", "DISTRICT", "Barnala", "ਬਰਨਾਲਾ", None, "D605", None),
        place("D041", "DISTRICT", "Ludhiana", "ਲੁਧਿਆਣਾ", None, "D041", None),
        place("T255", "TEHSIL", "Tapa", "ਤਪਾ", "D605", "D605", "T255"),
        place("T256", "TEHSIL", "Barnala", "ਬਰਨਾਲਾ", "D605", "D605", "T256"),
        place("V027374", "VILLAGE", "Dhilwan", "ਢਿੱਲਵਾਂ", "T255", "D605", "T255"),
        place("V027399", "VILLAGE", "Dhanaula", "ਧਨੌਲਾ", "T256", "D605", "T256"),
        place("U248355", "ULB", "Tapa", "ਤਪਾ", "D605", "D605", "T255"),
    )
}


def context(**changes: Any) -> Context:
    return Context(**{"today": TODAY, "find_place": PLACES.get, **changes})


def place_options(kinds: tuple[str, ...], within: str) -> list[Place]:
    return [
        found
        for found in PLACES.values()
        if found.kind in kinds and (not within or within in (found.parent, found.district, found.tehsil))
    ]


def form(*fields: f.AnyField, rules: tuple[f.Rule, ...] = ()) -> f.Form:
    section = f.Section(code="main", title=Text("Main", "ਮੁੱਖ", "मुख्य"), fields=fields)
    return f.Form(sections=(section,), rules=rules)


def field(kind: type[f.FieldBase], **options: Any) -> Any:
    base: dict[str, Any] = {"id": "x", "label": Text("Field", "ਖਾਨਾ", "खाना")}
    return kind(**{**base, **options})


def read(asked: f.AnyField, raw: object, **changes: Any) -> Result:
    """One field, filled in."""
    return validate(form(asked), {asked.id: raw}, context(**changes))


@lru_cache(maxsize=1)
def income_certificate() -> ServiceDefinition:
    return load_definition(CATALOGUE / "revenue" / "income-certificate" / "service.yaml")


PERSON = {
    "name_en": "Manpreet Kaur",
    "name_pa": "ਮਨਪ੍ਰੀਤ ਕੌਰ",
    "born_on": "05-11-1994",
    "gender": "F",
    "relation": "FATHER",
    "relative_name_en": "Gurcharan Singh",
    "relative_name_pa": "ਗੁਰਚਰਨ ਸਿੰਘ",
    "mobile": "9814012345",
    "identity": {"type": "VOTER", "number": "ABC1234567"},
}
ADDRESS = {
    "house": "112",
    "street": "Near the school",
    "area_type": "RURAL",
    "district": "D605",
    "tehsil": "T255",
    "village": "V027374",
    "post_office": "Dhilwan",
    "pin": "148108",
    "since_year": "1996",
}
MEMBER = {
    "name_en": "Manpreet Kaur",
    "name_pa": "ਮਨਪ੍ਰੀਤ ਕੌਰ",
    "relation": "SELF",
    "age": "32",
    "occupation": "PRIVATE_SERVICE",
    "is_earning": "true",
    "salary": "1,20,000",
}
HOLDING = {
    "tehsil": "T255",
    "village": "V027374",
    "khewat": "12/3",
    "khasra": "4//5",
    "kanal": "8",
    "marla": "15",
    "income_per_year": "40000",
}
CHILD = {
    "name_en": "Jasleen Kaur",
    "name_pa": "ਜਸਲੀਨ ਕੌਰ",
    "born_on": "14-05-2015",
    "gender": "F",
    "relation": "MOTHER",
    "relative_name_en": "Manpreet Kaur",
    "relative_name_pa": "ਮਨਪ੍ਰੀਤ ਕੌਰ",
}


def application(**changes: Any) -> dict[str, Any]:
    """An income certificate for oneself as a counter operator types it; keyword arguments replace whole parts."""
    data: dict[str, Any] = {
        "applicant": {**PERSON, "address": ADDRESS},
        "same_as_applicant": "true",
        "purpose": "SCHOLARSHIP",
        "financial_year": "2025-26",
        "family": [MEMBER],
        "declaration": "on",
        **changes,
    }
    return copy.deepcopy(data)


def for_a_child(**changes: Any) -> dict[str, Any]:
    """A mother's application for her daughter."""
    return application(
        **{"same_as_applicant": "false", "relation_to_applicant": "DAUGHTER", "beneficiary": CHILD, **changes}
    )


def kept(data: dict[str, Any] | None = None) -> dict[str, Any]:
    """The data of a whole application, read and kept."""
    result = validate(income_certificate().form, data or application(), context())
    assert result.ok, result.errors
    return result.cleaned


REPORT = {
    "report_number": "12/A",
    "enquiry_date": "20-11-2026",
    "found_residing": "yes",
    "witness_role": "LAMBARDAR",
    "witness_name": "ਬਲਦੇਵ ਸਿੰਘ",
    "witness_statement": "ਪਰਿਵਾਰ ਦੀ ਆਮਦਨ ਠੀਕ ਦੱਸੀ ਗਈ ਹੈ।",
    "assessed_income": "120000",
    "flagged": "no",
}


def report_of(**changes):
    """The kept report of the Patwari on the standard application, with what the program adds."""
    definition = income_certificate()
    step = definition.step("verification")
    result = validate(step.form, {**REPORT, **changes}, step_context(definition, kept(), {}, context()))
    assert result.ok, result.errors
    done = {
        "completed_on": "2026-11-21",
        "post": {"en": "Patwari", "pa": "ਪਟਵਾਰੀ"},
        "office": {"en": "Dhilwan", "pa": "ਢਿੱਲਵਾਂ"},
    }
    return {"verification": {**result.cleaned, **done}}  # fmt: skip
