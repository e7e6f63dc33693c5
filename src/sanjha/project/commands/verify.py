"""sanjha verify FILE | verify release FILE."""

import sys
from pathlib import Path

import click

from sanjha.eoffice import release_pdf, severing
from sanjha.locker.verify_cli import verify_file

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class DocumentUnlessNamed(click.Group):
    """`sanjha verify FILE` verifies a document; other kinds are named first."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in {"--help", "-h"}:
            args = ["document", *args]
        return super().parse_args(ctx, args)


@click.group(cls=DocumentUnlessNamed)
def command() -> None:
    """Verify what was given out: a signed document, or what was released under the Right to Information Act.

    Example: sanjha verify certificate.pdf --json
    """


@command.command("document")
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def document(file: Path, as_json: bool) -> None:
    """Verify a signed document: who signed it, and whether it is as it was signed.

    Exit status: 0 valid; 1 changed, revoked or untrusted; 2 unreadable.

    Example: sanjha verify certificate.pdf --json
    """
    sys.exit(verify_file(file, as_json))


@command.command("release")
@click.argument("file", type=FILE)
def release(file: Path) -> None:
    """Verify notes released with severed paragraphs: what is left is what the officers signed, nothing else was changed.

    Exit status: 0 it holds; 1 changed; 2 no release.

    Example: sanjha verify release RTI-12.pdf
    """
    try:
        found = release_pdf.release_in(file.read_bytes())
        faults = severing.faults(found)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        click.echo(f"{file.name} is no release ({type(error).__name__})", err=True)
        sys.exit(2)
    log = found["log"]
    severed = sum("leaf" in leaf for note in log["notes"] for leaf in note["leaves"])
    severed += sum(bool(paper["severed"]) for paper in log["papers"])
    for fault in faults:
        click.echo(fault)
    click.echo(
        f"{log['number']}: {len(log['notes'])} notes, {len(log['papers'])} papers, {severed} severed; "
        f"{'changed' if faults else 'as the officers signed it'}"
    )
    sys.exit(1 if faults else 0)
