"""What a note may be made of: paragraphs, lists, tables, emphasis, and references within this house."""

import re
from collections.abc import Iterator
from html import escape

import nh3
from django.utils.translation import gettext as _
from lxml import html

from sanjha.kernel.errors import DomainError
from sanjha.kernel.text import normalise

TAGS = frozenset("p br strong em u ol ul li table thead tbody tr th td blockquote a h3".split())
BLOCKS = frozenset("p ol ul table blockquote h3".split())
LONGEST = 200_000
_INSIDE = re.compile(r"/eoffice/[A-Za-z0-9/_#?=.-]*")


def cleaned(body: str) -> str:
    """The body with nothing but what a note may be made of, in Unicode normal form; text outside a block gets a paragraph.

    Raises DomainError when it is longer than LONGEST letters or holds characters that cannot be printed.
    """
    if len(body) > LONGEST:
        raise DomainError(_("The note is too long. Put the details into a paper of the file."), field="body")
    safe = nh3.clean(
        normalise(body, multiline=True, field="body"),
        tags=set(TAGS),
        attributes={"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
        attribute_filter=_kept,
        link_rel=None,
    )
    return "".join(paragraphs(safe))


def from_plain(text: str) -> str:
    """The paragraphs of text typed without an editor: an empty line begins a new one, a line end stays."""
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "".join(
        f"<p>{escape(part, quote=False).replace(chr(10), '<br>')}</p>" for part in parts if part.strip()
    )


def paragraphs(body: str) -> list[str]:
    """The blocks of the body in order, each as it is hashed; empty ones are left out."""
    return [block for block in _blocks(body) if words_of(block)]


def words_of(body: str) -> str:
    """The words of the body, one line a block, as they are searched and printed in plain."""
    if not body.strip():
        return ""
    lines = (" ".join(part.text_content().split()) for part in _parts(body) if not isinstance(part, str))
    return "\n".join(line for line in lines if line)


def _blocks(body: str) -> Iterator[str]:
    for part in _parts(body):
        if isinstance(part, str):
            if part.strip():
                yield f"<p>{escape(part.strip(), quote=False)}</p>"
        else:
            tail, part.tail = part.tail, None
            text = html.tostring(part, encoding="unicode", method="html")
            yield text if part.tag in BLOCKS else f"<p>{text}</p>"
            if tail and tail.strip():
                yield f"<p>{escape(tail.strip(), quote=False)}</p>"


def _parts(body: str) -> list[str | html.HtmlElement]:
    return list(html.fragments_fromstring(body)) if body.strip() else []


def _kept(tag: str, attribute: str, value: str) -> str | None:
    """References lead to this house only."""
    if attribute == "href":
        return value if _INSIDE.fullmatch(value) else None
    return value if value.isdecimal() and len(value) < 4 else None
