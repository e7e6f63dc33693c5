"""A story's documents are signed under this installation's test authority, so that `sanjha verify` believes them here."""

import shutil
from pathlib import Path

from sanjha.kernel.conf import conf
from sanjha.kernel.errors import DomainError
from sanjha.locker.operations.init_pki import init_pki

AUTHORITY = ("root", "issuing", "qr")


def share_authority(home: Path) -> None:
    """Copy the test authority of this installation, made if there is none, into the story's home.

    Real keys stay where they are: then the story makes an authority of its own.
    """
    if home.resolve() == conf.home:
        return
    try:
        init_pki(home=conf.home, offices=[])
    except DomainError:
        return
    keys = home / "keys"
    keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in AUTHORITY:
        for ending in ("key", "crt"):
            if not (keys / f"{name}.{ending}").exists():
                shutil.copy(conf.home / "keys" / f"{name}.{ending}", keys)
