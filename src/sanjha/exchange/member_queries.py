"""Reads of members and of what they ask for."""

from uuid import UUID

from django.db.models import QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from sanjha.exchange import outbound_rules, rules
from sanjha.exchange.models import AccessRequest, Grant, Member
from sanjha.exchange.models.members import INSTANCE
from sanjha.exchange.queries import in_force
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import NotFound
from sanjha.kernel.text import Text


def members_seen_by(actor: Actor) -> QuerySet[Member]:
    """All members, by class, code and subsystem; none for anybody who is no administrator."""
    if not actor.holds(rules.ADMINISTRATOR):
        return Member.objects.none()
    return Member.objects.order_by("member_class", "code", "subsystem")


def members_kept_by(actor: Actor) -> QuerySet[Member]:
    """The systems of the departments in whose head offices the actor keeps systems, by class, code and subsystem."""
    found = Member.objects.filter(head_office__in=sorted(rules.offices_kept_by(actor)))
    return found.order_by("member_class", "code", "subsystem")


def identifiers_kept_by(actor: Actor) -> QuerySet[Member, str]:
    """As they stand in grants and requests: to be used inside a query."""
    parts = (Value(f"{INSTANCE}/"), "member_class", Value("/"), "code", Value("/"), "subsystem")
    return members_kept_by(actor).order_by().annotate(called=Concat(*parts)).values_list("called", flat=True)


def grants_kept_by(actor: Actor) -> QuerySet[Grant]:
    """The permissions of those systems, ended ones too: by purpose and operation, the newest first."""
    found = Grant.objects.filter(consumer__in=identifiers_kept_by(actor))
    return found.order_by("purpose", "operation", "-from_date", "id")


def requests_kept_by(actor: Actor) -> QuerySet[AccessRequest]:
    """What was asked for by or for those systems, the newest first."""
    return AccessRequest.objects.filter(consumer__in=identifiers_kept_by(actor)).order_by("-id")


def check_may_ask_for(member_id: UUID, actor: Actor, as_member: Member | None) -> None:
    """As outbound_rules.check_may_act_for; whoever keeps the member's system may ask too, but never agree."""
    if as_member is not None or not members_kept_by(actor).filter(pk=member_id).exists():
        outbound_rules.check_may_act_for(member_id, actor, as_member)


def kept_member(member_id: UUID, actor: Actor) -> Member:
    """One of those systems, locked. Raises NotPermitted when the actor keeps none, NotFound when not this one."""
    rules.check_keeps_systems(actor)
    found = members_kept_by(actor).select_for_update(of=("self",)).filter(pk=member_id).first()
    if found is None:
        raise NotFound(_("There is no such member."))
    return found


def requests_seen_by(
    actor: Actor, *, consumer: str = "", with_answered: bool = False
) -> QuerySet[AccessRequest]:
    """What was asked for, the newest first; `with_answered` also what was agreed or refused. None for others."""
    if not actor.holds(rules.ADMINISTRATOR):
        return AccessRequest.objects.none()
    found = AccessRequest.objects.order_by("-id")
    if consumer:
        found = found.filter(consumer=consumer)
    return found if with_answered else found.filter(state=AccessRequest.State.ASKED)


def requests_of(member: Member, *, limit: int = 100) -> list[AccessRequest]:
    """What the member asked for, the newest first."""
    return list(AccessRequest.objects.filter(consumer=member.identifier).order_by("-id")[:limit])


def active_members(*, limit: int = 1000) -> list[Member]:
    """The members that may call, by class, code and subsystem."""
    found = Member.objects.filter(state=Member.State.ACTIVE)
    return list(found.order_by("member_class", "code", "subsystem")[:limit])


def operations_granted_to(member: Member) -> set[str]:
    """The operations for which the member has some grant that holds today."""
    return set(in_force().filter(consumer=member.identifier).values_list("operation", flat=True))


def member_called(identifier: str) -> Member | None:
    """The member with this identifier ("PB/GOV/AGRI/FARMS"), in whatever state."""
    parts = identifier.split("/")
    if len(parts) != 4 or parts[0] != INSTANCE:
        return None
    return Member.objects.filter(member_class=parts[1], code=parts[2], subsystem=parts[3]).first()


def members_by_identifier(identifiers: set[str]) -> dict[str, Text]:
    """The departments of these members; what is no member's identifier is left out."""
    codes = {parts[2] for name in identifiers if len(parts := name.split("/")) == 4}
    if not codes:
        return {}
    found = Member.objects.filter(code__in=codes)
    return {member.identifier: member.department for member in found if member.identifier in identifiers}


def grant_in_force(*, consumer: str, operation: str, purpose: str) -> Grant | None:
    """The consumer's newest grant that holds today for this operation and purpose."""
    wanted = in_force().filter(consumer=consumer, operation=operation, purpose=purpose)
    return wanted.order_by("-from_date", "-id").first()


def the_member(member_id: UUID, *, locked: bool = False) -> Member:
    """One member. Raises NotFound."""
    found = Member.objects.select_for_update(of=("self",)) if locked else Member.objects.all()
    member = found.filter(pk=member_id).first()
    if member is None:
        raise NotFound(_("There is no such member."))
    return member
