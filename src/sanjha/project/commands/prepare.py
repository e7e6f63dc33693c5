"""sanjha prepare."""

import click

from sanjha.project.preparation import prepare
from sanjha.project.running import house


@click.command()
def command() -> None:
    """Make everything ready for a demonstration: tables, the small Punjab, certificates. What is there stays.

    `sanjha demo` does this by itself when something has changed.

    Example: sanjha prepare
    """
    with house():
        prepare()
