"""sanjha import archive."""

from pathlib import Path

import click

from sanjha.eoffice import archives
from sanjha.eoffice.operations.import_archive import import_archive
from sanjha.kernel.actors import SYSTEM
from sanjha.project.running import house


@click.group()
def command() -> None:
    """Take in what another house has given out.

    Example: sanjha import archive archive --key 3f2a...
    """


@command.command("archive")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--key", default="", help="SHA-256 of the public key that must have signed it.")
def archive(folder: Path, key: str) -> None:
    """Check the package of a file and keep it, read only. Nothing is kept of a package that does not hold.

    Example: sanjha import archive archive
    """
    with house():
        made = import_archive(members=archives.from_folder(folder), actor=SYSTEM, trusted_key=key)
    click.echo(f"{made.number}: {len(made.members)} members, signed by {made.key}")
