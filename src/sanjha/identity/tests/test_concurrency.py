"""Two at the same moment, over real connections: one wins, the other is told, nothing happens twice."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from sanjha.identity.models import Account, OneTimeCode, OutgoingSms, SecondFactor, SignIn, Throttle
from sanjha.identity.operations.begin_officer_sign_in import begin_officer_sign_in
from sanjha.identity.operations.deliver_sms import deliver_sms
from sanjha.identity.operations.ensure_citizen_account import ensure_citizen_account
from sanjha.identity.operations.ensure_officer_account import ensure_officer_account
from sanjha.identity.operations.finish_officer_sign_in import finish_officer_sign_in
from sanjha.identity.operations.queue_sms import queue_sms
from sanjha.identity.operations.send_one_time_code import send_one_time_code
from sanjha.identity.tests.factories import HERE, OfficerAccountFactory, SecondFactorFactory, code_now
from sanjha.identity.throttling import password_of
from sanjha.kernel import clock
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.errors import DomainError, TooMany, Unavailable
from sanjha.kernel.ids import new_id
from sanjha.kernel.text import Text

pytestmark = pytest.mark.django_db(transaction=True)

MOMENT = "2026-11-23T10:00:00+05:30"


def at_once(work: Callable[[], object], times: int) -> list[object]:
    """Run the same work in threads with connections of their own; each result, or the error that came instead."""
    results: list[object] = []
    gate = threading.Barrier(times)

    def run() -> None:
        try:
            with clock.frozen(MOMENT):
                gate.wait(timeout=10)
                results.append(work())
        except DomainError as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(results) == times
    return results


def test_a_password_guessed_in_parallel_is_counted_every_time():
    account = OfficerAccountFactory()
    results = at_once(
        lambda: begin_officer_sign_in(username=account.username, password="wrong", origin=HERE), 8
    )
    refused = [error for error in results if isinstance(error, TooMany)]
    assert len(refused) == 4
    assert Throttle.objects.get(key=password_of(account.username).key).failures == 4


def test_one_code_of_the_authenticator_opens_one_stay():
    with clock.frozen(MOMENT):
        factor = SecondFactorFactory()
        code = code_now(factor)
    results = at_once(lambda: finish_officer_sign_in(account_id=factor.account_id, code=code, origin=HERE), 4)
    assert sum(isinstance(result, SignIn) for result in results) == 1
    assert SignIn.objects.count() == 1
    assert SecondFactor.objects.get().last_step > 0


def test_two_taps_send_one_code():
    results = at_once(lambda: send_one_time_code(mobile="9876543210", origin=HERE, language="en"), 4)
    assert sum(isinstance(result, OneTimeCode) for result in results) == 1
    assert OutgoingSms.objects.count() == 1


def test_one_number_and_one_officer_get_one_account():
    at_once(lambda: ensure_citizen_account(mobile="9876543210", actor=SYSTEM), 4)
    officer = new_id()
    made = at_once(
        lambda: ensure_officer_account(
            officer_id=officer, username="gurmeet.s", name=Text("Gurmeet Singh"), password="", actor=SYSTEM
        ),
        4,
    )
    assert {account.pk for account in made} == {Account.objects.get(officer_id=officer).pk}
    assert Account.objects.count() == 2


def test_two_workers_send_a_message_once():
    sent: list[str] = []

    class SlowGateway:
        def send(self, mobile, template_id, text, *, message_id, language) -> str:
            sent.append(text)
            return "ok"

    message = queue_sms(mobile="9876543210", template="READY", text=Text("Ready."), language="en")
    results = at_once(lambda: deliver_sms(message_id=message, through=SlowGateway()), 4)
    assert sent == ["Ready."]
    assert all(result is None or isinstance(result, Unavailable) for result in results)
