"""The smallest operation there is: proves that two processes reach, know and understand each other, and how fast."""

from sanjha.kernel.contracts import operation, provides


@operation("kernel.v1/echo")
def echo(*, text: str) -> str:
    """The text as it came, from wherever SANJHA_REMOTE_KERNEL says, else from this process."""
    raise NotImplementedError


@provides(echo)
def _echo(*, text: str) -> str:
    return text
