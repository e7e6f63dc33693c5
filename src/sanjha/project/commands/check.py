"""sanjha check."""

import json
import sys
from pathlib import Path

import click
from django.core.management import call_command

from sanjha.eoffice import paper_text
from sanjha.kernel import contracts, facts
from sanjha.kernel.conf import conf
from sanjha.sewa.definition.check import check_definition
from sanjha.sewa.definition.checks.once_only import asked_again
from sanjha.sewa.definition.schema import json_schema


@click.command()
@click.option(
    "--schema",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the JSON Schema for editors there.",
)
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
def command(schema: Path | None, files: tuple[Path, ...]) -> None:
    """Check service definitions (all of the catalogue, or FILES), contracts, facts and settings.

    Exit status 1 when something does not hold; each fault is named with its file and line.

    Example: sanjha check catalogue/revenue/income-certificate/service.yaml
    """
    if schema:
        schema.write_text(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        click.echo(f"{schema} written")
    faults = _definition_faults(list(files) or sorted(conf.catalogue.glob("*/*/service.yaml")))
    faults += _contract_faults()
    for fault in faults:
        click.echo(fault)
    if not files:
        call_command("check", fail_level="WARNING", verbosity=0)
        click.echo(_reading())
    click.echo(f"{len(faults) or 'no'} faults")
    sys.exit(1 if faults else 0)


def _definition_faults(paths: list[Path]) -> list[str]:
    problems = [problem for path in paths for problem in check_definition(path)]
    drafts = [problem for problem in problems if problem.severity == "DRAFT"]
    if drafts:
        click.echo(f"{len(drafts)} parameters are drafts that await their legal source:")
        for draft in drafts:
            click.echo(f"  {draft}")
    again = [problem for path in paths for problem in asked_again(path)]
    if again:
        click.echo(f"{len(again)} fields ask for what a register knows already:")
        for asked in again:
            click.echo(f"  {asked}")
    return [str(problem) for problem in problems if problem.severity != "DRAFT"]


def _reading() -> str:
    """What of scanned dak can be read on this machine; nothing of it is a fault."""
    missing = paper_text.state().missing
    if not missing:
        return "Words of scans are read, by character recognition too."
    return f"Words of scans are not all read here; not installed: {', '.join(missing)}"


def _contract_faults() -> list[str]:
    faults = [
        f"{operation.name}: declared, but nothing provides it"
        for operation in contracts.declared_operations().values()
        if operation.implementation is None
    ]
    return faults + facts.faults()
