"""What tests of waiting readings share: somebody whose facts are read, and a grant that somebody else ends."""

import pytest
from django.db import connection

from sanjha.exchange.models import Grant, NamedPurpose
from sanjha.exchange.tests.factories import make_grant
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditEntry

INCOME = Purpose("REV-INCOME", case="PB/BNL/1")


@pytest.fixture
def grant() -> Grant:
    return make_grant()


@pytest.fixture
def read(person_operation, grant):
    """Reads facts of somebody; the process knows the grant already."""
    person_operation(ids=[], purpose=INCOME)

    def _read(*ids):
        return person_operation(ids=list(ids) or [new_id()], purpose=INCOME)

    return _read


@pytest.fixture
def committed(transactional_db):
    """How many readings another connection sees: a look from here would have them written."""
    other = connection.copy()

    def count() -> int:
        with other.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM exchange_reading")
            return cursor.fetchone()[0]

    yield count
    other.close()


def name_a_purpose(code="KEPT"):
    return NamedPurpose.objects.create(code=code, name_en="Kept", name_pa="Kept")


def end_elsewhere(grant):
    """Somebody else, in another process, ends it."""
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute(
            "UPDATE exchange_grant SET ended_at = now(), ended_by = 'SYSTEM:-' WHERE id = %s", [grant.pk]
        )
    other.close()


def refusals():
    return AuditEntry.objects.filter(action="READING_REFUSED")
