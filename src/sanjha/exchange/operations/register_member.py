"""Let a department's own system join."""

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.exchange import member_rules, rules
from sanjha.exchange.keys import read_public_key
from sanjha.exchange.models import Member, MemberChange
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import Conflict


def register_member(
    *,
    member_class: str,
    code: str,
    subsystem: str,
    department_en: str,
    department_pa: str,
    public_key: str,
    contact_name: str,
    contact_email: str,
    actor: Actor,
    department_hi: str = "",
) -> Member:
    """Enter the member, active at once and without any grant. `public_key` is PEM, a certificate or base64.

    Raises DomainError, naming the field, for codes or a key that are not in order, Conflict when the system or the key
    is registered already, NotPermitted for other actors than the system and administrators.
    """
    rules.check_may_administer(actor)
    member_rules.check_can_register(code=code, subsystem=subsystem)
    key = read_public_key(public_key)
    with transaction.atomic(durable=True):
        check_key_is_new(key)
        member, created = Member.objects.get_or_create(
            member_class=member_class,
            code=code,
            subsystem=subsystem,
            defaults={
                "department_en": department_en,
                "department_pa": department_pa,
                "department_hi": department_hi,
                "public_key": key,
                "key_since": clock.now(),
                "contact_name": contact_name,
                "contact_email": contact_email,
                "registered_at": clock.now(),
            },
        )
        if not created:
            raise Conflict(_("This system is registered already."), code="registered", field="subsystem")
        record_change(member, MemberChange.What.REGISTERED, actor)
    return member


def check_key_is_new(key: str) -> None:
    """Raises Conflict when some member has this key: whoever bears a key speaks for one member only."""
    if Member.objects.filter(public_key=key).exists():
        raise Conflict(
            _("This key belongs to a member already. Each system has its own."),
            code="key-in-use",
            field="public_key",
        )


def record_change(
    member: Member, what: MemberChange.What, actor: Actor, *, reason: str = "", fingerprint: str = ""
) -> None:
    """The member's history and the audit entry of the deed, last in its transaction; `fingerprint` of another key."""
    change = MemberChange.objects.create(
        member=member,
        at=clock.now(),
        what=what,
        by=actor.label,
        reason=reason,
        fingerprint=fingerprint or member.fingerprint,
    )
    audit.record(
        actor,
        f"MEMBER_{what.value}",
        stream="exchange.members",
        rows=[member, change],
        member=member.identifier,
        reason=reason,
        key=change.fingerprint,
    )
