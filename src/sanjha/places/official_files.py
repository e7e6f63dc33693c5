"""Reading the official lists of places (CSV): which list it is, what each line says, and which lines break a rule.

Five shapes are known by their headers: districts, tehsils, blocks and urban local bodies as the Local Government
Directory numbers them, and the villages of the Census of India 2011 with their present tehsil and district. Columns
beyond the known ones are passed over. A blank optional value says nothing: it never takes away what is recorded.

A village is keyed by its census code, which no two rows share. Where a town has swallowed a piece of a village, the
census lists the rest as a village of its own marked `part`, and the piece as an outgrowth with another code: both are
kept as they stand, under the same name. Within a tehsil 219 names occur more than once, so a name is never a key.
"""

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from sanjha.kernel.errors import DomainError, FieldError, Message
from sanjha.kernel.text import normalise
from sanjha.places.models import Place
from sanjha.places.rules import check_in_script

Kind = Place.Kind
LARGEST_FILE = 64 * 1024 * 1024
_SPEAKS_OF = 20


@dataclass(frozen=True)
class LineError:
    """A line that breaks a rule: its number in the file (the header is line 1), the column and the rule."""

    line: int
    field: str
    rule: Message

    def __str__(self) -> str:
        return str(
            _("Line %(line)d, %(field)s: %(rule)s")
            % {"line": self.line, "field": self.field, "rule": self.rule}
        )


class FileRefused(DomainError):
    """An official file breaks rules; nothing of it was taken over. `lines` lists every line, field and rule."""

    def __init__(self, file_name: str, lines: list[LineError]) -> None:
        self.lines = tuple(lines)
        shown = [str(line) for line in lines[:_SPEAKS_OF]]
        if len(lines) > _SPEAKS_OF:
            shown.append(str(_("... and %(more)d more.") % {"more": len(lines) - _SPEAKS_OF}))
        told = _("Nothing was loaded from %(file)s: %(count)d values break a rule.")
        super().__init__(
            "\n".join([str(told % {"file": file_name, "count": len(lines)}), *shown]),
            code="file-refused",
            errors=[FieldError(f"{line.line}.{line.field}", "line-refused", line.rule) for line in lines],
        )


@dataclass
class OfficialRow:
    """One line in the register's own terms; `line` is its number in the file."""

    line: int
    code: str
    kind: str
    values: dict[str, str | bool | date | None]


@dataclass
class OfficialFile:
    """A recognised list: its kind (VILLAGE covers census towns and outgrowths), its good rows and its bad lines."""

    name: str
    kind: str
    sha256: str
    rows: list[OfficialRow] = field(default_factory=list)
    errors: list[LineError] = field(default_factory=list)


Line = dict[str, str]
_HEADERS: dict[str, frozenset[str]] = {
    Kind.VILLAGE: frozenset({"census2011_code", "hadbast", "kind", "tehsil_lgd", "district_lgd", "name_en"}),
    Kind.ULB: frozenset({"lgd_code", "lgd_type", "district_lgd", "tehsil_lgd", "name_en"}),
    Kind.DISTRICT: frozenset({"lgd_code", "short_code", "name_en"}),
    Kind.TEHSIL: frozenset({"lgd_code", "district_lgd", "census2011_code", "name_en"}),
    Kind.BLOCK: frozenset({"lgd_code", "district_lgd", "name_en"}),
}
_LATIN_NAME = re.compile(r"[A-Za-z0-9 .,'()&/-]+")
_DIGITS = re.compile(r"[0-9]{1,7}")
_HADBAST = re.compile(r"[0-9]{1,5}(-?[A-Z])?(/[0-9A-Z]{1,5})*")
_VILLAGE_KINDS = {"village": Kind.VILLAGE, "census_town": Kind.TOWN, "outgrowth": Kind.OUTGROWTH}
_LOCAL_BODIES = {
    "municipal corporation": Place.LocalBody.CORPORATION,
    "municipal council": Place.LocalBody.COUNCIL,
    "nagar panchayat": Place.LocalBody.NAGAR_PANCHAYAT,
    "cantonment board": Place.LocalBody.CANTONMENT,
}


def read_lines(path: Path) -> tuple[str, str]:
    """The text of a CSV file and the SHA-256 of its bytes. Raises DomainError when it is no readable text."""
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST_FILE else None
    except OSError as error:
        raise DomainError(
            _("%(file)s cannot be read.") % {"file": path.name}, code="unreadable", field="path"
        ) from error
    if data is None:
        raise DomainError(
            _("%(file)s is larger than 64 MB.") % {"file": path.name}, code="too-large", field="path"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DomainError(
            _("%(file)s is not UTF-8 text.") % {"file": path.name}, code="not-text", field="path"
        ) from error
    return text, hashlib.sha256(data).hexdigest()


def read_places(path: Path) -> OfficialFile:
    """Recognise and read an official list. Raises DomainError when it is none of the five; bad lines are collected."""
    text, digest = read_lines(path)
    header, lines, errors = split_lines(text)
    kind = next((known for known, needed in _HEADERS.items() if needed <= set(header)), None)
    if kind is None:
        raise DomainError(
            _(
                "%(file)s has none of the known headers: districts, tehsils, blocks, urban local bodies or villages."
            )
            % {"file": path.name},
            code="unknown-header",
            field="path",
        )
    found = OfficialFile(path.name, kind, digest, errors=errors)
    seen: dict[str, int] = {}
    for number, line in lines:
        row = _read_row(number, line, kind, found.errors)
        if row is None:
            continue
        if row.code in seen:
            rule = _("the code stands in line %(line)d already") % {"line": seen[row.code]}
            found.errors.append(LineError(number, _KEY[kind], rule))
        seen.setdefault(row.code, number)
        found.rows.append(row)
    found.errors.sort(key=lambda error: error.line)
    return found


def split_lines(text: str) -> tuple[list[str], list[tuple[int, Line]], list[LineError]]:
    """Header and lines of a CSV text, each line a dictionary with its number; lines of another length become errors."""
    lines: list[tuple[int, Line]] = []
    errors: list[LineError] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    try:
        for values in reader:
            if not header:
                header = [name.strip() for name in values]
            elif len(values) == len(header):
                lines.append((reader.line_num, dict(zip(header, values, strict=True))))
            elif any(values):
                rule = _("%(found)d values where the header has %(wanted)d") % {
                    "found": len(values),
                    "wanted": len(header),
                }
                errors.append(LineError(reader.line_num, "*", rule))
    except csv.Error:
        errors.append(LineError(reader.line_num, "*", _("quotation marks do not close")))
    return header, lines, errors


_KEY: dict[str, str] = {
    Kind.VILLAGE: "census2011_code",
    Kind.ULB: "lgd_code",
    Kind.DISTRICT: "lgd_code",
    Kind.TEHSIL: "lgd_code",
    Kind.BLOCK: "lgd_code",
}


def _read_row(number: int, line: Line, kind: str, errors: list[LineError]) -> OfficialRow | None:
    reader = _Reader(number, line)
    row = _READERS[kind](reader)
    errors += reader.errors
    return None if reader.errors else row


class _Reader:
    """Takes values out of one line and collects what is wrong with them."""

    def __init__(self, number: int, line: Line) -> None:
        self.number = number
        self.line = line
        self.errors: list[LineError] = []

    def wrong(self, name: str, rule: Message) -> str:
        self.errors.append(LineError(self.number, name, rule))
        return ""

    def text(self, name: str) -> str:
        try:
            return normalise(self.line.get(name, ""))
        except DomainError as error:
            return self.wrong(name, error.message)

    def code(self, name: str, *, digits: int | None = None, required: bool = False) -> str:
        value = self.text(name)
        if not value and not required:
            return ""
        if not _DIGITS.fullmatch(value) or (digits and len(value) != digits):
            rule = (
                _("must be %(digits)d digits") % {"digits": digits}
                if digits
                else _("must be a number of the directory")
            )
            return self.wrong(name, rule)
        return value

    def reference(self, name: str, letter: str, *, required: bool = True) -> str:
        value = self.code(name, required=required)
        return letter + value if value else ""

    def day(self, name: str) -> date | None:
        value = self.text(name)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            self.wrong(name, _("must be a date such as 2011-07-27"))
            return None

    def names(self) -> dict[str, str | bool | date | None]:
        """The names in three scripts, checked, with the validity that any list may give."""
        english = tidy_name(self.text("name_en"))
        if not _LATIN_NAME.fullmatch(english) or len(english) > 100:
            self.wrong("name_en", _("must be a name in Latin letters of at most 100 characters"))
        values: dict[str, str | bool | date | None] = {"name_en": english}
        for name in ("name_pa", "name_hi"):
            value = tidy_name(self.text(name))
            try:
                check_in_script(value, name)
            except DomainError as error:
                self.wrong(name, error.message)
            if len(value) > 100:
                self.wrong(name, _("must have at most 100 characters"))
            values[name] = value
        values["valid_from"] = self.day("valid_from")
        values["valid_to"] = self.day("valid_to")
        return values


def tidy_name(name: str) -> str:
    """The directory's typing put straight: "Dhilwan ( Patiala)" is Dhilwan (Patiala), "Mahal kalan" Mahal Kalan."""
    name = re.sub(r"\s*\(\s*", " (", re.sub(r"\s*\)", ")", name)).strip()
    return re.sub(r"\b(kalan|khurd)\b", lambda found: found[0].capitalize(), name)


def _district(reader: _Reader) -> OfficialRow:
    code = reader.reference("lgd_code", "D")
    short = reader.text("short_code")
    if not re.fullmatch(r"[A-Z]{3}", short):
        reader.wrong("short_code", _("must be three capital letters"))
    values = reader.names() | {
        "district": code,
        "lgd_code": code[1:],
        "census_code": reader.code("census2011_code", digits=3),
        "short_code": short,
        "predecessor": reader.reference("predecessor_lgd", "D", required=False),
    }
    return OfficialRow(reader.number, code, Kind.DISTRICT, values)


def _in_district(reader: _Reader, letter: str) -> tuple[str, dict[str, str | bool | date | None]]:
    code = reader.reference("lgd_code", letter)
    district = reader.reference("district_lgd", "D")
    return code, reader.names() | {"district": district, "parent": district, "lgd_code": code[1:]}


def _tehsil(reader: _Reader) -> OfficialRow:
    code, values = _in_district(reader, "T")
    values |= {"tehsil": code, "census_code": reader.code("census2011_code", digits=5)}
    return OfficialRow(reader.number, code, Kind.TEHSIL, values)


def _block(reader: _Reader) -> OfficialRow:
    code, values = _in_district(reader, "B")
    return OfficialRow(reader.number, code, Kind.BLOCK, values)


def _local_body(reader: _Reader) -> OfficialRow:
    code, values = _in_district(reader, "U")
    tehsil = reader.reference("tehsil_lgd", "T", required=False)
    wording = reader.text("lgd_type").partition("(")[0].strip().lower()
    if wording not in _LOCAL_BODIES:
        reader.wrong("lgd_type", _("is no known kind of urban local body"))
    values |= {
        "tehsil": tehsil,
        "parent": tehsil or values["district"],
        "census_code": reader.code("census2011_code", digits=6),
        "local_body": _LOCAL_BODIES.get(wording, ""),
    }
    return OfficialRow(reader.number, code, Kind.ULB, values)


def _village(reader: _Reader) -> OfficialRow:
    census = reader.code("census2011_code", digits=6, required=True)
    tehsil = reader.reference("tehsil_lgd", "T")
    kind, part = reader.text("kind"), reader.text("part").upper()
    hadbast = re.sub("-+", "-", reader.text("hadbast").upper().replace(" ", ""))
    if kind not in _VILLAGE_KINDS:
        reader.wrong("kind", _("must be village, census_town or outgrowth"))
    if part not in {"", "Y", "N"}:
        reader.wrong("part", _("must be Y or empty"))
    if hadbast and (not _HADBAST.fullmatch(hadbast) or len(hadbast) > 20):
        reader.wrong("hadbast", _("must be a number such as 57, 399/2 or 260-A"))
    values = reader.names() | {
        "district": reader.reference("district_lgd", "D"),
        "tehsil": tehsil,
        "parent": tehsil,
        "census_code": census,
        "hadbast": hadbast,
        "is_part": part == "Y",
    }
    return OfficialRow(reader.number, "V" + census, _VILLAGE_KINDS.get(kind, Kind.VILLAGE), values)


_READERS: dict[str, Callable[[_Reader], OfficialRow]] = {
    Kind.VILLAGE: _village,
    Kind.ULB: _local_body,
    Kind.DISTRICT: _district,
    Kind.TEHSIL: _tehsil,
    Kind.BLOCK: _block,
}


def references(rows: list[OfficialRow]) -> Iterator[tuple[OfficialRow, str, str]]:
    """Each code of another place that a row names: the row, the column it stands in and the code."""
    columns = (("district_lgd", "district"), ("tehsil_lgd", "tehsil"), ("predecessor_lgd", "predecessor"))
    for row in rows:
        for column, name in columns:
            code = str(row.values.get(name) or "")
            if code and code != row.code:
                yield row, column, code
