"""Structured logs: one JSON object a line, with the request's id; never a person's facts."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from sanjha.kernel import context


def configure(level: str, *, json: bool) -> None:
    """Route structlog and the standard library through one renderer to standard error."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        _add_request_id,
        structlog.stdlib.add_logger_name,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        mask_persons,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer: Any = (
        structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer(colors=False)
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # What these say is the same each time, or names an address with a number in it.
    for name in ("httpx", "pikepdf._core", "procrastinate.periodic", "procrastinate.blueprints"):
        logging.getLogger(name).setLevel(logging.WARNING)


# A telephone, Aadhaar or account number; ids (hexadecimal, with hyphens) are left as they are.
_NUMBER = re.compile(r"(?<![\w-])(?:\+?91[ -]?)?(?:\d{10,18}|\d{4} \d{4} \d{4})(?![\w-])")
# What the store adds to a refusal quotes the row's values.
_DETAIL = re.compile(r"^(\s*(?:DETAIL|CONTEXT):).*$", re.MULTILINE)


def mask_persons(_logger: Any, _name: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take numbers that point at a person, and rows quoted by the store, out of a line. Names we never log."""
    for key, value in entry.items():
        if isinstance(value, str) and key not in _IDENTIFIERS:
            entry[key] = _NUMBER.sub("[number]", _DETAIL.sub(r"\1 [row]", value))
    return entry


_IDENTIFIERS = frozenset({"request", "timestamp", "event_id"})


def _add_request_id(_logger: Any, _name: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if identifier := context.request_id():
        entry["request"] = identifier
    return entry
