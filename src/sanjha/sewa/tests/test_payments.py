"""On the portal the money comes first, and once."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sanjha.identity import contract as identity
from sanjha.kernel import context
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.conf import conf
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.sewa.models import FeeReceipt, OnlinePayment
from sanjha.sewa.operations.confirm_payment import confirm_payment
from sanjha.sewa.operations.request_payment import request_payment
from sanjha.sewa.operations.save_draft import save_draft
from sanjha.sewa.rules import Payment
from sanjha.sewa.tests.factories import income_data, make_application, make_draft, submit
from sanjha.sewa.tests.world import citizen

SEVENTY_FIVE = Decimal("75.00")


@pytest.fixture
def applicant(operator):
    """A resident who was refused at the counter, and now applies at home, signed in with the mobile number."""
    before = make_application(operator, data=income_data("Gurleen"), at="rejected")
    account = identity.ensure_citizen_account(mobile="9876501234")
    someone = citizen(before.applicant)
    return replace(someone, actor=replace(someone.actor, account=account.id))


@pytest.fixture
def draft(applicant):
    return make_draft(applicant, channel="PORTAL", data=income_data("Gurleen"))


def ask(draft, applicant):
    with context.request_scope(who=applicant.actor):
        return request_payment(draft_id=draft.id, actor=applicant.actor)


def pay(payment, actor=SYSTEM, amount=SEVENTY_FIVE):
    return confirm_payment(reference=payment.reference, gateway_reference="GW-1", amount=amount, actor=actor)


def test_a_payment_is_asked_for_once(draft, applicant):
    first = ask(draft, applicant)
    assert (first.amount, first.state) == (SEVENTY_FIVE, "REQUESTED")
    assert ask(draft, applicant) == first
    assert OnlinePayment.objects.count() == 1


def test_an_unfinished_form_is_not_paid(applicant):
    draft = make_draft(applicant, channel="PORTAL", data={})
    with pytest.raises(DomainError, match="Complete the form") as refusal:
        ask(draft, applicant)
    assert refusal.value.errors


def test_nobody_renames_himself_on_the_portal(applicant):
    data = income_data("Gurleen")
    data["applicant"] |= {"name_en": "Somebody Else", "born_on": "1990-01-01"}
    draft = make_draft(applicant, channel="PORTAL", data=data)
    with pytest.raises(DomainError) as refusal:
        ask(draft, applicant)
    assert {error.path for error in refusal.value.errors} == {"applicant.name_en", "applicant.born_on"}
    assert {error.code for error in refusal.value.errors} == {"not-as-registered"}
    with pytest.raises(DomainError, match="have to be mended"):
        submit(applicant, draft, Payment("ONLINE", SEVENTY_FIVE, "X"))


def test_only_the_owner_is_asked(draft):
    with pytest.raises(NotFound):
        request_payment(draft_id=draft.id, actor=citizen().actor)


def test_the_gateway_confirms_once(draft, applicant):
    payment = ask(draft, applicant)
    paid = pay(payment)
    assert (paid.state, paid.gateway_reference) == ("PAID", "GW-1")
    assert pay(payment).paid_at == paid.paid_at
    assert ask(draft, applicant) == paid


def test_another_amount_is_not_taken(draft, applicant):
    payment = ask(draft, applicant)
    with pytest.raises(Conflict, match="does not fit"):
        pay(payment, amount=Decimal(1))
    with pytest.raises(NotFound, match="no such payment"):
        confirm_payment(reference="SJ\x00", gateway_reference="", amount=Decimal(1), actor=SYSTEM)


def test_who_may_say_that_it_is_paid(draft, applicant, operator, monkeypatch):
    payment = ask(draft, applicant)
    with pytest.raises(NotFound):
        pay(payment, citizen().actor)
    with pytest.raises(NotFound):
        pay(payment, operator.actor)
    monkeypatch.setattr("sanjha.sewa.operations.confirm_payment.conf", type(conf)(demo=False))
    with pytest.raises(NotPermitted, match="Only the payment gateway"):
        pay(payment, applicant.actor)
    monkeypatch.undo()
    assert pay(payment, applicant.actor).state == "PAID"


def test_nothing_is_submitted_unpaid(draft, applicant):
    payment = ask(draft, applicant)
    for reference in (payment.reference, "made up"):
        with pytest.raises(DomainError, match="not been paid yet"):
            submit(applicant, draft, Payment("ONLINE", SEVENTY_FIVE, reference))
    with pytest.raises(DomainError, match="takes no cash"):
        submit(applicant, draft, Payment("CASH", SEVENTY_FIVE))


def test_a_change_of_the_fee_after_the_payment_is_told(draft, applicant):
    pay(ask(draft, applicant))
    save_draft(actor=applicant.actor, draft_id=draft.id, data=draft.data, copies=2)
    with pytest.raises(Conflict, match="now costs another amount"):
        ask(draft, applicant)


def test_two_requests_of_one_case_cannot_both_be_paid(draft, applicant):
    first = ask(draft, applicant)
    save_draft(actor=applicant.actor, draft_id=draft.id, data=draft.data, copies=2)
    second = ask(draft, applicant)
    pay(first)
    with pytest.raises(Conflict, match="does not fit"):
        pay(second, amount=second.amount)


def test_a_paid_application_is_accepted_with_its_receipt(draft, applicant):
    payment = pay(ask(draft, applicant))
    application = submit(applicant, draft, Payment("ONLINE", SEVENTY_FIVE, payment.reference))
    receipt = FeeReceipt.objects.get(application=application)
    assert (receipt.mode, receipt.reference, receipt.kendra_code) == ("ONLINE", payment.reference, "")
    assert receipt.number.startswith("R/PORTAL/2026/000001-")
    assert application.applicant == applicant.actor.person
