"""Compile the translations (.po, what people edit) into what gettext reads (.mo). Needs no system tool.

Example: python -m sanjha.project.messages
"""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parents[1]


def compile_messages(source: Path = SOURCE) -> int:
    """Compile every `*/locale/*/LC_MESSAGES/django.po` under `source` that is newer than its .mo; gives how many.

    Raises babel's PoFileError for a file that cannot be read. Each .mo appears whole, also when several processes compile.
    """
    compiled = 0
    for path in sorted(source.glob("*/locale/*/LC_MESSAGES/django.po")):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= path.stat().st_mtime_ns:
            continue
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.parts[-3], abort_invalid=True)
        draft = target.with_suffix(".mo.new")
        with draft.open("wb") as file:
            write_mo(file, catalogue)
        draft.replace(target)
        compiled += 1
    return compiled


if __name__ == "__main__":
    sys.stdout.write(f"{compile_messages()} catalogues compiled\n")
