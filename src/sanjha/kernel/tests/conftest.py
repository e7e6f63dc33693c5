"""What the kernel's tests share."""

import pytest
from django.db import connection

_QUEUE = "DELETE FROM procrastinate_events; DELETE FROM procrastinate_periodic_defers; DELETE FROM procrastinate_jobs; DELETE FROM procrastinate_workers"


@pytest.fixture
def empty_queue(transactional_db):
    """The queue's tables are not Django's: what a test with real transactions leaves there is taken away here."""
    yield
    with connection.cursor() as cursor:
        cursor.execute(_QUEUE)
