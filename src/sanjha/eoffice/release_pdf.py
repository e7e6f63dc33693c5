"""The PDF of a release: notes with severed paragraphs black, released papers behind them, the log attached inside."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import typst

import sanjha
from sanjha.eoffice.markup import words_of
from sanjha.kernel import audit

IST = timezone(timedelta(hours=5, minutes=30))
"""The compiler takes a fixed offset only."""
ATTACHED = "release.json"
FONTS = Path(sanjha.__file__).parent / "locker" / "fonts"
"""The fonts of the house, which print the three scripts of the state."""
PAGE = """
#let given = json(bytes(sys.inputs.given))
#set document(title: given.title)
#set page(paper: "a4", margin: 22mm, footer: context [#text(8pt)[#given.number #h(1fr) #counter(page).display()]])
#set text(font: ("Noto Sans", "Noto Sans Gurmukhi", "Noto Sans Devanagari"), size: 10.5pt)
#text(15pt, weight: "bold")[#given.title]
#parbreak()
#given.file \\ #given.subject \\ #given.reference
#for note in given.notes [
  #line(length: 100%, stroke: 0.4pt)
  #text(weight: "bold")[#note.number]
  #for leaf in note.leaves [
    #if leaf.severed != "" [#block(fill: black, inset: 6pt, width: 100%)[#text(fill: white)[#given.severed: #leaf.severed]]] else [#par[#leaf.words]]
  ]
  #align(right)[#text(9pt)[#note.author \\ #note.at]]
]
#for paper in given.papers [#par[#paper]]
"""


def pdf_of(
    release: Mapping[str, Any], words: Mapping[str, str], papers: Sequence[bytes], at: datetime
) -> bytes:
    """The PDF. `release` is the signed log, `words` the titles in the reader's language, `papers` the released scans."""
    printed = _compiled(json.dumps(_shown(release["log"], words), ensure_ascii=False), at)
    target = BytesIO()
    with pikepdf.open(BytesIO(printed)) as pdf:
        for paper in papers:
            with pikepdf.open(BytesIO(paper)) as scan:
                pdf.pages.extend(scan.pages)
        data = audit.canonical_json(release).encode()
        pdf.attachments[ATTACHED] = pikepdf.AttachedFileSpec(pdf, data, mime_type="application/json")
        pdf.save(target)
    return target.getvalue()


def release_in(data: bytes) -> dict[str, Any]:
    """The signed log inside a released PDF, or the log itself. Raises ValueError or KeyError for anything else."""
    if not data.startswith(b"%PDF"):
        found: dict[str, Any] = json.loads(data)
        return found
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            inside: dict[str, Any] = json.loads(pdf.attachments[ATTACHED].get_file().read_bytes())
    except pikepdf.PdfError as error:
        raise ValueError(str(error)) from None
    return inside


def _shown(log: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    return {
        **words,
        "number": log["number"],
        "file": log["file"]["number"],
        "subject": log["file"]["subject"],
        "reference": log["reference"],
        "notes": [
            {
                "number": str(note["number"]),
                "leaves": [
                    {"severed": leaf.get("severed", ""), "words": words_of(leaf.get("words", ""))}
                    for leaf in note["leaves"]
                ],
                "author": f"{note['author']['name']}, {note['author']['title']}",
                "at": note["author"]["at"],
            }
            for note in log["notes"]
        ],
        "papers": [
            f"{paper['serial']}. {paper['title']}"
            + (f" – {words['severed']}: {paper['severed']}" if paper["severed"] else "")
            for paper in log["papers"]
        ],
    }


def _compiled(given: str, at: datetime) -> bytes:
    made = typst.compile(
        PAGE.encode(),
        font_paths=_fonts(),
        sys_inputs={"given": given},
        format="pdf",
        timestamp=at.astimezone(IST).replace(microsecond=0),
    )
    if not isinstance(made, bytes):
        raise TypeError("the compiler gave no file")
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
