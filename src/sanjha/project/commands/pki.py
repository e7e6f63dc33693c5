"""sanjha pki init | list."""

import click

from sanjha.kernel.conf import conf
from sanjha.locker.operations.init_pki import init_pki
from sanjha.project.running import house


@click.group()
def command() -> None:
    """Certificates for signing documents.

    Example: sanjha pki init
    """


@command.command("init")
@click.option(
    "--office", "offices", multiple=True, help="Code of an office that signs; may be given several times."
)
def init(offices: tuple[str, ...]) -> None:
    """Make a test root, an issuing authority and document signers. What is there already is kept.

    Documents signed with these say visibly that they are specimens.

    Example: sanjha pki init --office TEHSIL-TAPA
    """
    with house():
        for line in init_pki(home=conf.home, offices=list(offices)):
            click.echo(line)
