"""Members are registered, suspended, resumed and given new keys by administrators; all of it is kept."""

import datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.db import IntegrityError, transaction

from sanjha.exchange.keys import read_public_key
from sanjha.exchange.member_queries import member_called, members_by_identifier
from sanjha.exchange.models import Member, MemberChange
from sanjha.exchange.operations.register_member import register_member
from sanjha.exchange.operations.resume_member import resume_member
from sanjha.exchange.operations.rotate_key import rotate_key
from sanjha.exchange.operations.suspend_member import suspend_member
from sanjha.exchange.tests.calling import base64_of
from sanjha.kernel.actors import ANONYMOUS, SYSTEM
from sanjha.kernel.audit_verify import verify
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditEntry

pytestmark = pytest.mark.django_db


def pem_of(key) -> str:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def certificate_of(key) -> str:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Test department")])
    day = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 7, day, day + datetime.timedelta(days=400))
    return (
        made.sign(key, None if isinstance(key, Ed25519PrivateKey) else hashes.SHA256())
        .public_bytes(Encoding.PEM)
        .decode()
    )


def wanted(**changed):
    return {
        "member_class": "GOV",
        "code": "AGRI",
        "subsystem": "FARMS",
        "department_en": "Department of Agriculture",
        "department_pa": "ਖੇਤੀਬਾੜੀ ਵਿਭਾਗ",
        "public_key": base64_of(Ed25519PrivateKey.generate()),
        "contact_name": "Test Engineer",
        "contact_email": "engineer@example.org",
        "actor": SYSTEM,
    } | changed


def history_of(member):
    return list(member.changes.order_by("id").values_list("what", "reason"))


def test_a_member_is_registered_and_kept(office_admin):
    member = register_member(**wanted(actor=office_admin))
    assert member.identifier == "PB/GOV/AGRI/FARMS"
    assert member.is_active
    assert member_called("PB/GOV/AGRI/FARMS") == member
    assert history_of(member) == [("REGISTERED", "")]
    assert AuditEntry.objects.get().action == "MEMBER_REGISTERED"
    assert verify().findings == []


@pytest.mark.parametrize("form", [base64_of, pem_of, certificate_of])
def test_a_key_is_read_in_each_form(form):
    key = Ed25519PrivateKey.generate()
    assert read_public_key(f"\n{form(key)}\n") == base64_of(key)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no key",
        "AAAA",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        pem_of(ec.generate_private_key(ec.SECP256R1())),
        certificate_of(ec.generate_private_key(ec.SECP256R1())),
    ],
    ids=["empty", "words", "short", "broken PEM", "broken certificate", "EC key", "EC certificate"],
)
def test_what_is_no_key_is_refused(text):
    with pytest.raises(DomainError, match="Paste an Ed25519 public key") as refused:
        read_public_key(text)
    assert refused.value.field == "public_key"


def test_a_private_key_is_refused_with_a_warning():
    key = Ed25519PrivateKey.generate()
    text = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    with pytest.raises(DomainError, match="must never leave the department"):
        register_member(**wanted(public_key=text))
    assert not Member.objects.exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"code": "agri"}, "code"),
        ({"code": "A"}, "code"),
        ({"code": "AG/RI"}, "code"),
        ({"code": "A" * 21}, "code"),
        ({"subsystem": "FARMS "}, "subsystem"),
        ({"subsystem": "../X"}, "subsystem"),
    ],
)
def test_codes_must_fit_into_an_address(changed, field):
    with pytest.raises(DomainError, match="capital letters") as refused:
        register_member(**wanted(**changed))
    assert refused.value.field == field


def test_a_system_joins_once_and_a_key_serves_one_member():
    first = register_member(**wanted())
    with pytest.raises(Conflict, match="registered already"):
        register_member(**wanted())
    with pytest.raises(Conflict, match="belongs to a member already"):
        register_member(**wanted(subsystem="SOIL", public_key=first.public_key))
    assert Member.objects.count() == MemberChange.objects.count() == 1


def test_suspension_and_return_stand_in_the_history(office_admin):
    member = register_member(**wanted())
    suspend_member(member_id=member.id, reason="Key lost", actor=office_admin)
    member.refresh_from_db()
    assert (member.is_active, member.state_reason) == (False, "Key lost")
    with pytest.raises(Conflict, match="suspended already"):
        suspend_member(member_id=member.id, reason="Again", actor=office_admin)
    resume_member(member_id=member.id, reason="New key", actor=office_admin)
    member.refresh_from_db()
    assert (member.is_active, member.state_reason) == (True, "")
    with pytest.raises(Conflict, match="active already"):
        resume_member(member_id=member.id, reason="Again", actor=office_admin)
    assert history_of(member) == [("REGISTERED", ""), ("SUSPENDED", "Key lost"), ("RESUMED", "New key")]
    assert verify().findings == []


def test_a_key_is_changed_and_its_fingerprint_kept():
    member = register_member(**wanted())
    old, new = member.fingerprint, base64_of(Ed25519PrivateKey.generate())
    changed = rotate_key(member_id=member.id, public_key=new, reason="Yearly change", actor=SYSTEM)
    assert changed.public_key == new
    assert list(member.changes.order_by("id").values_list("fingerprint", flat=True)) == [
        old,
        changed.fingerprint,
    ]
    with pytest.raises(Conflict, match="belongs to a member already"):
        rotate_key(member_id=member.id, public_key=new, reason="Again", actor=SYSTEM)


@pytest.mark.parametrize("operation", [suspend_member, resume_member, rotate_key])
def test_each_deed_has_a_reason_a_member_and_an_administrator(operation, tehsildar):
    key = {"public_key": base64_of(Ed25519PrivateKey.generate())} if operation is rotate_key else {}
    with pytest.raises(DomainError, match="Write the reason"):
        operation(member_id=new_id(), reason="  ", actor=SYSTEM, **key)
    with pytest.raises(NotFound, match="no such member"):
        operation(member_id=new_id(), reason="Test", actor=SYSTEM, **key)
    for actor in (tehsildar, ANONYMOUS):
        with pytest.raises(NotPermitted):
            operation(member_id=new_id(), reason="Test", actor=actor, **key)


def test_only_administrators_register(tehsildar):
    with pytest.raises(NotPermitted):
        register_member(**wanted(actor=tehsildar))
    assert not Member.objects.exists()


def test_history_cannot_be_changed():
    register_member(**wanted())
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        MemberChange.objects.update(reason="another")


@pytest.mark.parametrize("identifier", ["", "PB", "PB/GOV/AGRI", "EE/GOV/AGRI/FARMS", "PB/GOV/AGRI/FARMS/X"])
def test_an_identifier_of_nobody(identifier):
    register_member(**wanted())
    assert member_called(identifier) is None


def test_members_are_named_in_one_statement(django_assert_num_queries):
    register_member(**wanted())
    with django_assert_num_queries(1):
        found = members_by_identifier({"PB/GOV/AGRI/FARMS", "PB/GOV/AGRI/OTHER", "sewa"})
    assert {key: str(name.en) for key, name in found.items()} == {
        "PB/GOV/AGRI/FARMS": "Department of Agriculture"
    }
    with django_assert_num_queries(0):
        assert members_by_identifier({"sewa"}) == {}
