"""Officers sign in: password, authenticator, recovery codes, and what is refused."""

from datetime import timedelta

import pytest

from sanjha.identity import rules
from sanjha.identity.models import Account, RecoveryCode, SecondFactor, SignIn, Throttle
from sanjha.identity.operations.begin_officer_sign_in import begin_officer_sign_in
from sanjha.identity.operations.finish_officer_sign_in import enrol_second_factor, finish_officer_sign_in
from sanjha.identity.operations.renew_recovery_codes import renew_recovery_codes
from sanjha.identity.tests.factories import (
    HERE,
    PASSWORD,
    OfficerAccountFactory,
    SecondFactorFactory,
    acting,
    code_now,
    wrong_code,
)
from sanjha.identity.throttling import password_of
from sanjha.identity.visits import Origin
from sanjha.kernel import clock
from sanjha.kernel.errors import DomainError, NotPermitted, TooMany
from sanjha.kernel.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]


def begin(username: str, password: str = PASSWORD, origin: Origin = HERE) -> Account:
    return begin_officer_sign_in(username=username, password=password, origin=origin)


def test_password_then_code_opens_a_stay_on_record():
    factor = SecondFactorFactory()

    account = begin(f"  {factor.account.username.upper()} ")
    sign_in = finish_officer_sign_in(account_id=account.id, code=code_now(factor), origin=HERE)

    assert (sign_in.account, sign_in.method, sign_in.address) == (factor.account, "TOTP", "10.1.2.3")
    entry = AuditEntry.objects.get(stream=str(account.id))
    assert entry.action == "SIGNED_IN"
    assert str(sign_in.id) in entry.body


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("officer.known", "wrong"),
        ("nobody", PASSWORD),
        ("officer.known", ""),
        ("", ""),
        ("x" * 300, "y" * 900),
    ],
)
def test_a_wrong_name_and_a_wrong_password_sound_the_same(username, password):
    OfficerAccountFactory(username="officer.known")

    with pytest.raises(DomainError, match="The user name or the password is not right") as refused:
        begin(username, password)

    assert refused.value.code == "wrong-credentials"
    assert refused.value.errors == ()


def test_what_was_typed_as_an_unknown_user_name_is_not_kept():
    with pytest.raises(DomainError):
        begin("my.secret.password")

    assert "secret" not in AuditEntry.objects.get(stream="identity.unknown").body


@pytest.mark.parametrize("trait", ["locked", "closed"])
def test_a_barred_account_is_named_as_such_to_its_owner_only(trait):
    account = OfficerAccountFactory(**{trait: True})

    with pytest.raises(DomainError, match="The user name or the password"):
        begin(account.username, "wrong")
    with pytest.raises(NotPermitted, match="This account is locked"):
        begin(account.username)


def test_citizens_have_no_password():
    Account.objects.create(
        id=OfficerAccountFactory.build().id, kind="CITIZEN", username="9876543210", created_at=clock.now()
    )
    with pytest.raises(DomainError, match="The user name or the password"):
        begin("9876543210", "")


def test_failures_make_the_next_try_wait_longer_and_longer():
    account = OfficerAccountFactory()
    waits = []
    for _try in range(9):
        with pytest.raises(DomainError):
            begin(account.username, "wrong")
        failures = Throttle.objects.get(key=password_of(account.username).key)
        waiting = rules.wait_after(failures, clock.now(), free=rules.FREE_FAILURES)
        waits.append(int(waiting.total_seconds()))
        if waiting:
            with pytest.raises(TooMany, match="Too many tries"):
                begin(account.username)
            Throttle.objects.update(last_failure_at=clock.now() - waiting)

    assert waits == [0, 0, 0, 30, 60, 120, 240, 480, 900]
    assert begin(account.username) == account
    assert Throttle.objects.get(key=password_of(account.username).key).failures == 0


def test_an_unknown_user_name_waits_just_as_a_known_one():
    for _try in range(4):
        with pytest.raises(DomainError, match="The user name"):
            begin("nobody")
    with pytest.raises(TooMany, match="Wait 31 seconds"):
        begin("nobody")


def test_a_network_address_that_tries_many_names_is_slowed_down(monkeypatch):
    monkeypatch.setattr(rules, "FREE_FAILURES_OF_ADDRESS", 5)
    for number in range(rules.FREE_FAILURES_OF_ADDRESS):
        with pytest.raises(DomainError, match="The user name"):
            begin(f"guess{number}")
    with pytest.raises(TooMany):
        begin("guess")
    account = OfficerAccountFactory()
    assert begin(account.username, origin=Origin("10.9.9.9")) == account


def test_old_failures_are_forgotten_after_a_day():
    account = OfficerAccountFactory()
    for _try in range(4):
        with pytest.raises(DomainError):
            begin(account.username, "wrong")
    with clock.advanced(timedelta(days=1, seconds=1)):
        with pytest.raises(DomainError, match="The user name"):
            begin(account.username, "wrong")
        assert Throttle.objects.get(key=password_of(account.username).key).failures == 1


def test_the_first_sign_in_enrols_the_authenticator_and_hands_out_recovery_codes():
    account = OfficerAccountFactory()
    begin(account.username)
    factor = SecondFactor.objects.get(account=account)
    assert factor.confirmed_at is None

    with pytest.raises(NotPermitted, match="Sign in again"):
        finish_officer_sign_in(account_id=account.id, code=code_now(factor), origin=HERE)
    sign_in, papers = enrol_second_factor(account_id=account.id, code=code_now(factor), origin=HERE)

    factor.refresh_from_db()
    assert factor.confirmed_at == clock.now()
    assert sign_in.method == "TOTP"
    assert len(set(papers)) == rules.RECOVERY_CODES
    kept = set(RecoveryCode.objects.values_list("digest", flat=True))
    assert not kept & set(papers)


def test_an_enrolled_authenticator_cannot_be_enrolled_again():
    factor = SecondFactorFactory()
    with pytest.raises(NotPermitted, match="Sign in again"):
        enrol_second_factor(account_id=factor.account_id, code=code_now(factor), origin=HERE)


def test_a_key_that_was_shown_long_ago_is_replaced():
    account = OfficerAccountFactory()
    begin(account.username)
    before = SecondFactor.objects.get(account=account).sealed_secret
    with clock.advanced(rules.ENROLMENT_WITHIN + timedelta(seconds=1)):
        begin(account.username)
    assert SecondFactor.objects.get(account=account).sealed_secret != before


def test_a_code_works_once():
    factor = SecondFactorFactory()
    code = code_now(factor)
    finish_officer_sign_in(account_id=factor.account_id, code=code, origin=HERE)
    with pytest.raises(DomainError, match="This code is not right"):
        finish_officer_sign_in(account_id=factor.account_id, code=code, origin=HERE)


@pytest.mark.parametrize(
    ("seconds", "accepted"), [(-60, False), (-30, True), (0, True), (30, True), (61, False)]
)
def test_a_clock_that_runs_a_step_wrong_is_forgiven(seconds, accepted):
    factor = SecondFactorFactory()
    code = code_now(factor)
    with clock.advanced(timedelta(seconds=seconds)):
        if accepted:
            finish_officer_sign_in(account_id=factor.account_id, code=code, origin=HERE)
        else:
            with pytest.raises(DomainError, match="This code is not right"):
                finish_officer_sign_in(account_id=factor.account_id, code=code, origin=HERE)


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "१२३४५६", "12 34 5x", "-12345", "a" * 40])
def test_codes_that_are_none_are_refused(code):
    factor = SecondFactorFactory()
    with pytest.raises(DomainError, match="This code is not right"):
        finish_officer_sign_in(account_id=factor.account_id, code=code, origin=HERE)
    assert not SignIn.objects.exists()


def test_guessing_codes_is_slowed_down():
    factor = SecondFactorFactory()
    for _try in range(4):
        with pytest.raises(DomainError, match="This code is not right"):
            finish_officer_sign_in(account_id=factor.account_id, code=wrong_code(factor), origin=HERE)
    with pytest.raises(TooMany):
        finish_officer_sign_in(account_id=factor.account_id, code=code_now(factor), origin=HERE)
    assert AuditEntry.objects.filter(action="SIGN_IN_REFUSED").count() == 4


def test_a_recovery_code_signs_in_once_however_it_is_typed():
    factor = SecondFactorFactory()
    code = renew_recovery_codes(actor=acting(factor.account))[3]

    typed = code.lower().replace("-", " ")
    sign_in = finish_officer_sign_in(account_id=factor.account_id, code=typed, origin=HERE)

    assert sign_in.method == "RECOVERY_CODE"
    with pytest.raises(DomainError, match="This code is not right"):
        finish_officer_sign_in(account_id=factor.account_id, code=code, origin=HERE)


def test_new_recovery_codes_end_the_old_ones():
    factor = SecondFactorFactory()
    old = renew_recovery_codes(actor=acting(factor.account))[0]
    renew_recovery_codes(actor=acting(factor.account))
    with pytest.raises(DomainError, match="This code is not right"):
        finish_officer_sign_in(account_id=factor.account_id, code=old, origin=HERE)


def test_an_account_barred_between_the_two_steps_stays_out():
    factor = SecondFactorFactory(account__locked=True)
    with pytest.raises(NotPermitted, match="This account is locked"):
        finish_officer_sign_in(account_id=factor.account_id, code=code_now(factor), origin=HERE)
