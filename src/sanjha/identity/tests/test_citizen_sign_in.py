"""Citizens sign in with a code sent to their mobile number."""

import re
from datetime import timedelta

import pytest

from sanjha.identity import rules
from sanjha.identity.models import Account, OneTimeCode, OutgoingSms, PhoneMessage, SignIn
from sanjha.identity.operations.choose_resident import choose_resident
from sanjha.identity.operations.send_one_time_code import send_one_time_code
from sanjha.identity.operations.sign_in_citizen import sign_in_citizen
from sanjha.identity.tests.factories import HERE, CitizenAccountFactory
from sanjha.identity.visits import Origin, actor_of
from sanjha.kernel import clock
from sanjha.kernel.errors import DomainError, NotPermitted, TooMany
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditEntry, OutboxEvent
from sanjha.kernel.testing import run_waiting
from sanjha.kernel.text import Text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning", "family")]

MOBILE = "9876543210"


def sent_code(mobile: str = MOBILE, *, language: str = "en", origin: Origin = HERE) -> str:
    """Ask for a code and read it on the phone."""
    send_one_time_code(mobile=mobile, origin=origin, language=language)
    run_waiting()
    newest = PhoneMessage.objects.filter(mobile=rules.clean_mobile(mobile)).latest("id")
    found = re.search(r"[0-9]{6}", newest.text)
    assert found, newest.text
    return found[0]


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def test_the_code_on_the_phone_opens_a_stay_and_the_first_time_an_account():
    sign_in = sign_in_citizen(mobile=MOBILE, code=sent_code(), origin=HERE)

    account = Account.objects.get()
    assert (account.kind, account.username) == ("CITIZEN", MOBILE)
    assert (sign_in.account, sign_in.method) == (account, "SMS_CODE")
    assert not account.has_usable_password()
    actions = (
        AuditEntry.objects.filter(stream=str(account.id)).order_by("number").values_list("action", flat=True)
    )
    assert list(actions) == ["ACCOUNT_OPENED", "SIGNED_IN"]
    assert OutboxEvent.objects.filter(kind="identity.AccountOpened").count() == 1


@pytest.mark.parametrize(
    ("language", "word"), [("en", "valid for 10 minutes"), ("pa", "ਤੁਹਾਡਾ ਕੋਡ"), ("hi", "आपका कोड")]
)
def test_the_message_speaks_the_language_of_the_page(language, word):
    sent_code(language=language)
    assert word in PhoneMessage.objects.get().text


@pytest.mark.parametrize(
    "typed", ["+91 98765-43210", "098765 43210", "0091 9876543210", "੯੮੭੬੫੪੩੨੧੦", "९८७६५ ४३२१०"]
)
def test_a_number_is_known_however_it_is_typed(typed):
    sign_in = sign_in_citizen(mobile=typed, code=sent_code(typed), origin=HERE)
    assert sign_in.account.username == MOBILE


@pytest.mark.parametrize(
    "typed", ["", "12345", "5876543210", "98765432101", "98765x3210", "+1 9876543210", "9" * 40]
)
def test_what_is_no_mobile_number_is_refused(typed):
    with pytest.raises(DomainError, match="Mobile number: type ten digits") as refused:
        send_one_time_code(mobile=typed, origin=HERE, language="en")
    assert refused.value.field == "mobile"
    assert not OneTimeCode.objects.exists()


def test_a_code_may_be_pasted_with_spaces_or_in_gurmukhi_digits():
    code = sent_code()
    typed = " ".join(chr(0x0A66 + int(digit)) for digit in code)
    assert sign_in_citizen(mobile=MOBILE, code=typed, origin=HERE)


def test_the_code_lies_nowhere_in_clear():
    code = sent_code()
    kept = OneTimeCode.objects.get()
    assert code not in kept.digest
    assert OutgoingSms.objects.get().sealed_text == ""
    assert not AuditEntry.objects.filter(body__contains=code).exists()
    assert not AuditEntry.objects.filter(body__contains=MOBILE).exists()


def test_a_code_works_once():
    code = sent_code()
    sign_in_citizen(mobile=MOBILE, code=code, origin=HERE)
    with pytest.raises(DomainError, match="no longer works"):
        sign_in_citizen(mobile=MOBILE, code=code, origin=HERE)
    assert SignIn.objects.count() == 1


def test_a_code_ends_after_ten_minutes():
    code = sent_code()
    with clock.advanced(rules.CODE_VALID), pytest.raises(DomainError, match="no longer works"):
        sign_in_citizen(mobile=MOBILE, code=code, origin=HERE)


def test_five_wrong_tries_end_a_code():
    code = sent_code()
    for tried in range(5):
        words = "This code is not right" if tried < 4 else "no longer works"
        with pytest.raises(DomainError, match=words):
            sign_in_citizen(mobile=MOBILE, code=other_than(code), origin=HERE)
    with pytest.raises(DomainError, match="no longer works"):
        sign_in_citizen(mobile=MOBILE, code=code, origin=HERE)
    assert AuditEntry.objects.filter(action="CODE_REFUSED").count() == 6


def test_guessing_over_many_codes_is_slowed_down():
    for round_number in range(3):
        with clock.advanced(timedelta(minutes=2 * round_number)):
            code = sent_code()
            for _try in range(3):
                with pytest.raises(DomainError):
                    sign_in_citizen(mobile=MOBILE, code=other_than(code), origin=HERE)
    with clock.advanced(timedelta(minutes=4)), pytest.raises(TooMany):
        sign_in_citizen(mobile=MOBILE, code=code, origin=HERE)


def test_only_the_newest_code_works():
    first = sent_code()
    with clock.advanced(rules.RESEND_AFTER):
        second = sent_code()
        if first != second:
            with pytest.raises(DomainError, match="This code is not right"):
                sign_in_citizen(mobile=MOBILE, code=first, origin=HERE)
        assert sign_in_citizen(mobile=MOBILE, code=second, origin=HERE)


def test_a_second_code_must_wait_a_minute():
    sent_code()
    with clock.advanced(timedelta(seconds=45)), pytest.raises(TooMany, match="in 16 seconds"):
        sent_code()
    assert OneTimeCode.objects.count() == 1


def test_a_number_gets_ten_codes_a_day():
    for number in range(rules.CODES_A_DAY):
        with clock.advanced(timedelta(minutes=2 * number)):
            send_one_time_code(mobile=MOBILE, origin=HERE, language="en")
    with clock.advanced(timedelta(hours=1)), pytest.raises(TooMany, match="No more codes can be sent today"):
        send_one_time_code(mobile=MOBILE, origin=HERE, language="en")
    with clock.advanced(timedelta(days=1, minutes=30)):
        assert send_one_time_code(mobile=MOBILE, origin=HERE, language="en")


def test_an_address_cannot_shower_phones_with_codes(monkeypatch):
    monkeypatch.setattr(rules, "CODES_A_DAY_FROM_ADDRESS", 3)
    for number in range(3):
        send_one_time_code(mobile=f"987654321{number}", origin=HERE, language="en")
    with pytest.raises(TooMany, match="No more codes"):
        send_one_time_code(mobile="9876543219", origin=HERE, language="en")
    assert send_one_time_code(mobile="9876543219", origin=Origin("10.9.9.9"), language="en")


def test_a_locked_number_stays_out():
    CitizenAccountFactory(username=MOBILE, locked=True)
    with pytest.raises(NotPermitted, match="This account is locked"):
        sign_in_citizen(mobile=MOBILE, code=sent_code(), origin=HERE)


def test_a_citizen_acts_for_the_only_resident_of_the_number(family):
    resident = new_id()
    family[MOBILE] = [(resident, Text("Manpreet Kaur", "ਮਨਪ੍ਰੀਤ ਕੌਰ"))]
    assert sign_in_citizen(mobile=MOBILE, code=sent_code(), origin=HERE).resident_id == resident


def test_of_a_family_one_is_chosen_and_nobody_else_can_be(family):
    mother, daughter, stranger = new_id(), new_id(), new_id()
    family[MOBILE] = [(mother, Text("Harbans Kaur")), (daughter, Text("Simran Kaur"))]
    sign_in = sign_in_citizen(mobile=MOBILE, code=sent_code(), origin=HERE)
    assert sign_in.resident_id is None
    actor = actor_of(sign_in.account)

    choose_resident(resident_id=daughter, sign_in_id=sign_in.id, actor=actor)
    sign_in.refresh_from_db()
    assert sign_in.resident_id == daughter
    with pytest.raises(NotPermitted, match="not registered with your mobile number"):
        choose_resident(resident_id=stranger, sign_in_id=sign_in.id, actor=actor)
    sign_in.refresh_from_db()
    assert sign_in.resident_id == daughter
