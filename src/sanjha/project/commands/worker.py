"""sanjha worker."""

import click

from sanjha.project.processes import run_worker


@click.command()
@click.option("--concurrency", default=4, show_default=True, help="How many jobs at a time.")
def command(concurrency: int) -> None:
    """Run background jobs and deliver events until stopped.

    Example: sanjha worker --concurrency 8
    """
    run_worker(concurrency=concurrency)
