"""A list of applications is taken over whole or not at all; every wrong line is named; what is written can be read again."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjha.architecture import application_files, queries
from sanjha.architecture.application_files import COLUMNS, read, written
from sanjha.architecture.models import OutsideApplication
from sanjha.architecture.operations.import_applications import import_applications
from sanjha.architecture.rules import ApplicationData
from sanjha.architecture.tests.factories import data, make_application
from sanjha.kernel.errors import DomainError, NotPermitted
from sanjha.kernel.models import AuditEntry

KNOWN = {"resident.name", "resident.address"}


def lines(*rows: ApplicationData) -> bytes:
    return written(rows).encode()


def with_cells(**cells: str) -> bytes:
    """A file of one good line in which some cells are others."""
    values = dict(zip(COLUMNS, lines(data()).decode().splitlines()[1].split(","), strict=True)) | cells
    return "\r\n".join([",".join(COLUMNS), ",".join(values[name] for name in COLUMNS)]).encode()


def faults(content: bytes) -> list[str]:
    return [str(error) for error in read(content, services=["sewa"], known=KNOWN).errors]


@pytest.mark.django_db
def test_a_list_is_taken_over_and_the_same_again_changes_nothing(architect):
    make_application()
    content = lines(data(vendor="NIC"), data(code="ABC", until_date=date(2027, 3, 31), rto_hours=4))
    report = import_applications(data=content, file_name="list.csv", actor=architect)
    assert (report.created, report.changed, report.unchanged, report.errors) == (1, 1, 0, ())
    changed = OutsideApplication.objects.get(code="EPOS-RATION")
    newest = queries.history_of(changed.id)[0]
    assert newest.changes == {"vendor": ("", "NIC")}
    assert newest.reason == "From the file list.csv"
    entries = AuditEntry.objects.count()
    again = import_applications(data=content, file_name="list.csv", actor=architect)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 2)
    assert AuditEntry.objects.count() == entries


@pytest.mark.django_db
def test_one_wrong_line_and_nothing_is_taken_over(architect):
    content = lines(data(), data(code="abc"), data(code="DEF", rto_hours=9000))
    report = import_applications(data=content, file_name="list.csv", actor=architect)
    assert [(error.line, error.column) for error in report.errors] == [(3, "code"), (4, "rto_hours")]
    assert not OutsideApplication.objects.exists()
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db
def test_only_keepers_take_over(clerk):
    with pytest.raises(NotPermitted):
        import_applications(data=lines(data()), file_name="list.csv", actor=clerk)


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"name_en": ""}, "Line 2, name_en: A value is needed."),
        ({"life_cycle": "Live"}, "Line 2, life_cycle: One of PLANNED, PILOT, LIVE, SUNSET, RETIRED."),
        ({"until_date": "31-02-2027"}, "Line 2, until_date: "),
        ({"rto_hours": "4.5"}, "Line 2, rto_hours: Type a whole number of hours."),
        ({"rpo_hours": "٤"}, "Line 2, rpo_hours: Type a whole number of hours."),
        ({"vendor": "x" * 161}, "Line 2, vendor: At most 160 characters."),
        ({"collects": "resident.nam"}, "Line 2, collects: No register owns"),
        ({"name_pa": "\u202eabc"}, "Line 2, name_pa: The text holds a character"),
        ({"code": "SEWA"}, "Line 2, code: This is a service of Sanjha"),
    ],
)
def test_a_wrong_cell_is_named(cells, fault):
    found = faults(with_cells(**cells))
    assert len(found) == 1
    assert found[0].startswith(fault)


def test_lines_are_numbered_as_an_editor_shows_them():
    content = with_cells(vendor='"two\nlines"') + b"\r\n\r\n" + lines(data(code="abc")).splitlines()[1]
    assert [error.line for error in read(content, services=[], known=KNOWN).errors] == [5]


def test_a_code_that_stands_twice_is_named_with_its_first_line():
    assert faults(lines(data(), data())) == ["Line 3, code: The same code stands on line 2."]


def test_a_line_with_other_cells_and_broken_quotes_are_named():
    assert faults(lines(data()) + b"A,B\r\n") == [f"Line 3: 2 cells under {len(COLUMNS)} columns."]
    assert faults(lines(data()) + b'"A"B\r\n')[0].startswith("Line 3: This is no CSV")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Missing: code, name_en"),
        (b"code,code\r\n", "Not known: code, code"),
        (",".join([*COLUMNS, "colour"]).encode(), "Not known: colour"),
        (b"\xff\xfe\x00", "not in UTF-8"),
        (b"x" * (application_files.LARGEST + 1), "larger than 1 MB"),
    ],
)
def test_what_is_no_such_list_is_refused_as_a_whole(content, words):
    with pytest.raises(DomainError, match=words) as refused:
        read(content, services=[], known=KNOWN)
    assert refused.value.field == "file"


def test_too_many_lines_are_refused(monkeypatch):
    monkeypatch.setattr(application_files, "MOST_LINES", 2)
    assert faults(lines(data(), data(code="ABC"))) == ["Line 3: The file has too many lines."]


def test_no_cell_is_a_formula_and_each_comes_back():
    row = data(vendor="=1+1", source="-2", name_en="'quoted", name_hi="@x")
    content = lines(row)
    assert b",'=1+1," in content
    assert read(content, services=[], known=KNOWN).rows == {2: row}


words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=30).map(
    lambda text: unicodedata.normalize("NFC", text)
)
hours = st.none() | st.integers(0, 8760)
days = st.none() | st.dates(date(1950, 1, 1), date(2100, 1, 1))


@given(
    words,
    st.lists(words, min_size=4, max_size=4),
    st.tuples(hours, hours),
    st.tuples(days, days),
    st.sets(st.sampled_from(sorted(KNOWN))),
)
def test_what_is_written_is_read_again(name, texts, within, on, collects):
    row = data(
        name_en=name,
        name_pa=texts[0],
        name_hi=texts[1],
        vendor=texts[2],
        source=texts[3],
        rto_hours=within[0],
        rpo_hours=within[1],
        until_date=on[0],
        last_test_date=on[1],
        collects=tuple(sorted(collects)),
        masters=("ration.card",),
    )
    found = read(lines(row), services=[], known=KNOWN)
    assert (found.rows, found.errors) == ({2: row}, [])
