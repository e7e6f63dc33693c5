"""The store's tables: brought up to date, and their shapes kept for the audit trail."""

from django.core.management import call_command

from sanjha.kernel.audit_shapes import record_shapes


def migrate(*, plan: bool = False, verbosity: int = 1) -> None:
    """Apply all migrations and keep the tables' shapes, so that seals made before stay checkable."""
    call_command("migrate", plan=plan, interactive=False, verbosity=verbosity)
    if not plan:
        record_shapes()
