"""Invented families for measuring: as many as are asked for, no two alike."""

from datetime import date, timedelta
from typing import Any

from sanjha.kernel import clock, money
from sanjha.kernel.ids import new_id
from sanjha.kernel.text import Text
from sanjha.locker.contract import IssueRequest, Signatory

TEMPLATE = "revenue/income-certificate/document.typ"


def invented_request(number: int, office_code: str) -> IssueRequest:
    """An invented family; every document differs, so that nothing is remembered from the last one."""
    today = clock.today()
    return IssueRequest(
        source="bench",
        source_id=new_id(),
        template=TEMPLATE,
        doctype="INCER",
        office=new_id(),
        office_code=office_code,
        district="BNL",
        subject=new_id(),
        title=Text("Income Certificate", "ਆਮਦਨ ਸਰਟੀਫਿਕੇਟ"),
        data=invented_data(number, today),
        valid_from=today,
        valid_to=today + timedelta(days=120),
        qr_fields={
            "name": f"Harpreet Kaur {number}",
            "name_pa": "ਹਰਪ੍ਰੀਤ ਕੌਰ",
            "income": "145000",
            "year": "2025-26",
        },
        signatory=Signatory(
            name=Text("Invented Officer", "ਕਲਪਿਤ ਅਫ਼ਸਰ"),
            post=Text("Tehsildar", "ਤਹਿਸੀਲਦਾਰ"),
            office=Text("Tehsil Tapa", "ਤਹਿਸੀਲ ਤਪਾ"),
            place=Text("Tapa, District Barnala", "ਤਪਾ, ਜ਼ਿਲ੍ਹਾ ਬਰਨਾਲਾ"),
        ),
        period="2025-26",
    )


def invented_data(number: int, today: date) -> dict[str, Any]:
    """The data of an income certificate of the family number `number`."""
    total = 120000 + number
    return {
        "application_number": f"PB/BNL/REV-INCOME/{today.year}/{number:07d}-0",
        "application_date": today.isoformat(),
        "purpose": _both("Scholarship", "ਵਜ਼ੀਫ਼ਾ"),
        "financial_year": "2025-26",
        "beneficiary": {
            "name": _both(f"Harpreet Kaur {number}", "ਹਰਪ੍ਰੀਤ ਕੌਰ"),
            "relation": _both("daughter of", "ਪੁੱਤਰੀ"),
            "relative_name": _both("Gurdev Singh", "ਗੁਰਦੇਵ ਸਿੰਘ"),
            "born_on": "2006-05-14",
            "age": 20,
        },
        "address": {
            "house": str(number),
            "street": "",
            "area": "",
            "place": _both("Dhilwan", ""),
            "place_kind": _both("Village", "ਪਿੰਡ"),
            "post_office": "Dhilwan",
            "tehsil": _both("Tapa", "ਤਪਾ"),
            "district": _both("Barnala", "ਬਰਨਾਲਾ"),
            "pin": "148108",
        },
        "family": [
            _member("Gurdev Singh", "ਗੁਰਦੇਵ ਸਿੰਘ", _both("father", "ਪਿਤਾ"), 52, total),
            _member("Paramjit Kaur", "ਪਰਮਜੀਤ ਕੌਰ", _both("mother", "ਮਾਤਾ"), 48, 0),
            _member("Harpreet Kaur", "ਹਰਪ੍ਰੀਤ ਕੌਰ", _both("self", "ਖੁਦ"), 20, 0),
            _member("Jaskaran Singh", "ਜਸਕਰਨ ਸਿੰਘ", _both("brother", "ਭਰਾ"), 17, 0),
        ],
        "land": None,
        "total_income": total,
        "total_income_words": _both(money.in_words(total, "en"), money.in_words(total, "pa")),
        "report": {
            "number": f"BNL/PTW/{today.year}/{number:05d}",
            "date": today.isoformat(),
            "post": _both("Patwari", "ਪਟਵਾਰੀ"),
            "office": _both("Patwar Circle Dhilwan", "ਪਟਵਾਰ ਹਲਕਾ ਢਿੱਲਵਾਂ"),
        },
    }


def _member(name: str, name_pa: str, relation: dict[str, str], age: int, income: int) -> dict[str, Any]:
    return {
        "name": _both(name, name_pa),
        "relation": relation,
        "age": age,
        "occupation": _both("Farmer", "ਕਿਸਾਨ"),
        "income": income,
    }


def _both(en: str, pa: str) -> dict[str, str]:
    return {"en": en, "pa": pa}
