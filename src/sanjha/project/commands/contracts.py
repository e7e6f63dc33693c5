"""sanjha contracts check | publish."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from sanjha.project.failure import Failure
from sanjha.project.published import record


@click.group()
def command() -> None:
    """The record of published contracts and events, and whether what runs here keeps it.

    Example: sanjha contracts check
    """


@command.command()
@click.option(
    "--against",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The record of another release: may its processes run beside these?",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object: against, faults, unpublished.")
def check(against: Path | None, as_json: bool) -> None:
    """Name every operation and event that breaks what was published, by direction, field and rule.

    Exit status 1 when one does or, without --against, when something is not in the record yet.

    Example: sanjha contracts check --against old/contracts.json --json
    """
    file = against or record.FILE
    old, new = _read(file), record.running()
    faults = record.faults(old, new)
    unpublished = [] if against else record.unpublished(old, new)
    if as_json:
        found = {
            "against": str(file),
            "faults": [asdict(fault) for fault in faults],
            "unpublished": unpublished,
        }
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        for fault in faults:
            click.echo(fault)
        for name in unpublished:
            click.echo(f"{name}: not as in the record (sanjha contracts publish)")
        counted = f"{len(new.operations)} operations and {len(new.events)} events"
        click.echo(f"{counted}: {len(faults) or 'no'} faults, {len(unpublished) or 'nothing'} unpublished")
    sys.exit(1 if faults or unpublished else 0)


@command.command()
@click.option(
    "--to",
    "file",
    default=record.FILE,
    show_default="the record of this release",
    type=click.Path(dir_okay=False, path_type=Path),
)
def publish(file: Path) -> None:
    """Write the record anew from what the code declares. What breaks an earlier promise is refused, and nothing written.

    Example: sanjha contracts publish
    """
    new = record.running()
    if file.exists():
        faults = record.faults(_read(file), new)
        for fault in faults:
            click.echo(fault)
        if faults:
            raise Failure("A promise would be broken. Declare a new version beside it: docs/decisions/0014")
    file.write_bytes(record.written(new))
    click.echo(f"{file}: {len(new.operations)} operations and {len(new.events)} events")


def _read(file: Path) -> record.Record:
    try:
        return record.recorded(file)
    except (OSError, ValueError) as error:
        raise Failure(f"{file} is no record of contracts: {error}") from error
