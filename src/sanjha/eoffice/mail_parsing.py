"""Reads an e-mail as it came: who wrote, what it is about, its words, and the papers that came along.

What mail programs really send is read as far as it goes: wrong encodings, no subject, HTML alone, parts without a name.
"""

import email
import email.errors
import email.policy
import email.utils
import re
from dataclasses import dataclass
from datetime import date
from email.header import decode_header, make_header
from email.message import Message
from hashlib import sha256

from lxml import html

from sanjha.eoffice.models import Sender
from sanjha.kernel import clock

LARGEST = 40 * 1024 * 1024
LONGEST_TEXT = 200_000
MOST_PARTS = 200
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_BREAKS = frozenset("p br div tr li h1 h2 h3 h4 table blockquote".split())


@dataclass(frozen=True)
class Attached:
    """A paper that came along; `name` as the sender called it."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Letter:
    """An e-mail, read. `message_id` is the sender's own, else made of the bytes; `sent_on` the day it says, else today."""

    message_id: str
    sender: Sender
    subject: str
    sent_on: date
    text: str
    attachments: list[Attached]


def read(raw: bytes) -> Letter:
    """The message. Never raises for what it holds: what cannot be read is left out."""
    message = email.message_from_bytes(raw, policy=email.policy.compat32)
    name, address = email.utils.parseaddr(_header(message, "From"))
    parts = _leaves(message)
    return Letter(
        message_id=_identifier(message, raw),
        sender=Sender(name=(name or address or "-")[:120], email=address[:200] if "@" in address else ""),
        subject=_header(message, "Subject")[:300],
        sent_on=_day(message),
        text=_text(parts)[:LONGEST_TEXT],
        attachments=[
            _attached(part, number) for number, part in enumerate(parts, start=1) if _is_paper(part)
        ],
    )


def _leaves(message: Message) -> list[Message]:
    """The parts that hold something; a message inside a message is one part."""
    if not message.is_multipart() or message.get_content_type() == "message/rfc822":
        return [message]
    found: list[Message] = []
    for part in message.get_payload():
        if isinstance(part, Message) and len(found) < MOST_PARTS:
            found.extend(_leaves(part))
    return found


def _is_paper(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_content_maintype() not in {
        "text",
        "multipart",
    }


def _attached(part: Message, number: int) -> Attached:
    name = _decoded(part.get_filename() or "") or f"attachment-{number}"
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes):
        return Attached(name[:150], payload)
    return Attached(name[:150], part.as_bytes())


def _text(parts: list[Message]) -> str:
    """Its plain words, else those of its HTML."""
    plain = [part for part in parts if _is_plain(part)]
    if words := "\n\n".join(filter(None, map(_words, plain))).strip():
        return words
    marked = [part for part in parts if part.get_content_type() == "text/html" and not _is_paper(part)]
    return "\n\n".join(_words_of_html(_words(part)) for part in marked).strip()


def _is_plain(part: Message) -> bool:
    """Plain words; also what says that it has parts and has none."""
    return not _is_paper(part) and (
        part.get_content_type() == "text/plain" or part.get_content_maintype() == "multipart"
    )


def _words(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    return _printable(_in_charset(payload, part.get_content_charset() or "utf-8"))


def _in_charset(data: bytes, charset: str) -> str:
    """Text in the charset that it says, else in UTF-8, else with what cannot be read replaced."""
    for each in (charset, "utf-8"):
        try:
            return data.decode(each)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return data.decode("cp1252", "replace")


def _words_of_html(text: str) -> str:
    if not text.strip():
        return ""
    try:
        tree = html.fromstring(
            text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8", huge_tree=False)
        )
    except (ValueError, html.etree.ParserError):
        return ""
    for hidden in list(tree.iter("script", "style", "head", "title")):
        hidden.text, hidden[:] = "", []
    for node in tree.iter():
        if node.tag in _BREAKS:
            node.tail = f"\n{node.tail or ''}"
    lines = (
        re.sub(r"[ \t\u00a0]+", " ", line).strip() for line in "".join(map(str, tree.itertext())).split("\n")
    )
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _identifier(message: Message, raw: bytes) -> str:
    said = " ".join(str(message.get("Message-ID", "")).split())
    return said[:250] if len(said) > 4 else f"sha256:{sha256(raw).hexdigest()}"


def _day(message: Message) -> date:
    """The day of the Date header, never one ahead."""
    try:
        said = email.utils.parsedate_to_datetime(str(message.get("Date", "")))
        said_on = said.astimezone(clock.IST).date()
    except (ValueError, TypeError, OverflowError, IndexError):
        return clock.today()
    return min(said_on, clock.today()) if said_on.year > 1990 else clock.today()


def _header(message: Message, name: str) -> str:
    return _decoded(str(message.get(name, "")))


def _decoded(text: str) -> str:
    try:
        text = str(make_header(decode_header(text)))
    except (LookupError, ValueError, UnicodeError, email.errors.HeaderParseError):
        text = "".join(
            part if isinstance(part, str) else _in_charset(part, "utf-8")
            for part, _set in decode_header(text)
        )
    return " ".join(_printable(text.encode("utf-8", "replace").decode("utf-8")).split())


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
