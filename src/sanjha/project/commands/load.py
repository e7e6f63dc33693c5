"""sanjha load places | holidays | catalogue | demo | grants | registry."""

import json
import sys
from pathlib import Path

import click

from sanjha.exchange.operations.learn_grants import learn_grants
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.conf import conf
from sanjha.places.operations.load_holidays import load_holidays
from sanjha.places.operations.load_places import load_places
from sanjha.project.demonstration import prepare
from sanjha.project.failure import Failure
from sanjha.project.running import house
from sanjha.registries.operations.load_rows import load_rows
from sanjha.registries.operations.publish_registry import publish_registry
from sanjha.sewa.operations.publish_catalogue import publish_catalogue

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def command() -> None:
    """Load reference data. The same file a second time changes nothing.

    Example: sanjha load places villages.csv
    """


@command.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--trial", is_flag=True, help="Check only: list every wrong line and write nothing.")
def places(files: tuple[Path, ...], trial: bool) -> None:
    """Take over official lists: districts, then tehsils, then blocks, local bodies and villages.

    Which list a file is, its header tells. A file with wrong lines is refused whole.

    Example: sanjha load places districts.csv tehsils.csv villages.csv
    """
    failed = False
    with house():
        for file in files:
            with click.progressbar(length=1, label=file.name, file=sys.stderr) as bar:

                def progress(done: int, total: int) -> None:
                    bar.length = total
                    bar.update(done - bar.pos)

                report = load_places(path=file, actor=SYSTEM, progress=progress, trial=trial)
            for wrong in report.errors:
                click.echo(f"{file}: {wrong}")
            failed = failed or bool(report.errors)
            click.echo(
                f"{file.name}: {report.created} new, {report.changed} changed, {report.unchanged} as they were"
            )
    sys.exit(1 if failed else 0)


@command.command()
@click.argument("file", type=FILE)
def holidays(file: Path) -> None:
    """Take over a list of holidays.

    Example: sanjha load holidays holidays.csv
    """
    with house():
        report = load_holidays(path=file, actor=SYSTEM)
    click.echo(f"{file.name}: {report}")


@command.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def catalogue(folder: Path | None) -> None:
    """Publish the service definitions of the catalogue; those that are published already stay as they are.

    Example: sanjha load catalogue
    """
    with house():
        for version in publish_catalogue(folder=folder or conf.catalogue, actor=SYSTEM):
            click.echo(f"{version.code} version {version.version}")


@command.command()
def demo() -> None:
    """Everything of the demonstration that is not there yet.

    Example: sanjha load demo
    """
    with house():
        prepare()


@command.command()
def grants() -> None:
    """Take over the permissions that the exchange keeps, in a unit where it does not run itself.

    Events bring every change; this is for a new unit, which would else know them all after ten minutes.

    Example: sanjha load grants
    """
    with house():
        click.echo(f"{learn_grants()} permissions are known here")


@command.command()
@click.argument("name")
@click.option("--version", required=True, help="The version of the schema, for example 1.0.")
@click.option("--schema", "schema_file", required=True, type=FILE, help="The JSON Schema of one record.")
@click.option("--rows", "rows_file", type=FILE, help="Records: CSV with a header, or JSON lines (.jsonl).")
@click.option(
    "--number",
    type=click.IntRange(1, 2**63 - 1),
    help="The database's number in the Database API; without it, the next that is free.",
)
def registry(name: str, version: str, schema_file: Path, rows_file: Path | None, number: int | None) -> None:
    """Publish a registry and enter its records.

    Records whose primary key stands already are changed. A file with wrong lines is refused whole.

    Example: sanjha load registry citizens --version 1.0 --schema citizens.schema.json --rows citizens.csv
    """
    try:
        schema = json.loads(schema_file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise Failure(f"{schema_file.name} is not JSON: {error}") from None
    with house():
        published = publish_registry(name=name, version=version, number=number, schema=schema, actor=SYSTEM)
        click.echo(f"{name} {version}: database {published.number}")
        if rows_file is None:
            return
        report = load_rows(version=published, path=rows_file, actor=SYSTEM)
    for wrong in report.errors:
        click.echo(f"{rows_file}: {wrong}")
    click.echo(
        f"{rows_file.name}: {report.created} new, {report.changed} changed, {report.unchanged} as they were"
    )
    sys.exit(1 if report.errors else 0)
