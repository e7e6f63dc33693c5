"""Which signs the fonts of the house can print: PDF/A forbids a page with a sign that no font has."""

import struct
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from sanjha.locker.rendering.compiler import FONTS

_UNSEEN = frozenset("\n\u200c\u200d")


def unprintable(value: Any) -> list[str]:
    """The signs in a text, or in all texts of nested data, that no font can print; each once, in order."""
    printable = _printable()
    return list(dict.fromkeys(sign for text in _texts(value) for sign in text if ord(sign) not in printable))


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)


@cache
def _printable() -> frozenset[int]:
    regular = sorted(FONTS.glob("*-Regular.ttf"))
    signs = (_signs_of(path) for path in regular)
    return frozenset().union(*signs, map(ord, _UNSEEN))


def _signs_of(font: Path) -> set[int]:
    """The code points of a font's character map, format 4 (OpenType specification, "cmap")."""
    data = font.read_bytes()
    (tables,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sIII", data, 12 + 16 * index) for index in range(tables))
    start = next(offset for tag, _sum, offset, _length in records if tag == b"cmap")
    (maps,) = struct.unpack_from(">H", data, start + 2)
    for index in range(maps):
        _platform, _encoding, offset = struct.unpack_from(">HHI", data, start + 4 + 8 * index)
        (form,) = struct.unpack_from(">H", data, start + offset)
        if form == 4:
            return _segments(data, start + offset)
    raise ValueError(f"{font.name} has no character map of format 4")


def _segments(data: bytes, start: int) -> set[int]:
    (doubled,) = struct.unpack_from(">H", data, start + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", data, start + 14)
    starts = struct.unpack_from(f">{count}H", data, start + 16 + doubled)
    return {point for first, last in zip(starts, ends, strict=True) for point in range(first, last + 1)} - {
        0xFFFF
    }
