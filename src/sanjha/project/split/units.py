"""The units of a split system on one machine: their services, ports, homes, databases, and how they know each other."""

import base64
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from sanjha.kernel import peers
from sanjha.kernel.conf import REMOTE
from sanjha.kernel.keyfiles import signing_key
from sanjha.project.failure import Failure
from sanjha.project.ports import free_port
from sanjha.project.services import SERVICES

HOST = "127.0.0.1"
FRONT = "sewa"
"""Its unit is the one that the browser asks; it hands on what belongs to others."""
PREPARED_IN_ORDER = (
    "places",
    "offices",
    "identity",
    "people",
    "exchange",
    "locker",
    "registries",
    "eoffice",
    "sewa",
    "architecture",
)
"""What a service needs of others for its demonstration is there before it."""
Groups = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Unit:
    """What is deployed together: services with one database, one key, one address."""

    name: str
    services: tuple[str, ...]
    port: int
    home: Path
    database: str

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"


def each_for_itself() -> Groups:
    """Every service a unit of its own name."""
    return {service: (service,) for service in SERVICES}


def groups_of(text: str) -> Groups:
    """Units as typed: "registers=places,offices;counter=sewa". Raises Failure unless every service is in exactly one."""
    groups: dict[str, tuple[str, ...]] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        name, _, services = part.partition("=")
        groups[name.strip()] = tuple(service.strip() for service in services.split(",") if service.strip())
    named = sorted(service for services in groups.values() for service in services)
    if named != sorted(SERVICES):
        raise Failure(f"Every one of {', '.join(sorted(SERVICES))} must be in exactly one unit.")
    return groups


def lay_out(home: Path, groups: Groups, *, port: int, store: str) -> list[Unit]:
    """The units, in the order in which they are prepared; `store` is the conninfo of the server that keeps their databases."""
    units = [
        Unit(
            name=name,
            services=tuple(services),
            port=port if FRONT in services else free_port(HOST),
            home=home / "units" / name,
            database=_url(store, f"sanjha_{name.replace('-', '_')}"),
        )
        for name, services in groups.items()
    ]
    return sorted(units, key=lambda unit: max(map(PREPARED_IN_ORDER.index, unit.services)))


def _url(store: str, database: str) -> str:
    given = conninfo_to_dict(store)
    return (
        f"postgresql://{quote(str(given['user']))}@/{database}"
        f"?host={quote(str(given['host']), safe='')}&port={given['port']}"
    )


def make_databases(units: Sequence[Unit], store: str) -> None:
    """One for each unit, where it is not there yet."""
    with psycopg.connect(make_conninfo(store, dbname="postgres"), autocommit=True) as connection:
        known = {row[0] for row in connection.execute("SELECT datname FROM pg_database").fetchall()}
        for unit in units:
            name = str(conninfo_to_dict(unit.database)["dbname"])
            if name not in known:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def introduce(units: Sequence[Unit], folder: Path) -> None:
    """Every unit's peer file, where all of them look."""
    for unit in units:
        raw = signing_key(unit.home / "keys" / "unit.pem").public_key().public_bytes_raw()
        peers.write(peers.Peer(unit.name, unit.services, base64.b64encode(raw).decode()), folder)


def settings_of(unit: Unit, units: Sequence[Unit], *, home: Path, bus: str) -> dict[str, str]:
    """What the unit's processes are told, beside the environment: what a file of systemd would hold."""
    front = next(other for other in units if FRONT in other.services)
    remotes = {
        f"SANJHA_REMOTE_{service.upper()}": other.address
        for other in units
        if other is not unit
        for service in other.services
    }
    return {
        "SANJHA_UNIT": unit.name,
        "SANJHA_HOME": str(unit.home),
        "DATABASE_URL": unit.database,
        "SANJHA_PEERS": str(home / "units" / "peers"),
        "SANJHA_BUS": bus,
        "SANJHA_DEMO": "1",
        "SANJHA_PUBLIC_URL": front.address,
        "SANJHA_PROXIES": "0" if unit is front else "1",
        "SANJHA_PORT": str(unit.port),
        "SANJHA_SERVICES": ",".join(unit.services),
        **remotes,
    }


def write_settings(settings: Mapping[str, str], file: Path) -> None:
    """As systemd reads them (EnvironmentFile=), and a shell: one NAME="value" a line."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(f'{name}="{value}"\n' for name, value in sorted(settings.items())))


def environment_of(settings: Mapping[str, str]) -> dict[str, str]:
    """The environment of this process without what another layout has left there, and with the unit's settings."""
    kept = {name: value for name, value in os.environ.items() if not REMOTE.fullmatch(name)}
    return {**kept, **settings}
