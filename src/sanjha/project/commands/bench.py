"""sanjha bench NAME."""

import json
from collections.abc import Callable
from typing import Any

import click

from sanjha.project.bench.submit import bench_submit
from sanjha.project.running import house

BENCHES: dict[str, Callable[[], dict[str, Any]]] = {"submit": bench_submit}


def _with_house(bench: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    with house():
        return bench()


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
