"""What signing in leaves behind is deleted when nobody needs it any more."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from sanjha.identity import jobs
from sanjha.identity.models import OneTimeCode, OutgoingSms, PhoneMessage, SignIn, Throttle
from sanjha.identity.operations.forget_expired import CODES_KEPT, MESSAGES_KEPT
from sanjha.identity.operations.send_one_time_code import send_one_time_code
from sanjha.identity.testing import sign_in_citizen
from sanjha.identity.tests.factories import HERE
from sanjha.identity.throttling import network_address
from sanjha.kernel import clock
from sanjha.kernel.models import AuditEntry
from sanjha.kernel.testing import run_waiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]


@pytest.fixture(autouse=True)
def _traces(client, db, monday_morning) -> None:
    send_one_time_code(mobile="9876543210", origin=HERE, language="en")
    run_waiting()
    network_address("10.1.2.3").failed()
    sign_in_citizen(client)
    Session.objects.update(expire_date=clock.now() + timedelta(hours=12))


def left() -> list[int]:
    return [model.objects.count() for model in (OneTimeCode, Throttle, OutgoingSms, PhoneMessage, Session)]


@pytest.mark.parametrize(
    ("later", "kept"),
    [
        (timedelta(hours=1), [1, 1, 1, 1, 1]),
        (timedelta(hours=13), [1, 1, 1, 1, 0]),
        (CODES_KEPT + timedelta(seconds=1), [0, 0, 1, 1, 0]),
        (MESSAGES_KEPT + timedelta(seconds=1), [0, 0, 0, 0, 0]),
    ],
)
def test_each_in_its_time(later, kept):
    with clock.advanced(later):
        jobs.forget_expired()
        assert left() == kept


def test_sign_ins_and_the_trail_stay():
    entries = AuditEntry.objects.count()
    with clock.advanced(timedelta(days=1000)):
        jobs.forget_expired()
    assert SignIn.objects.count() == 1
    assert AuditEntry.objects.count() == entries
