"""sanjha verify-note FILE."""

import json
import sys
from pathlib import Path

import click

from sanjha.eoffice import proofs


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def command(file: Path) -> None:
    """Verify the proof of a printed note, without a store and without asking anybody.

    Exit status: 0 it holds; 1 it does not; 2 unreadable.

    Example: sanjha verify-note note-4.json
    """
    try:
        proof = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        click.echo(f"sanjha: {file} cannot be read: {error}", err=True)
        sys.exit(2)
    found = proofs.faults(proof) if isinstance(proof, dict) else ["this is no proof of a note"]
    for fault in found:
        click.echo(f"wrong   {fault}")
    if not found:
        sealed = json.loads(proof["sealed"])
        author = sealed["author"]
        click.echo(
            f"proved  note {sealed['number']}, sealed {sealed['at']} by {author['name']['en']}, {author['title']['en']}"
        )
    sys.exit(1 if found else 0)
