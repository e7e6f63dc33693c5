"""sanjha migrate."""

import click
from django.core.management import call_command

from sanjha.kernel.audit_verify import record_shapes
from sanjha.project.running import house


@click.command()
@click.option("--plan", is_flag=True, help="Only show what would be done.")
def command(plan: bool) -> None:
    """Bring the store's tables up to date.

    Example: sanjha migrate --plan
    """
    with house():
        migrate(plan=plan)


def migrate(*, plan: bool = False, verbosity: int = 1) -> None:
    """Apply all migrations and keep the tables' shapes, so that seals made before stay checkable."""
    call_command("migrate", plan=plan, interactive=False, verbosity=verbosity)
    if not plan:
        record_shapes()
