"""Settings of the house, read once from the environment (SANJHA_*)."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

REMOTE = re.compile(r"SANJHA_REMOTE_([A-Z_]+)")


def _flag(name: str, default: bool) -> bool:
    return os.environ.get(name, "1" if default else "0").strip().lower() in {"1", "true", "yes", "on"}


def _path(name: str, default: str) -> Path:
    return Path(os.environ.get(name, default)).expanduser().resolve()


@dataclass(frozen=True)
class Configuration:
    """Where this installation lives and how it behaves. One attribute, one environment variable."""

    home: Path = field(default_factory=lambda: _path("SANJHA_HOME", ".sanjha"))
    """SANJHA_HOME: the private store, blobs, keys and logs of this installation."""

    demo: bool = field(default_factory=lambda: _flag("SANJHA_DEMO", False))
    """SANJHA_DEMO: one-click sign-in, the phone inbox page and the demonstration banner."""

    production: bool = field(default_factory=lambda: _flag("SANJHA_PRODUCTION", False))
    """SANJHA_PRODUCTION: secure cookies, HSTS, and no figure whose legal source is still a draft."""

    public_url: str = field(
        default_factory=lambda: os.environ.get("SANJHA_PUBLIC_URL", "http://127.0.0.1:8000")
    )
    """SANJHA_PUBLIC_URL: the address printed in QR codes, letters and messages."""

    crest: str = field(default_factory=lambda: os.environ.get("SANJHA_CREST", ""))
    """SANJHA_CREST: a static path of the picture for the crest slot; empty shows the placeholder."""

    blob_store: str = field(default_factory=lambda: os.environ.get("SANJHA_BLOBS", ""))
    """SANJHA_BLOBS: a URL such as s3://bucket/prefix; empty keeps blobs in a folder of SANJHA_HOME."""

    catalogue: Path = field(default_factory=lambda: _path("SANJHA_CATALOGUE", str(_default_catalogue())))
    """SANJHA_CATALOGUE: the folder of service definitions and document templates."""

    remotes: Mapping[str, str] = field(default_factory=lambda: _remotes(os.environ))
    """SANJHA_REMOTE_<SERVICE>: the address where that service runs, for example https://people.internal:8443; the
    services without one run in this process."""

    unit: str = field(default_factory=lambda: os.environ.get("SANJHA_UNIT", "sanjha"))
    """SANJHA_UNIT: the name under which the processes here call services that run elsewhere."""

    peers: Path = field(
        default_factory=lambda: _path("SANJHA_PEERS", str(_path("SANJHA_HOME", ".sanjha") / "peers"))
    )
    """SANJHA_PEERS: the folder with the peer file of every unit that may call this one, <unit>.json."""

    bus: str = field(default_factory=lambda: os.environ.get("SANJHA_BUS", ""))
    """SANJHA_BUS: the NATS servers that carry events between processes, nats://host:4222 with commas between; empty
    when all services share one store."""

    private_networks: str = field(default_factory=lambda: os.environ.get("SANJHA_PRIVATE_NETWORKS", ""))
    """SANJHA_PRIVATE_NETWORKS: the state's own networks in which departments' systems may be called, 10.24.0.0/16 with
    commas between; any other private address is refused."""

    log_level: str = field(default_factory=lambda: os.environ.get("SANJHA_LOG", "INFO"))
    """SANJHA_LOG: the least severe level that is written to the log."""


def _remotes(environment: Mapping[str, str]) -> Mapping[str, str]:
    named = ((REMOTE.fullmatch(name), address) for name, address in environment.items())
    return {found[1].lower(): address.rstrip("/") for found, address in named if found and address}


def _default_catalogue() -> Path:
    return Path(__file__).resolve().parents[3] / "catalogue"


conf = Configuration()
