"""Every link of a page to another file of the repository leads somewhere."""

import re
from pathlib import Path

from tests.guards.tree import ROOT, assert_nothing

_LINK = re.compile(r"\]\(([^)\s]+)\)")


def broken_links(page: Path) -> list[str]:
    targets = (found.partition("#")[0] for found in _LINK.findall(page.read_text(encoding="utf-8")))
    return [
        f"{page}: {target}"
        for target in targets
        if target and ":" not in target and not (page.parent / target).exists()
    ]


def pages() -> list[Path]:
    return [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]


def test_the_guard_sees_a_link_to_nowhere(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "[there](page.md) [part](page.md#x) [far](https://example.org/) [gone](gone.md)", encoding="utf-8"
    )
    assert broken_links(page) == [f"{page}: gone.md"]


def test_no_link_leads_nowhere() -> None:
    assert_nothing([link for page in pages() for link in broken_links(page)])
