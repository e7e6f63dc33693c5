"""The ground of every structure of a definition, and the small types they share."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

Id = Annotated[
    str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,47}$", description="small letters, digits, underscore")
]
Code = Annotated[
    str, msgspec.Meta(pattern=r"^[A-Z][A-Z0-9_]{0,47}$", description="capital letters, digits, underscore")
]
Expression = Annotated[
    str,
    msgspec.Meta(
        max_length=1000, description="an expression of the definition's small language; empty means none"
    ),
]
Status = Annotated[
    Literal["DRAFT", "VERIFIED"],
    msgspec.Meta(description="DRAFT until somebody has read the notification that sets this figure"),
]


class Node(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Frozen, and a stranger's key is an error: a misspelt option must not be silently lost."""
