"""`sanjha up --split`: the whole split system on this machine, until Ctrl-C."""

import click

from sanjha.kernel.conf import conf
from sanjha.project import store
from sanjha.project.failure import Failure
from sanjha.project.ports import check_port
from sanjha.project.split import units
from sanjha.project.split.system import split_system
from sanjha.project.supervisor import stop_requests


def run_up(*, port: int, layout: str) -> None:
    """Bring all units up, say where, keep them up. Raises Failure."""
    if store.database_url():
        raise Failure(
            "DATABASE_URL is set; a split system on one machine keeps its databases in a store of its own."
        )
    check_port(units.HOST, port, command="up --split")
    groups = units.groups_of(layout) if layout else units.each_for_itself()
    home = conf.home / "split"
    with (
        stop_requests() as stop,
        split_system(home, groups=groups, port=port, stop=stop, say=click.echo) as split,
    ):
        if not stop.is_set():
            click.echo(f"Sanjha is ready, in {len(split.units)} units: {split.base}/")
            for unit in split.units:
                click.echo(f"  {unit.name:<12} {unit.address}  {', '.join(unit.services)}")
            click.echo(f"Sign in as anyone: {split.base}/demo/")
            click.echo(f"Stop with Ctrl-C.  Logs are in {home / 'logs'}, settings in {home / 'units'}")
            split.keep(click.echo)
        click.echo("\nStopping ...")
