"""sanjha serve."""

import os
from ipaddress import ip_address

import click
from django.conf import settings

from sanjha.project.processes import run_serve


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, envvar="SANJHA_PORT")
@click.option("--services", default="", help="Only these, with commas between; all when left out.")
@click.option("--workers", default=2, show_default=True, help="Processes.")
@click.option("--threads", default=4, show_default=True, help="Threads in each process.")
@click.option(
    "--profile",
    type=click.Choice(["govstack"]),
    help="govstack: GovStack's APIs at the root, open to every caller on this machine; for conformance suites.",
)
def command(host: str, port: int, services: str, workers: int, threads: int, profile: str | None) -> None:
    """Serve the pages and the API until stopped.

    Example: sanjha serve --port 8080 --workers 4
    """
    if profile:
        _choose_profile(profile, host)
    chosen = [name.strip() for name in services.split(",") if name.strip()]
    unknown = sorted(set(chosen) - set(settings.SERVICES))
    if unknown:
        raise click.BadParameter(
            f"unknown: {', '.join(unknown)}. There are: {', '.join(settings.SERVICES)}.",
            param_hint="--services",
        )
    run_serve(host=host, port=port, services=chosen, workers=workers, threads=threads)


def _choose_profile(profile: str, host: str) -> None:
    """For this process and those that it starts. Access is open there, so only this machine may come in."""
    try:
        is_loopback = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        is_loopback = False
    if not is_loopback:
        raise click.BadParameter("with --profile, only an address of this machine.", param_hint="--host")
    os.environ["SANJHA_PROFILE"] = profile  # for whatever loads the settings anew
    settings.ROOT_URLCONF = "sanjha.project.govstack_urls"
