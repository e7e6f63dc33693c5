"""sanjha peer."""

import click
import msgspec
from django.conf import settings

from sanjha.kernel import peers


@click.command()
@click.option("--services", required=True, help="The services that run here, with commas between.")
def command(services: str) -> None:
    """Print the peer file of this unit, which every unit that it calls must have in its SANJHA_PEERS.

    Example: SANJHA_UNIT=counter sanjha peer --services sewa > peers/counter.json
    """
    chosen = tuple(name.strip() for name in services.split(",") if name.strip())
    unknown = sorted(set(chosen) - set(settings.SERVICES))
    if unknown:
        raise click.BadParameter(
            f"unknown: {', '.join(unknown)}. There are: {', '.join(settings.SERVICES)}.",
            param_hint="--services",
        )
    for service in chosen:
        if address := peers.address_of(service):
            raise click.BadParameter(f"{service} runs at {address}.", param_hint="--services")
    click.echo(msgspec.json.format(msgspec.json.encode(peers.own_peer(chosen))))
