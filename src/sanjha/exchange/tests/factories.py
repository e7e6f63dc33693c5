"""Grants and readings as tests need them."""

from datetime import date

from sanjha.exchange.models import Grant, Reading
from sanjha.exchange.tests.declared import NAME
from sanjha.kernel import clock
from sanjha.kernel.ids import new_id


def make_grant(**changed):
    values = {
        "consumer": "exchange",
        "operation": NAME,
        "purpose": "REV-INCOME",
        "legal_basis": "Test Act, section 1",
        "from_date": date(2026, 1, 1),
        "granted_by": "SYSTEM:-",
        "granted_at": clock.now(),
    }
    return Grant.objects.create(**values | changed)


def make_reading(**changed):
    values = {
        "at": clock.now(),
        "operation": NAME,
        "facts": ["resident.name", "resident.mobile"],
        "consumer": "sewa",
        "purpose": "REV-INCOME",
        "case": "PB/BNL/REV-INCOME/2026/0000001-K",
        "reader": f"OFFICER:{new_id()}",
        "subject": new_id(),
    }
    return Reading.objects.create(**values | changed)
