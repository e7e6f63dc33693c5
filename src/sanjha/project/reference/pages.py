"""The pages of docs/reference. Needs Django set up."""

from collections.abc import Callable, Iterable
from pathlib import Path

from sanjha.project.reference.commands import commands
from sanjha.project.reference.contracts import contracts
from sanjha.project.reference.events import events
from sanjha.project.reference.metrics import metrics
from sanjha.project.reference.settings import settings

FOLDER = Path(__file__).resolve().parents[4] / "docs" / "reference"
NOTE = "<!-- Written by `python -m sanjha.project.reference`: change the declarations, not this page. -->\n"
PAGES: dict[str, Callable[[], Iterable[str]]] = {
    "commands.md": commands,
    "contracts.md": contracts,
    "events.md": events,
    "metrics.md": metrics,
    "settings.md": settings,
}


def pages() -> dict[str, str]:
    """File name -> text of every page."""
    return {name: f"{NOTE}\n" + "\n".join(lines()).rstrip() + "\n" for name, lines in PAGES.items()}


def differing(folder: Path = FOLDER) -> dict[Path, str]:
    """The pages that are missing or not as the code has them."""
    wanted = {folder / name: text for name, text in pages().items()}
    return {
        path: text
        for path, text in wanted.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    }


def write(folder: Path = FOLDER) -> list[Path]:
    """Write the pages that differ; returns which."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = differing(folder)
    for path, text in changed.items():
        path.write_text(text, encoding="utf-8")
    return list(changed)
