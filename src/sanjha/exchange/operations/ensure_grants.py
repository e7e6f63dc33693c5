"""Have all grants that a purpose needs."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from sanjha.exchange import queries, rules
from sanjha.exchange.contract import EnsuredGrants
from sanjha.exchange.models import Grant, NamedPurpose
from sanjha.exchange.operations.grant_access import record_grant
from sanjha.kernel import audit, clock, contracts
from sanjha.kernel.actors import Actor
from sanjha.kernel.text import Text


def ensure_grants(
    *,
    consumer: str,
    operations: Sequence[str],
    purpose: str,
    purpose_name: Text,
    legal_basis: str,
    actor: Actor,
    from_date: date | None = None,
) -> EnsuredGrants:
    """Grant what is missing, in one transaction; what an administrator has ended stays ended.

    Raises DomainError for an operation that is not declared or yields no facts, or when purpose or legal basis are
    not in order; NotPermitted for other actors than the system and administrators. Nothing is granted then.
    """
    rules.check_may_administer(actor)
    first_day = from_date or clock.today()
    declared = contracts.declared_operations()
    for name in operations:
        rules.check_can_grant(
            declared.get(name), purpose=purpose, legal_basis=legal_basis, from_date=first_day, until_date=None
        )
    with transaction.atomic(durable=True):
        _name_purpose(purpose, purpose_name, actor)
        result = EnsuredGrants(granted=[], present=[], ended=[])
        known = Grant.objects.filter(consumer=consumer, purpose=purpose, operation__in=operations)
        holding = set(queries.in_force().filter(pk__in=known).values_list("operation", flat=True))
        ended = set(known.filter(ended_at__isnull=False).values_list("operation", flat=True))
        for name in dict.fromkeys(operations):
            if name in holding:
                result.present.append(name)
            elif name in ended:
                result.ended.append(name)
            else:
                _grant, created = record_grant(
                    consumer=consumer,
                    operation=name,
                    purpose=purpose,
                    legal_basis=legal_basis,
                    from_date=first_day,
                    until_date=None,
                    actor=actor,
                )
                (result.granted if created else result.present).append(name)
    return result


def _name_purpose(code: str, name: Text, actor: Actor) -> None:
    wanted = {"name_en": name.en, "name_pa": name.pa, "name_hi": name.hi}
    if NamedPurpose.objects.filter(pk=code, **wanted).exists():
        return
    row, _created = NamedPurpose.objects.update_or_create(code=code, defaults=wanted)
    audit.record(actor, "PURPOSE_NAMED", stream="exchange.purposes", rows=[row], code=code)
