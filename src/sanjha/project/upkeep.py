"""What keeps a system of several processes up: whether its pages answer, and a store that is started again."""

from collections.abc import Callable
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from sanjha.project.store import PrivateStore


def answers(address: str) -> bool:
    """Whether the health check passes. Not through a proxy, whatever the environment says."""
    try:
        with build_opener(ProxyHandler({})).open(f"{address}/health/ready", timeout=5) as response:
            return bool(response.status == 200)
    except (URLError, OSError):
        return False


def mend(private: PrivateStore | None, say: Callable[[str], None]) -> None:
    """Start the store again if it was killed; nothing for a server that is not ours."""
    if private is not None and private.mend():
        say("The store was killed; it is started again.")
