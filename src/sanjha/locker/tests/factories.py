"""Documents and keys for the tests of the locker. Names are invented."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from sanjha.kernel import clock, money
from sanjha.kernel.actors import SYSTEM, Actor, Holding, Kind
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.ids import new_id
from sanjha.kernel.text import Text
from sanjha.locker.contract import IssueRequest, Signatory
from sanjha.locker.models import Document
from sanjha.locker.operations.init_pki import init_pki
from sanjha.locker.operations.issue_document import issue_document
from sanjha.locker.signing.keyring import FILE, Keyring, load

OFFICE = UUID("00000000-0000-7000-8000-00000000a255")
OFFICE_CODE = "T255"
CERTIFICATE = "revenue/income-certificate/document.typ"
PURPOSE = Purpose("REV-INCOME", "PB/BNL/REV-INCOME/2026/0000001-K")


KEYS_HOME: Path | None = None
"""Set by conftest.py: where the tests' keys are."""


@cache
def house_keys() -> Keyring:
    """The keyring of the tests."""
    return _keys_in("house")


@cache
def strangers_keys() -> Keyring:
    """The keyring of an authority that nobody believes; its certificates bear the very same names."""
    return _keys_in("stranger")


def _keys_in(name: str) -> Keyring:
    assert KEYS_HOME is not None
    home = KEYS_HOME / name
    with clock.frozen("2026-11-01"):
        init_pki(home=home, offices=[OFFICE_CODE, "T256"])
    return load(home / "keys" / FILE)


def text(en: str, pa: str = "") -> dict[str, str]:
    return {"en": en, "pa": pa}


FAMILY = (
    (text("Gurdev Singh", "ਗੁਰਦੇਵ ਸਿੰਘ"), text("father", "ਪਿਤਾ"), 52, 96000),
    (text("Paramjit Kaur", "ਪਰਮਜੀਤ ਕੌਰ"), text("mother", "ਮਾਤਾ"), 48, 24000),
    (text("Harpreet Kaur", "ਹਰਪ੍ਰੀਤ ਕੌਰ"), text("self", "ਖੁਦ"), 20, 0),
)


def income_data(*, members: int = 3, name: dict[str, str] | None = None, **changes: Any) -> dict[str, Any]:
    """The data of an income certificate."""
    family = [
        {
            "name": who,
            "relation": relation,
            "age": age,
            "occupation": text("Farmer", "ਕਿਸਾਨ"),
            "income": income,
        }
        for who, relation, age, income in (FAMILY[index % len(FAMILY)] for index in range(members))
    ]
    total = sum(member["income"] for member in family) + 25000
    return {
        "application_number": PURPOSE.case,
        "application_date": "2026-11-10",
        "purpose": text("Scholarship", "ਵਜ਼ੀਫ਼ਾ"),
        "financial_year": "2025-26",
        "beneficiary": {
            "name": name or text("Harpreet Kaur", "ਹਰਪ੍ਰੀਤ ਕੌਰ"),
            "relation": text("daughter of", "ਪੁੱਤਰੀ"),
            "relative_name": text("Gurdev Singh", "ਗੁਰਦੇਵ ਸਿੰਘ"),
            "born_on": "2006-05-14",
            "age": 20,
        },
        "address": {
            "house": "112",
            "street": "Patti Jaid",
            "area": "",
            "place": text("Dhilwan"),
            "place_kind": text("Village", "ਪਿੰਡ"),
            "post_office": "Dhilwan",
            "tehsil": text("Tapa", "ਤਪਾ"),
            "district": text("Barnala", "ਬਰਨਾਲਾ"),
            "pin": "148108",
        },
        "family": family,
        "land": {"kanal": 12, "marla": 7, "income": 25000},
        "total_income": total,
        "total_income_words": text(money.in_words(total, "en"), money.in_words(total, "pa")),
        "report": {
            "number": "BNL/PTW/2026/00417",
            "date": "2026-11-17",
            "post": text("Patwari", "ਪਟਵਾਰੀ"),
            "office": text("Patwar Circle Dhilwan", "ਪਟਵਾਰ ਹਲਕਾ ਢਿੱਲਵਾਂ"),
        },
        **changes,
    }


def issue_request(**changes: Any) -> IssueRequest:
    """A request to issue an income certificate; every part may be changed."""
    parts: dict[str, Any] = {
        "source": "sewa",
        "source_id": new_id(),
        "template": CERTIFICATE,
        "doctype": "INCER",
        "office": OFFICE,
        "office_code": OFFICE_CODE,
        "district": "BNL",
        "subject": new_id(),
        "title": Text("Income Certificate", "ਆਮਦਨ ਸਰਟੀਫਿਕੇਟ", "आय प्रमाण पत्र"),
        "data": income_data(),
        "valid_from": date(2026, 11, 23),
        "valid_to": date(2027, 3, 31),
        "qr_fields": {
            "name": "Harpreet Kaur",
            "name_pa": "ਹਰਪ੍ਰੀਤ ਕੌਰ",
            "year": "2025-26",
            "income": "1,45,000",
        },
        "signatory": Signatory(
            name=Text("Rajwinder Singh Dhaliwal", "ਰਾਜਵਿੰਦਰ ਸਿੰਘ ਧਾਲੀਵਾਲ"),
            post=Text("Tehsildar", "ਤਹਿਸੀਲਦਾਰ"),
            office=Text("Office of the Tehsildar, Tapa", "ਦਫ਼ਤਰ ਤਹਿਸੀਲਦਾਰ, ਤਪਾ"),
            place=Text("Tapa, District Barnala", "ਤਪਾ, ਜ਼ਿਲ੍ਹਾ ਬਰਨਾਲਾ"),
        ),
        "period": "2025-26",
    }
    return IssueRequest(**{**parts, **changes})


def issued(**changes: Any) -> Document:
    """An issued document."""
    house_keys()
    return issue_document(request=issue_request(**changes), actor=SYSTEM, purpose=PURPOSE)


def officer_of(office: UUID, *, designation: str = "tehsildar") -> Actor:
    """An officer who holds one post in this office."""
    held = Holding(
        post=new_id(),
        designation=designation,
        title=Text("Tehsildar", "ਤਹਿਸੀਲਦਾਰ"),
        office=office,
        office_code=OFFICE_CODE,
        office_kind="TEHSIL",
        office_name=Text("Tehsil Tapa", "ਤਹਿਸੀਲ ਤਪਾ"),
        capacity="SUBSTANTIVE",
    )
    return Actor(
        Kind.OFFICER, account=new_id(), person=new_id(), name="Test Officer", posts={held.post: held}
    )
