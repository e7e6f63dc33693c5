"""The list of departments' applications as a CSV file: read with every wrong line named, written so that it can be read again."""

import csv
import io
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from sanjha.architecture import rules
from sanjha.architecture.choices import Criticality, Hosting, LifeCycle
from sanjha.architecture.rules import ApplicationData
from sanjha.kernel.errors import DomainError
from sanjha.kernel.text import normalise
from sanjha.ui.dates import parse_date
from sanjha.ui.formatting import dmy

LARGEST = 1024 * 1024
MOST_LINES = 2000
COLUMNS = tuple(ApplicationData.__dataclass_fields__)
_NEEDED = COLUMNS[:8]
_CHOICES = {"life_cycle": LifeCycle, "hosting": Hosting, "criticality": Criticality}
_LONGEST = {"code": 40, "source": 300}
_USUAL = 160
_LISTS = ("masters", "collects")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


@dataclass(frozen=True)
class LineError:
    """A line that breaks a rule: its number in the file (the header is line 1), the column and the rule."""

    line: int
    column: str
    rule: str

    def __str__(self) -> str:
        said = _("Line %(line)d, %(field)s: %(rule)s") if self.column else _("Line %(line)d: %(rule)s")
        return said % {"line": self.line, "field": self.column, "rule": self.rule}


@dataclass
class ReadFile:
    """What a file says: the good lines by number, and every wrong one."""

    rows: dict[int, ApplicationData] = field(default_factory=dict)
    errors: list[LineError] = field(default_factory=list)


def read(data: bytes, *, services: Collection[str], known: Collection[str]) -> ReadFile:
    """The file's lines. Raises DomainError for what is no such list at all: too large, not UTF-8, other columns."""
    if len(data) > LARGEST:
        raise DomainError(_("The file is larger than 1 MB."), code="too-large", field="file")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DomainError(_("The file is not in UTF-8."), code="not-utf-8", field="file") from None
    found = ReadFile()
    seen: dict[str, int] = {}
    for number, cells in _lines(text):
        if number > MOST_LINES or isinstance(cells, str):
            said = cells if isinstance(cells, str) else _("The file has too many lines.")
            found.errors.append(LineError(number, "", said))
            break
        try:
            row = _row(cells)
            rules.check_application(row, services=services, known=known)
            if row.code in seen:
                raise DomainError(
                    _("The same code stands on line %(line)d.") % {"line": seen[row.code]}, field="code"
                )
        except DomainError as error:
            found.errors.append(LineError(number, error.field, str(error)))
        else:
            found.rows[number] = row
            seen[row.code] = number
    return found


def _lines(text: str) -> Iterator[tuple[int, Mapping[str, str] | str]]:
    """Number of the line and its cells by column, or what is wrong with it. Raises DomainError for another header."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(header)
        while True:
            number = reader.line_num + 1
            cells = next(reader, None)
            if cells is None:
                return
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                yield (
                    number,
                    _("%(found)d cells under %(wanted)d columns.")
                    % {
                        "found": len(cells),
                        "wanted": len(header),
                    },
                )
                return
            yield number, dict(zip(header, cells, strict=True))
    except csv.Error as error:
        yield reader.line_num, _("This is no CSV: %(fault)s") % {"fault": error}


def _check_header(header: list[str]) -> None:
    missing = [name for name in COLUMNS if name not in header]
    strange = [name for name in header if name not in COLUMNS or header.count(name) > 1]
    if missing or strange:
        said = _("The first line must name the columns. Missing: %(missing)s. Not known: %(strange)s.")
        raise DomainError(
            said % {"missing": ", ".join(missing) or "–", "strange": ", ".join(strange) or "–"},
            code="header",
            field="file",
        )


def _row(cells: Mapping[str, str]) -> ApplicationData:
    """Raises DomainError, naming the column, for a cell that cannot be read."""
    return ApplicationData(**{name: _value(name, text) for name, text in cells.items()})  # type: ignore[arg-type]


def _value(name: str, text: str) -> object:
    escaped = text[:1] == "'" and text[1:2] in _FORMULA
    text = normalise(text[1:] if escaped else text, field=name)
    if not text and name in _NEEDED:
        raise DomainError(_("A value is needed."), field=name)
    reading: Callable[[str, str], object] = _READINGS.get(name, _read_text)
    return reading(name, text)


def _read_text(name: str, text: str) -> str:
    longest = _LONGEST.get(name, _USUAL)
    if len(text) > longest:
        raise DomainError(_("At most %(most)d characters.") % {"most": longest}, field=name)
    return text


def _read_choice(name: str, text: str) -> str:
    allowed = _CHOICES[name].values
    if text not in allowed:
        raise DomainError(_("One of %(choices)s.") % {"choices": ", ".join(allowed)}, field=name)
    return text


def _read_date(name: str, text: str) -> date | None:
    return parse_date(text, field=name) if text else None


def _read_hours(name: str, text: str) -> int | None:
    if text and not (text.isascii() and text.isdecimal() and len(text) < 6):
        raise DomainError(_("Type a whole number of hours."), field=name)
    return int(text) if text else None


def _read_list(_name: str, text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))


_READINGS: dict[str, Callable[[str, str], object]] = {
    **dict.fromkeys(_CHOICES, _read_choice),
    **dict.fromkeys(("until_date", "last_test_date"), _read_date),
    **dict.fromkeys(("rto_hours", "rpo_hours"), _read_hours),
    **dict.fromkeys(_LISTS, _read_list),
}


def written(rows: Iterable[ApplicationData]) -> str:
    """The list as CSV with its header; no cell is a formula for a spreadsheet."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(harmless(_cell(getattr(row, name))) for name in COLUMNS)
    return out.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return ";".join(value)
    if isinstance(value, date):
        return dmy(value)
    return "" if value is None else str(value)


def harmless(value: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value
