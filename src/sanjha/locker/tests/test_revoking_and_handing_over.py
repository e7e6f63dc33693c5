import pytest

from sanjha.kernel import audit_verify, clock
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.errors import DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditEntry, OutboxEvent
from sanjha.kernel.testing import citizen, officer_with
from sanjha.locker.models import Delivery, Document, Revocation, SignerCertificate
from sanjha.locker.operations.hand_over_document import hand_over_document
from sanjha.locker.operations.issue_document import allot_document
from sanjha.locker.operations.register_certificates import register_certificates
from sanjha.locker.operations.revoke_document import revoke_document
from sanjha.locker.operations.withdraw_certificate import withdraw_certificate
from sanjha.locker.tests.factories import OFFICE, PURPOSE, house_keys, issue_request, issued, officer_of

pytestmark = pytest.mark.django_db
REASON = "Issued on a false declaration"


def revoke(document, actor, **changes):
    return revoke_document(
        **{"document_id": document.id, "reason": REASON, "actor": actor, "purpose": PURPOSE, **changes}
    )


def test_the_issuing_office_revokes_with_reason_post_and_trace(document):
    officer = officer_of(OFFICE)

    assert revoke(document, officer).state == "REVOKED"

    revocation = Revocation.objects.get()
    assert (revocation.reason, revocation.revoked_at) == (REASON, clock.now())
    assert revocation.revoked_by == officer.person
    assert revocation.post in officer.posts
    assert revocation.post_title["en"] == "Tehsildar"
    event = OutboxEvent.objects.get(kind="locker.DocumentRevoked")
    assert event.payload["document"] == str(document.id)
    assert AuditEntry.objects.filter(stream=str(document.id), action="DOCUMENT_REVOKED").count() == 1
    assert audit_verify.verify().findings == []


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        ("", "10 to 500"),
        ("too short", "10 to 500"),
        ("x" * 501, "10 to 500"),
        ("with \x00 control sign", "cannot be printed"),
    ],
)
def test_a_revocation_without_a_proper_reason_is_refused(document, reason, message):
    with pytest.raises(DomainError, match=message) as refused:
        revoke(document, officer_of(OFFICE), reason=reason)
    assert refused.value.field == "reason"
    assert Document.objects.get().state == "ISSUED"
    assert not Revocation.objects.exists()


@pytest.mark.parametrize(
    "actor",
    [SYSTEM, officer_of(new_id()), citizen(), officer_with("counter_operator")],
    ids=["system", "other office", "citizen", "operator"],
)
def test_nobody_else_revokes(document, actor):
    with pytest.raises(NotPermitted, match="Only the office"):
        revoke(document, actor)
    assert not OutboxEvent.objects.filter(kind="locker.DocumentRevoked").exists()


def test_what_is_not_in_force_is_not_revoked(document):
    officer = officer_of(OFFICE)
    revoke(document, officer)
    with pytest.raises(DomainError, match="in force"):
        revoke(document, officer)
    house_keys()
    waiting = allot_document(request=issue_request(), actor=SYSTEM, purpose=PURPOSE)
    with pytest.raises(DomainError, match="in force"):
        revoke(waiting, officer)


def test_a_document_that_is_not_there_is_not_found():
    with pytest.raises(NotFound):
        revoke_document(document_id=new_id(), reason=REASON, actor=officer_of(OFFICE), purpose=PURPOSE)


def test_a_newer_document_takes_the_place_of_the_older(document):
    newer = issued(subject=document.subject)
    assert revoke(document, officer_of(OFFICE), replaced_by=newer.id).state == "SUPERSEDED"
    assert Revocation.objects.get().replaced_by == newer


@pytest.mark.parametrize("other", ["itself", "stranger's", "nothing"])
def test_only_another_document_of_the_same_person_takes_its_place(document, other):
    replacement = {"itself": document.id, "stranger's": issued().id, "nothing": new_id()}[other]
    with pytest.raises(DomainError, match="replacement"):
        revoke(document, officer_of(OFFICE), replaced_by=replacement)
    assert Document.objects.get(pk=document.pk).state == "ISSUED"


def hand_over(document, actor, request_id="r-1"):
    return hand_over_document(document_id=document.id, request_id=request_id, actor=actor, purpose=PURPOSE)


def test_an_operator_hands_over_and_the_kendra_is_kept(document):
    operator = officer_with("counter_operator", office_code="PB-BNL-001", office_kind="SEWA_KENDRA")

    delivery = hand_over(document, operator)

    assert (delivery.channel, delivery.state, delivery.delivered_by) == (
        "COUNTER",
        "DELIVERED",
        operator.person,
    )
    assert delivery.office == operator.holding("counter_operator").office
    assert OutboxEvent.objects.filter(kind="locker.DocumentHandedOver").count() == 1
    assert audit_verify.verify().findings == []


def test_a_double_click_hands_over_once_and_a_second_print_twice(document):
    operator = officer_with("counter_operator")
    assert hand_over(document, operator) == hand_over(document, operator)
    hand_over(document, operator, "r-2")
    assert Delivery.objects.filter(channel="COUNTER").count() == 2
    assert OutboxEvent.objects.filter(kind="locker.DocumentHandedOver").count() == 2


@pytest.mark.parametrize(
    "actor", [SYSTEM, citizen(), officer_of(OFFICE)], ids=["system", "citizen", "tehsildar"]
)
def test_only_an_operator_hands_over(document, actor):
    with pytest.raises(NotPermitted, match="counter operator"):
        hand_over(document, actor)


def test_what_is_revoked_is_not_handed_over(document):
    revoke(document, officer_of(OFFICE))
    with pytest.raises(DomainError, match="not in force"):
        hand_over(document, officer_with("counter_operator"))
    with pytest.raises(NotFound):
        hand_over_document(
            document_id=new_id(), request_id="r", actor=officer_with("counter_operator"), purpose=PURPOSE
        )


def test_all_certificates_of_the_keyring_are_registered_once():
    keys = house_keys()
    first = register_certificates(keyring=keys, actor=SYSTEM)
    assert [entry.office_code for entry in first] == ["T255", "T256", ""]
    assert {entry.usage for entry in first} == {"DOCUMENT", "QR"}
    assert all(entry.is_specimen and entry.valid_to > clock.now() for entry in first)
    assert register_certificates(keyring=keys, actor=SYSTEM) == first
    assert AuditEntry.objects.filter(stream="locker.signers").count() == 3
    assert audit_verify.verify().findings == []


def test_a_certificate_is_withdrawn_once_with_a_reason():
    mark = register_certificates(keyring=house_keys(), actor=SYSTEM)[0].fingerprint
    entry = withdraw_certificate(fingerprint=mark, reason="Key lost", actor=SYSTEM)
    assert (entry.state, entry.withdrawn_at) == ("WITHDRAWN", clock.now())
    with clock.frozen("2026-12-01"):
        assert (
            withdraw_certificate(fingerprint=mark, reason="Again", actor=SYSTEM).withdrawn_reason
            == "Key lost"
        )
    assert SignerCertificate.objects.filter(state="ACTIVE").count() == 2


@pytest.mark.parametrize(
    ("reason", "actor", "error"),
    [
        ("", SYSTEM, DomainError),
        ("x" * 301, SYSTEM, DomainError),
        ("Key lost", officer_of(OFFICE), NotPermitted),
        ("Key lost", citizen(), NotPermitted),
    ],
)
def test_a_withdrawal_is_refused(reason, actor, error):
    mark = register_certificates(keyring=house_keys(), actor=SYSTEM)[0].fingerprint
    with pytest.raises(error):
        withdraw_certificate(fingerprint=mark, reason=reason, actor=actor)
    with pytest.raises(NotFound):
        withdraw_certificate(fingerprint="00", reason="Key lost", actor=officer_with("office_admin"))
    assert not SignerCertificate.objects.filter(state="WITHDRAWN").exists()
