"""The store's tables: brought up to date, and their shapes kept for the audit trail."""

from typing import Any

from django.conf import settings
from django.core.management import call_command

from sanjha.kernel import peers
from sanjha.kernel.audit_shapes import record_shapes


def migrate(*, plan: bool = False, verbosity: int = 1) -> None:
    """Apply all migrations and keep the tables' shapes, so that seals made before stay checkable."""
    call_command("migrate", plan=plan, interactive=False, verbosity=verbosity)
    if not plan:
        record_shapes()


class OwnTables:
    """A unit has the tables of the services that run in it, and no others: whoever reads past a contract finds nothing.

    The exchange's stand in every unit, because the door that checks grants and keeps readings is in every unit.
    """

    def allow_migrate(self, _database: str, app_label: str, **_hints: Any) -> bool | None:
        """Django asks for every migration; None leaves the decision to others."""
        if app_label not in settings.SERVICES or app_label == "exchange":
            return None
        return None if peers.runs_here(app_label) else False
