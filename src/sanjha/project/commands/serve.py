"""sanjha serve."""

import click
from django.conf import settings

from sanjha.project.processes import run_serve


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--services", default="", help="Only these, with commas between; all when left out.")
@click.option("--workers", default=2, show_default=True, help="Processes.")
@click.option("--threads", default=4, show_default=True, help="Threads in each process.")
def command(host: str, port: int, services: str, workers: int, threads: int) -> None:
    """Serve the pages and the API until stopped.

    Example: sanjha serve --port 8080 --workers 4
    """
    chosen = [name.strip() for name in services.split(",") if name.strip()]
    unknown = sorted(set(chosen) - set(settings.SERVICES))
    if unknown:
        raise click.BadParameter(
            f"unknown: {', '.join(unknown)}. There are: {', '.join(settings.SERVICES)}.",
            param_hint="--services",
        )
    run_serve(host=host, port=port, services=chosen, workers=workers, threads=threads)
