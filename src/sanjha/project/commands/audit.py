"""sanjha audit verify | seal | close-days."""

import sys

import click
import msgspec

from sanjha.kernel import audit_batches, audit_days
from sanjha.kernel.audit_verify import verify
from sanjha.project.running import house


@click.group()
def command() -> None:
    """The audit trail.

    Example: sanjha audit verify --json
    """


@command.command("verify")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def verify_trail(as_json: bool) -> None:
    """Check every chain, signed day, sealed row and batch; name what was changed behind the program's back.

    Where services have stores of their own, run it for each unit: a store bears its own trail.

    Exit status 0 when everything holds, 1 when something was found.

    Example: sanjha audit verify
    """
    with house(), click.progressbar(length=0, label="Checking", file=sys.stderr, hidden=as_json) as bar:

        def progress(done: int) -> None:
            bar.length = (bar.length or 0) + done
            bar.update(done)

        result = verify(progress)
    if as_json:
        click.echo(msgspec.json.encode(result))
    else:
        for found in result.findings:
            click.echo(f"{found.kind}: {found.table} {found.key}: {found.message}")
        click.echo(
            f"{result.entries} entries in {result.streams} streams, {result.rows} sealed rows, "
            f"{result.batched} readings and events in batches, {result.days} signed days: "
            f"{len(result.findings) or 'nothing'} found"
        )
        if result.waiting:
            click.echo(
                f"{result.waiting} readings and events came after the last batch: each is checked by its own digest; "
                "one that was removed shows only when a batch has it (sanjha audit seal)"
            )
    sys.exit(1 if result.findings else 0)


@command.command("seal")
def seal() -> None:
    """Seal the readings and events that stand in no batch yet (the worker does so each minute).

    Example: sanjha audit seal
    """
    with house():
        click.echo(f"{audit_batches.seal_all()} rows sealed")


@command.command("close-days")
def close_days() -> None:
    """Sign the root of every past day that has none yet (the worker does so each night).

    Example: sanjha audit close-days
    """
    with house():
        for root in audit_days.close_past_days():
            click.echo(f"{root.day} {root.size} entries {root.root}")
