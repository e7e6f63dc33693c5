"""The residents of the demonstration: sixty invented people of twenty households in and around Barnala and Tapa."""

import csv
from datetime import date
from importlib.resources import files
from uuid import UUID, uuid5

from sanjha.identity import contract as identity
from sanjha.kernel.actors import SYSTEM
from sanjha.people.contract import Address, ResidentData
from sanjha.people.models import Resident
from sanjha.people.operations.record_resident import record_resident

CASE = "Demonstration"
AS_OF = date(2026, 4, 1)
HOUSEHOLDS_WITH_ACCOUNT = 3
"""So many mobile numbers can sign in by one click; the others by a code like everybody."""
_NAMES = UUID("5f0a7c52-3f0e-7b6e-9d4e-6d2f0b1a9c11")


def load_demo_people() -> list[Resident]:
    """Enter the invented residents; run again, it changes nothing. The places of the demonstration must be there.

    Their streets are called invented and their facts name the demonstration as their case, so that nobody takes them
    for real.
    """
    with (files("sanjha.people") / "data" / "demo_residents.csv").open(encoding="utf-8") as rows:
        lines = list(csv.DictReader(rows))
    residents = [
        record_resident(
            data=_data(line),
            source="IMPORT",
            request_id=uuid5(_NAMES, line["key"]),
            actor=SYSTEM,
            case=CASE,
            as_of=AS_OF,
        )
        for line in lines
    ]
    for mobile in list(dict.fromkeys(line["mobile"] for line in lines))[:HOUSEHOLDS_WITH_ACCOUNT]:
        identity.ensure_citizen_account(mobile=mobile)
    return residents


def _data(line: dict[str, str]) -> ResidentData:
    return ResidentData(
        name_en=line["name_en"],
        name_pa=line["name_pa"],
        relation=line["relation"],
        relative_name_en=line["relative_en"],
        relative_name_pa=line["relative_pa"],
        born_on=date.fromisoformat(line["born_on"]),
        gender=line["gender"],
        mobile=line["mobile"],
        address=Address(
            house=line["house"],
            street=line["street"],
            area=line["area"],
            place=line["place"],
            post_office=line["post_office"],
            pin=line["pin"],
            since_year=int(line["since_year"]),
        ),
    )
