"""The audit chain over a whole life of an account: it holds, and names what was changed behind the program's back."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from sanjha.identity import contract
from sanjha.identity.models import Account, SecondFactor
from sanjha.identity.operations.begin_officer_sign_in import begin_officer_sign_in
from sanjha.identity.operations.change_password import change_password
from sanjha.identity.operations.finish_officer_sign_in import enrol_second_factor, finish_officer_sign_in
from sanjha.identity.operations.forget_expired import forget_expired
from sanjha.identity.operations.issue_one_time_password import issue_one_time_password
from sanjha.identity.operations.lock_account import lock_account, unlock_account
from sanjha.identity.operations.reset_second_factor import reset_second_factor
from sanjha.identity.operations.send_one_time_code import send_one_time_code
from sanjha.identity.tests.factories import HERE, OTHER_PASSWORD, PASSWORD, acting, code_now
from sanjha.kernel import audit_verify, clock
from sanjha.kernel.ids import new_id
from sanjha.kernel.text import Text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning", "family")]


def opened(officer: UUID, username: str) -> Account:
    """An account as the register of officers opens it: sealed, as every row of the table must be."""
    contract.ensure_officer_account(
        officer_id=officer, username=username, name=Text("Gurmeet Singh"), password=PASSWORD
    )
    return Account.objects.get(officer_id=officer)


@pytest.fixture
def life(posts) -> Account:
    """Opened, signed in, password changed, locked, unlocked, authenticator lost, helped with a one-time password."""
    officer = new_id()
    account = posts.appoint(opened(officer, "gurmeet.s"), "patwari", posts.tapa)
    administrator = posts.appoint(opened(new_id(), "admin.tapa"), "office_admin", posts.tapa)
    begin_officer_sign_in(username="gurmeet.s", password=PASSWORD, origin=HERE)
    factor = SecondFactor.objects.get(account=account)
    stay, papers = enrol_second_factor(account_id=account.id, code=code_now(factor), origin=HERE)
    finish_officer_sign_in(account_id=account.id, code=papers[0], origin=HERE)
    change_password(old=PASSWORD, new=OTHER_PASSWORD, sign_in_id=stay.id, actor=acting(account))
    asked = {"account_id": account.id, "reason": "for the test", "actor": acting(administrator)}
    lock_account(**asked)
    unlock_account(**asked)
    reset_second_factor(**asked)
    issue_one_time_password(**asked)
    with clock.advanced(timedelta(hours=1)):
        begin_officer_sign_in(username="gurmeet.s", password=issue_one_time_password(**asked), origin=HERE)
    contract.close_officer_account(officer_id=officer)
    contract.reopen_officer_account(officer_id=officer)
    return account


def test_the_chain_holds_after_all_of_it(life):
    send_one_time_code(mobile="9876543210", origin=HERE, language="en")
    with clock.advanced(timedelta(days=200)):
        forget_expired()
    found = audit_verify.verify()
    assert [f.message for f in found.findings] == []
    assert found.entries >= 14


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        (
            "UPDATE identity_account SET password = 'argon2$forged' WHERE username = 'gurmeet.s'",
            "identity_account",
        ),
        (
            "UPDATE identity_account SET officer_id = gen_random_uuid() WHERE username = 'gurmeet.s'",
            "identity_account",
        ),
        ("UPDATE identity_secondfactor SET confirmed_at = now()", "identity_secondfactor"),
    ],
)
def test_what_was_changed_by_sql_is_found(life, sql, table):
    with connection.cursor() as cursor:
        cursor.execute(sql)
    assert [finding.table for finding in audit_verify.verify().findings] == [table]
