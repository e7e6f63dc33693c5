"""sanjha demo."""

import click

from sanjha.project.demo import run_demo


@click.command()
@click.option("--port", default=8000, show_default=True, help="The port of the pages on this machine.")
def command(port: int) -> None:
    """Bring up Sanjha with a small Punjab in it, and keep it running until Ctrl-C.

    Example: sanjha demo --port 8080
    """
    run_demo(port=port)
