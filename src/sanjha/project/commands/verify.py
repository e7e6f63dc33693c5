"""sanjha verify FILE."""

import sys
from pathlib import Path

import click

from sanjha.locker.verify_cli import verify_file


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def command(file: Path, as_json: bool) -> None:
    """Verify a signed document: who signed it, and whether it is as it was signed.

    Exit status: 0 valid; 1 changed, revoked or untrusted; 2 unreadable.

    Example: sanjha verify certificate.pdf --json
    """
    sys.exit(verify_file(file, as_json))
