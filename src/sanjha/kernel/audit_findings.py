"""What `sanjha audit verify` says of a thing that does not hold."""

import msgspec


class Finding(msgspec.Struct, frozen=True):
    """One thing that does not hold: what kind, which row, and in words what is wrong."""

    kind: str
    table: str
    key: str
    message: str
