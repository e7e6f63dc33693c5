"""sanjha up."""

import click

from sanjha.project.failure import Failure
from sanjha.project.split.up import run_up


@click.command()
@click.option("--split", "is_split", is_flag=True, help="Each unit in processes and a database of its own.")
@click.option("--port", default=8000, show_default=True, help="The port of the pages on this machine.")
@click.option(
    "--units",
    "layout",
    default="",
    help='Which services share a unit, for example "registers=places,offices,identity,people,exchange;counter=sewa,registries,architecture;'
    'documents=locker"; each one of its own when left out.',
)
def command(is_split: bool, port: int, layout: str) -> None:
    """Bring up a demonstration whose services run apart, joined by contracts and events, until Ctrl-C.

    Example: sanjha up --split --port 8080
    """
    if not is_split:
        raise Failure("Say `sanjha up --split`; for everything in one process there is `sanjha demo`.")
    run_up(port=port, layout=layout)
