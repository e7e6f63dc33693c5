"""sanjha migrate."""

import click

from sanjha.project.running import house
from sanjha.project.tables import migrate


@click.command()
@click.option("--plan", is_flag=True, help="Only show what would be done.")
def command(plan: bool) -> None:
    """Bring the store's tables up to date.

    Example: sanjha migrate --plan
    """
    with house():
        migrate(plan=plan)
