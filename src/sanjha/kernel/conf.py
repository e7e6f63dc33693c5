"""Settings of the house, read once from the environment (SANJHA_*)."""

import os
from dataclasses import dataclass, field
from pathlib import Path


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

    log_level: str = field(default_factory=lambda: os.environ.get("SANJHA_LOG", "INFO"))
    """SANJHA_LOG: the least severe level that is written to the log."""


def _default_catalogue() -> Path:
    return Path(__file__).resolve().parents[3] / "catalogue"


conf = Configuration()
