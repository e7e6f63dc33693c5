"""Accounts: made once, changed on record, ended at once."""

import pytest

from sanjha.identity import contract
from sanjha.identity.models import Account, SignIn
from sanjha.identity.operations.change_password import change_password
from sanjha.identity.operations.close_account import close_account, reopen_account
from sanjha.identity.operations.ensure_officer_account import ensure_officer_account
from sanjha.identity.operations.sign_out import sign_out, sign_out_everywhere_else
from sanjha.identity.tests.factories import (
    HERE,
    OTHER_PASSWORD,
    PASSWORD,
    CitizenAccountFactory,
    OfficerAccountFactory,
    acting,
)
from sanjha.identity.visits import begin
from sanjha.kernel import clock
from sanjha.kernel.actors import ANONYMOUS, SYSTEM
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted, TooMany
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditEntry, OutboxEvent
from sanjha.kernel.text import Text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]

NAME = Text("Gurmeet Singh", "ਗੁਰਮੀਤ ਸਿੰਘ")


def stay(account: Account) -> SignIn:
    return begin(account, SignIn.Method.TOTP, HERE)


def test_an_officers_account_is_made_once():
    officer_id = new_id()
    made = contract.ensure_officer_account(
        officer_id=officer_id, username="Gurmeet.S", name=NAME, password=PASSWORD
    )
    again = contract.ensure_officer_account(
        officer_id=officer_id, username="gurmeet.s", name=NAME, password="ignored"
    )

    assert made == again == contract.account_of(officer_id=officer_id)
    assert (made.kind, made.username, made.name, made.state) == ("OFFICER", "gurmeet.s", NAME, "ACTIVE")
    assert Account.objects.get().check_password(PASSWORD)
    assert AuditEntry.objects.get().action == "ACCOUNT_OPENED"
    assert OutboxEvent.objects.get().kind == "identity.AccountOpened"


def test_a_changed_name_is_taken_over_and_on_record():
    officer_id = new_id()
    contract.ensure_officer_account(officer_id=officer_id, username="gurmeet.s", name=NAME)
    renamed = contract.ensure_officer_account(
        officer_id=officer_id, username="gurmeet.s", name=Text("Gurmit Singh")
    )
    assert renamed.name == Text("Gurmit Singh")
    assert list(AuditEntry.objects.order_by("number").values_list("action", flat=True)) == [
        "ACCOUNT_OPENED",
        "ACCOUNT_RENAMED",
    ]


def test_without_a_password_nobody_gets_in():
    contract.ensure_officer_account(officer_id=new_id(), username="gurmeet.s", name=NAME)
    assert not Account.objects.get().has_usable_password()


def test_a_user_name_belongs_to_one_officer():
    contract.ensure_officer_account(officer_id=new_id(), username="gurmeet.s", name=NAME)
    with pytest.raises(Conflict, match="belongs to somebody else"):
        contract.ensure_officer_account(officer_id=new_id(), username="gurmeet.s", name=NAME)


def test_a_citizens_mobile_number_is_no_officers_user_name():
    with pytest.raises(DomainError, match="User name: 3 to 60"):
        ensure_officer_account(
            officer_id=new_id(), username="9876543210", name=NAME, password="", actor=SYSTEM
        )


@pytest.mark.parametrize("username", ["", "ab", "Ünicode", "with space", "1abc", "x" * 61, "<b>"])
def test_bad_user_names_are_refused(username):
    with pytest.raises(DomainError, match="User name") as refused:
        contract.ensure_officer_account(officer_id=new_id(), username=username, name=NAME)
    assert refused.value.field == "username"
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    ("password", "rule"),
    [
        ("short", "at least 12 characters"),
        ("password1234", "tried first"),
        ("gurmeet.singh", "too much like"),
        ("aaaaaaaaaaaab", "five different"),
        ("long enough " * 30, "at most 200"),
    ],
)
def test_bad_passwords_are_refused_with_the_rule(password, rule):
    with pytest.raises(DomainError, match=rule):
        contract.ensure_officer_account(
            officer_id=new_id(), username="gurmeet.singh", name=NAME, password=password
        )
    assert not Account.objects.exists()


def test_a_citizens_account_is_made_once():
    first = contract.ensure_citizen_account(mobile="98765 43210")
    assert first == contract.ensure_citizen_account(mobile="+919876543210")
    assert (first.kind, first.username, first.officer_id) == ("CITIZEN", "9876543210", None)
    with pytest.raises(DomainError, match="Mobile number"):
        contract.ensure_citizen_account(mobile="12345")


def test_an_officer_without_account():
    assert contract.account_of(officer_id=new_id()) is None
    for operation in (contract.close_officer_account, contract.reopen_officer_account):
        with pytest.raises(NotFound):
            operation(officer_id=new_id())


def test_closing_ends_every_stay_and_reopening_brings_none_back():
    account = OfficerAccountFactory()
    stay(account)
    contract.close_officer_account(officer_id=account.officer_id)
    contract.close_officer_account(officer_id=account.officer_id)

    account.refresh_from_db()
    assert account.state == "CLOSED"
    assert SignIn.objects.get().ended_at == clock.now()
    assert AuditEntry.objects.filter(action="ACCOUNT_CLOSED").count() == 1
    contract.reopen_officer_account(officer_id=account.officer_id)
    account.refresh_from_db()
    assert account.state == "ACTIVE"
    assert SignIn.objects.get().ended_at is not None
    kinds = OutboxEvent.objects.order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["identity.AccountBarred", "identity.AccountOpened"]


def test_reopening_does_not_unlock():
    account = OfficerAccountFactory(locked=True)
    reopen_account(officer_id=account.officer_id, actor=SYSTEM)
    account.refresh_from_db()
    assert account.state == "LOCKED"
    close_account(officer_id=account.officer_id, actor=SYSTEM)
    account.refresh_from_db()
    assert account.state == "CLOSED"


def test_a_new_password_ends_the_other_stays():
    account = OfficerAccountFactory(must_change_password=True)
    this_one, other = stay(account), stay(account)

    change_password(old=PASSWORD, new=OTHER_PASSWORD, sign_in_id=this_one.id, actor=acting(account))

    account.refresh_from_db()
    assert account.check_password(OTHER_PASSWORD)
    assert (account.must_change_password, account.password_changed_at) == (False, clock.now())
    this_one.refresh_from_db()
    other.refresh_from_db()
    assert (this_one.ended_at, other.end_reason) == (None, "PASSWORD_CHANGED")
    assert AuditEntry.objects.filter(action="PASSWORD_CHANGED").count() == 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("wrong", OTHER_PASSWORD, "The present password is not right"),
        (PASSWORD, PASSWORD, "must differ"),
        (PASSWORD, "short", "at least 12 characters"),
    ],
)
def test_a_password_is_not_changed(old, new, words):
    account = OfficerAccountFactory()
    before = account.password
    with pytest.raises(DomainError, match=words):
        change_password(old=old, new=new, sign_in_id=stay(account).id, actor=acting(account))
    account.refresh_from_db()
    assert account.password == before


def test_guessing_the_present_password_is_slowed_down():
    account = OfficerAccountFactory()
    sign_in = stay(account)
    for _try in range(4):
        with pytest.raises(DomainError, match="The present password"):
            change_password(old="wrong", new=OTHER_PASSWORD, sign_in_id=sign_in.id, actor=acting(account))
    with pytest.raises(TooMany):
        change_password(old=PASSWORD, new=OTHER_PASSWORD, sign_in_id=sign_in.id, actor=acting(account))
    assert AuditEntry.objects.filter(action="PASSWORD_CHANGE_REFUSED").count() == 4


def test_checking_a_password_never_rewrites_the_sealed_row(settings):
    account = OfficerAccountFactory()
    before = account.password
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]
    assert account.check_password(PASSWORD)
    account.refresh_from_db()
    assert account.password == before


def test_signing_out_ends_the_own_stay_once():
    account, somebody = OfficerAccountFactory(), OfficerAccountFactory()
    sign_in = stay(account)
    with pytest.raises(NotFound):
        sign_out(sign_in_id=sign_in.id, actor=acting(somebody))
    with pytest.raises(NotPermitted):
        sign_out(sign_in_id=sign_in.id, actor=ANONYMOUS)
    for _time in range(2):
        sign_out(sign_in_id=sign_in.id, actor=acting(account))
    sign_in.refresh_from_db()
    assert sign_in.end_reason == "SIGNED_OUT"
    assert AuditEntry.objects.filter(action="SIGNED_OUT").count() == 1


def test_signing_out_everywhere_else_keeps_this_stay_and_strangers():
    account = OfficerAccountFactory()
    this_one, other, strangers = stay(account), stay(account), stay(CitizenAccountFactory())
    assert sign_out_everywhere_else(sign_in_id=this_one.id, actor=acting(account)) == 1
    ended = set(SignIn.objects.filter(ended_at__isnull=False))
    assert ended == {other}
    assert strangers not in ended
