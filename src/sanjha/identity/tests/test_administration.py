"""The administrator of an office and the accounts of its officers."""

from collections.abc import Callable

import pytest

from sanjha.identity import contract, queries
from sanjha.identity.models import Account, SecondFactor, SignIn
from sanjha.identity.operations.begin_officer_sign_in import begin_officer_sign_in
from sanjha.identity.operations.finish_officer_sign_in import finish_officer_sign_in
from sanjha.identity.operations.issue_one_time_password import issue_one_time_password
from sanjha.identity.operations.lock_account import lock_account, unlock_account
from sanjha.identity.operations.renew_recovery_codes import renew_recovery_codes
from sanjha.identity.operations.reset_second_factor import reset_second_factor
from sanjha.identity.tests.factories import HERE, OfficerAccountFactory, SecondFactorFactory, acting
from sanjha.identity.visits import begin
from sanjha.kernel.errors import DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]

DEEDS = [lock_account, unlock_account, reset_second_factor, issue_one_time_password]
REASON = "Phone lost, identity seen"


def test_locking_ends_the_stays_and_unlocking_lets_in_again(administrator, tehsildar):
    begin(tehsildar, SignIn.Method.TOTP, HERE)
    for _time in range(2):
        lock_account(account_id=tehsildar.id, reason=REASON, actor=acting(administrator))

    tehsildar.refresh_from_db()
    assert tehsildar.state == "LOCKED"
    assert SignIn.objects.get().end_reason == "ADMINISTRATOR"
    entry = AuditEntry.objects.get(action="ACCOUNT_LOCKED")
    assert REASON in entry.body
    assert entry.actor == f"OFFICER:{administrator.officer_id}"

    for _time in range(2):
        unlock_account(account_id=tehsildar.id, reason=REASON, actor=acting(administrator))
    tehsildar.refresh_from_db()
    assert tehsildar.state == "ACTIVE"
    assert AuditEntry.objects.filter(action="ACCOUNT_UNLOCKED").count() == 1


def test_a_reset_authenticator_and_its_papers_are_worth_nothing(administrator, tehsildar):
    before = SecondFactorFactory(account=tehsildar).sealed_secret
    paper = renew_recovery_codes(actor=acting(tehsildar))[0]

    reset_second_factor(account_id=tehsildar.id, reason=REASON, actor=acting(administrator))

    factor = SecondFactor.objects.get(account=tehsildar)
    assert factor.sealed_secret != before
    assert factor.confirmed_at is None
    with pytest.raises(NotPermitted):
        finish_officer_sign_in(account_id=tehsildar.id, code=paper, origin=HERE)


def test_a_one_time_password_lets_in_and_must_be_changed(administrator, tehsildar):
    begin(tehsildar, SignIn.Method.TOTP, HERE)
    password = issue_one_time_password(account_id=tehsildar.id, reason=REASON, actor=acting(administrator))

    assert begin_officer_sign_in(username=tehsildar.username, password=password, origin=HERE) == tehsildar
    tehsildar.refresh_from_db()
    assert tehsildar.must_change_password
    assert SignIn.objects.get().ended_at is not None
    assert not AuditEntry.objects.filter(body__contains=password).exists()


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("stranger", "holds no post in an office that you administer"),
        ("tehsildar", "Only the administrator"),
        ("administrator", "your own account"),
    ],
)
def test_others_may_not(deed: Callable[..., object], who, words, administrator, tehsildar, stranger, request):
    actor: Account = request.getfixturevalue(who)
    target = administrator if who == "administrator" else tehsildar
    before = (target.password, target.state)

    with pytest.raises(NotPermitted, match=words):
        deed(account_id=target.id, reason=REASON, actor=acting(actor))

    target.refresh_from_db()
    assert (target.password, target.state) == before
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("reason", ["", " ", "ab", "x" * 301, "bell\x07 rings"])
def test_a_reason_must_be_given(deed, reason, administrator, tehsildar):
    with pytest.raises(DomainError) as refused:
        deed(account_id=tehsildar.id, reason=reason, actor=acting(administrator))
    assert refused.value.field == "reason"
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("deed", DEEDS)
def test_there_is_no_such_account(deed, administrator):
    with pytest.raises(NotFound):
        deed(account_id=new_id(), reason=REASON, actor=acting(administrator))


@pytest.mark.parametrize("deed", [lock_account, unlock_account])
def test_a_closed_account_is_not_the_administrators(deed, administrator, posts):
    closed = posts.appoint(OfficerAccountFactory(closed=True), "patwari", posts.tapa)
    with pytest.raises(DomainError, match="register of officers only"):
        deed(account_id=closed.id, reason=REASON, actor=acting(administrator))


def test_the_administrator_of_the_office_above_may_too(tehsildar, posts):
    above = posts.appoint(OfficerAccountFactory(), "office_admin", posts.district)
    lock_account(account_id=tehsildar.id, reason=REASON, actor=acting(above))
    tehsildar.refresh_from_db()
    assert tehsildar.state == "LOCKED"


def test_the_administrator_below_does_not_look_after_the_office_above(administrator, posts):
    commissioner = posts.appoint(OfficerAccountFactory(), "adc", posts.district)
    with pytest.raises(NotPermitted, match="holds no post"):
        lock_account(account_id=commissioner.id, reason=REASON, actor=acting(administrator))


def test_without_a_register_of_offices_each_office_stands_alone(
    monkeypatch, administrator, tehsildar, stranger
):
    monkeypatch.setattr(contract, "_chains", [])
    lock_account(account_id=tehsildar.id, reason=REASON, actor=acting(administrator))
    with pytest.raises(NotPermitted):
        unlock_account(account_id=tehsildar.id, reason=REASON, actor=acting(stranger))


def test_an_administrator_who_was_relieved_may_no_more(administrator, tehsildar, posts):
    posts.relieve(administrator)
    with pytest.raises(NotPermitted):
        lock_account(account_id=tehsildar.id, reason=REASON, actor=acting(administrator))


def test_finding_accounts(administrator, tehsildar, stranger, django_assert_num_queries):
    OfficerAccountFactory(username="patwari.dhilwan", name_en="Jagtar Singh", name_pa="ਜਗਤਾਰ ਸਿੰਘ")
    actor = acting(administrator)
    with django_assert_num_queries(1):
        found = queries.officer_accounts(actor, "jagtar")
    assert [account.username for account in found] == ["patwari.dhilwan"]
    assert [account.username for account in queries.officer_accounts(actor, "ਜਗਤਾਰ")] == ["patwari.dhilwan"]
    assert [account.username for account in queries.officer_accounts(actor, "admin.")] == [
        "admin.barnala",
        "admin.tapa",
    ]
    assert queries.officer_accounts(actor, "a") == []
    with pytest.raises(NotPermitted):
        queries.officer_accounts(acting(tehsildar), "jagtar")


def test_one_account_is_shown_to_its_administrator_only(administrator, tehsildar, stranger):
    shown = queries.administered_account(acting(administrator), tehsildar.id)
    assert [held.designation for held in shown.posts] == ["tehsildar"]
    assert (shown.has_second_factor, shown.last_sign_in) == (False, None)
    with pytest.raises(NotPermitted):
        queries.administered_account(acting(stranger), tehsildar.id)
    with pytest.raises(NotFound):
        queries.administered_account(acting(administrator), new_id())
