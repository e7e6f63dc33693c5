"""The port of the pages: whether it is free, and which one would be."""

import errno
import socket

from sanjha.project.failure import Failure

_LAST_PORT = 65535


def free_port(host: str = "127.0.0.1") -> int:
    """Some port that nothing listens on at this moment."""
    with _listening(host, 0) as taken:
        port: int = taken.getsockname()[1]
    return port


def check_port(host: str, port: int, *, command: str) -> None:
    """Raises Failure when the pages cannot be served there; proposes another port for `command`."""
    if not 1 <= port <= _LAST_PORT:
        raise Failure(f"There is no port {port}; ports go from 1 to {_LAST_PORT}.")
    try:
        _listening(host, port).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Failure(
                f"Port {port} is taken by another program. Try: sanjha {command} --port {_free_after(host, port)}"
            ) from error
        if error.errno == errno.EACCES:
            raise Failure(f"Port {port} is kept for root. Try: sanjha {command} --port 8000") from error
        raise Failure(f"Pages cannot be served at {host}, port {port}: {error.strerror}.") from error


def _free_after(host: str, port: int) -> int:
    for candidate in range(port + 1, min(port + 50, _LAST_PORT + 1)):
        try:
            _listening(host, candidate).close()
        except OSError:
            continue
        return candidate
    return free_port(host)


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family)
