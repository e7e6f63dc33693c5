"""sanjha architecture export."""

import os
import tempfile
from pathlib import Path

import click

from sanjha.architecture import queries
from sanjha.architecture.exports.formats import FORMATS
from sanjha.architecture.exports.whole import whole
from sanjha.architecture.gathering import everything
from sanjha.project import api  # noqa: F401 - it tells the exports of its document
from sanjha.project.failure import Failure
from sanjha.project.running import house


@click.group()
def command() -> None:
    """The enterprise architecture, read from what runs.

    Example: sanjha architecture export --format archimate --out sanjha.xml
    """


@command.command()
@click.option(
    "--format", "form", required=True, type=click.Choice(list(FORMATS)), help="The form of the file."
)
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="The file; one that is there is replaced.",
)
def export(form: str, out: Path) -> None:
    """Write the architecture as it is now in a form of others.

    The file appears whole or not at all.

    Example: sanjha architecture export --format csv --out inventory.csv
    """
    with house():
        content = FORMATS[form].write(whole(everything(queries.all_outside())))
    _write(out, content)
    click.echo(f"{out}: {form}, {len(content)} bytes")


def _write(out: Path, content: bytes) -> None:
    """Beside the file first, so that nobody reads a half. Raises Failure when the folder does not take it."""
    try:
        with tempfile.NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}.", delete=False) as draft:
            draft.write(content)
        Path(draft.name).chmod(0o666 & ~_umask())
        Path(draft.name).replace(out)
    except OSError as error:
        raise Failure(f"{out} cannot be written: {error.strerror or error}") from error


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
