"""The daily signed root over the audit trail: what stood at midnight cannot be rewritten later."""

from datetime import date, datetime, time, timedelta

from cryptography.exceptions import InvalidSignature
from django.db import transaction

from sanjha.kernel import audit_keys, clock, merkle
from sanjha.kernel.keyfiles import signing_key
from sanjha.kernel.models import AuditEntry, AuditRoot


def close_day(day: date) -> AuditRoot:
    """Compute, sign and keep the root of a past day (once: a second call returns what is kept)."""
    if day >= clock.today():
        raise ValueError("only a day that is over is closed")
    with transaction.atomic(durable=True):
        size, root = root_of(day)
        key = signing_key(audit_keys.key_path())
        kept, _created = AuditRoot.objects.get_or_create(
            day=day,
            defaults={
                "size": size,
                "root": root,
                "signed_at": clock.now(),
                "key_id": audit_keys.key_id(key.public_key()),
                "signature": key.sign(statement(day, size, root)).hex(),
            },
        )
    return kept


SETTLED = timedelta(minutes=10)
"""A deed may begin before midnight and end after it; its entry bears the time before. No transaction lasts longer."""


def close_past_days() -> list[AuditRoot]:
    """Close every day that is over for ten minutes and has no root yet, from the first entry's day on."""
    oldest = AuditEntry.objects.order_by("at").values_list("at", flat=True).first()
    if oldest is None:
        return []
    kept = set(AuditRoot.objects.values_list("day", flat=True))
    first, today = oldest.astimezone(clock.IST).date(), (clock.now() - SETTLED).date()
    days = (first + timedelta(days=offset) for offset in range((today - first).days))
    return [close_day(day) for day in days if day not in kept]


def root_of(day: date) -> tuple[int, str]:
    """How many entries the day has, and the Merkle root over their hashes in the order of their ids."""
    start = datetime.combine(day, time.min, clock.IST)
    hashes = AuditEntry.objects.filter(at__gte=start, at__lt=start + timedelta(days=1)).order_by("id")
    leaves = [bytes.fromhex(value) for value in hashes.values_list("hash", flat=True).iterator()]
    return len(leaves), merkle.root(leaves).hex()


def statement(day: date, size: int, root: str) -> bytes:
    """The bytes that the signature covers."""
    return f"sanjha-audit-root v1\n{day.isoformat()}\n{size}\n{root}\n".encode()


def is_signed_by_us(kept: AuditRoot) -> bool:
    key = audit_keys.public_key(audit_keys.key_path())
    if audit_keys.key_id(key) != kept.key_id:
        return False
    try:
        key.verify(bytes.fromhex(kept.signature), statement(kept.day, kept.size, kept.root))
    except (InvalidSignature, ValueError):
        return False
    return True
