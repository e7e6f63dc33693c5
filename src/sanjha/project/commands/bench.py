"""sanjha bench NAME."""

import json
from collections.abc import Callable
from typing import Any

import click

from sanjha.locker.bench import bench_issue
from sanjha.project.bench.contract import bench_contract
from sanjha.project.bench.duplicates import bench_duplicates
from sanjha.project.bench.events import bench_events
from sanjha.project.bench.submit import bench_submit
from sanjha.project.running import house
from sanjha.project.tables import migrate


def _issue() -> dict[str, Any]:
    with house():
        migrate(verbosity=0)
        return bench_issue()


BENCHES: dict[str, Callable[[], dict[str, Any]]] = {
    "contract": bench_contract,
    "duplicates": bench_duplicates,
    "events": bench_events,
    "issue": _issue,
    "submit": bench_submit,
}


@click.command()
@click.argument("name", type=click.Choice(sorted(BENCHES)))
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object: bench, ours, limit, ratio, unit, detail."
)
def command(name: str, as_json: bool) -> None:
    """Measure beside a limit taken in the same run, in a store of its own that is thrown away.

    Example: sanjha bench submit --json
    """
    result = BENCHES[name]()
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False))
        return
    click.echo(
        f"{result['bench']}: {result['ours']} {result['unit']}, limit {result['limit']}, ratio {result['ratio']}"
    )
    for key, value in result["detail"].items():
        click.echo(f"  {key.replace('_', ' ')}: {value}")
