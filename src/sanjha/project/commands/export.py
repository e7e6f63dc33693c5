"""sanjha export archive."""

from pathlib import Path

import click

from sanjha.eoffice.models import File
from sanjha.eoffice.operations.export_archive import export_archive
from sanjha.kernel.actors import SYSTEM
from sanjha.project.failure import Failure
from sanjha.project.running import house


@click.group()
def command() -> None:
    """Take things out of this house in a form that explains itself.

    Example: sanjha export archive --file A-11011/1/2026-REV-HQ-REV2 --out archive
    """


@command.command("archive")
@click.option("--file", "number", required=True, help="Number or computer number of a closed file.")
@click.option(
    "--out", "folder", required=True, type=click.Path(path_type=Path), help="A folder that is not there yet."
)
def archive(number: str, folder: Path) -> None:
    """Write the signed package of a closed file into a folder.

    Example: sanjha export archive --file A-11011/1/2026-REV-HQ-REV2 --out archive
    """
    if folder.exists():
        raise Failure(f"{folder} is there already")
    with house():
        found = File.objects.filter(number=number).first()
        if found is None and number.isdecimal():
            found = File.objects.filter(computer_number=int(number)).first()
        if found is None:
            raise Failure(f"no file {number}")
        members = export_archive(file_id=found.pk, actor=SYSTEM)
    for name, data in members.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    click.echo(f"{len(members)} members in {folder}")
