"""OpenAPI: the document of the running API, as it is served."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from sanjha.architecture.exports.whole import Whole
from sanjha.kernel.errors import Unavailable

Source = Callable[[], Mapping[str, Any]]
_sources: list[Source] = []


def register_document(source: Source) -> None:
    """Whoever puts the API together says here how to get its document."""
    _sources[:] = [source]


def document() -> Mapping[str, Any]:
    """The document. Raises Unavailable in a process that serves no API."""
    if not _sources:
        raise Unavailable("This process serves no API, so there is no OpenAPI document.")
    return _sources[0]()


def openapi(_told: Whole) -> bytes:
    """The document as a JSON file."""
    return json.dumps(document(), indent=2, ensure_ascii=False).encode() + b"\n"
