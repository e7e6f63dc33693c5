"""Opening a file: the number, the desk, and who may."""

import pytest
from django.db import IntegrityError, connection, transaction

from sanjha.eoffice.events import FileOpened
from sanjha.eoffice.models import File, Grading, NumberTemplate
from sanjha.eoffice.operations.open_file import Cover, open_file
from sanjha.eoffice.queries.access import visible_file
from sanjha.eoffice.tests.factories import make_file, own_post, post, where
from sanjha.kernel import clock
from sanjha.kernel.errors import DomainError, NotFound, NotPermitted
from sanjha.kernel.models import OutboxEvent


def test_a_file_gets_the_next_number_of_its_branch_and_lies_where_it_was_opened(assistant):
    first, second = make_file(assistant), make_file(assistant, "Second matter")
    assert [first.number, second.number] == ["A-11011/1/2026-REV-HQ-REV2", "A-11011/2/2026-REV-HQ-REV2"]
    assert second.computer_number == first.computer_number + 1
    assert where(first).to_post == own_post(assistant)
    assert where(first).read_at is not None
    assert first.opened_by.name.en == "Sukhdev Singh"
    assert OutboxEvent.objects.filter(kind="eoffice.FileOpened").count() == 2
    assert FileOpened.__doc__


def test_serials_are_counted_apart_for_each_head_branch_and_calendar_year(assistant, under_secretary):
    make_file(assistant)
    other_head = make_file(assistant, head="B-12013")
    other_branch = make_file(under_secretary)
    with clock.frozen("2027-01-01T09:00:00+05:30"):
        next_year = make_file(assistant)
    assert other_head.number == "B-12013/1/2026-REV-HQ-REV2"
    assert other_branch.number == "A-11011/1/2026-REV-HQ"
    assert next_year.number == "A-11011/1/2027-REV-HQ-REV2"


def test_a_refused_opening_leaves_no_gap(assistant):
    make_file(assistant)
    with pytest.raises(DomainError, match="few words"):
        make_file(assistant, subject="x")
    assert make_file(assistant).serial == 2


def test_a_department_writes_its_numbers_its_own_way(assistant):
    NumberTemplate.objects.filter(department="REV", scheme="FUNCTIONAL").update(
        template="{department}/{branch}/{serial}/{year}"
    )
    assert make_file(assistant).number == "REV/REV-HQ-REV2/1/2026"


def test_a_free_number_is_taken_once(assistant):
    def free(number):
        return open_file(
            cover=Cover(subject="Old correspondence", scheme="FREE", number=number),
            post=own_post(assistant),
            actor=assistant,
        )

    assert free("ਮਾਲ-2/ਪੁਰਾਣੀ/7").serial is None
    with pytest.raises(DomainError, match="Another file"):
        free("ਮਾਲ-2/ਪੁਰਾਣੀ/7")
    with pytest.raises(DomainError, match="3 to 100"):
        free("a")


@pytest.mark.parametrize(
    ("cover", "message"),
    [
        ({"head": "Z-99"}, "head of the department"),
        ({"head": ""}, "head of the department"),
        ({"subject": " "}, "few words"),
        ({"subject": "x" * 301}, "At most"),
    ],
)
def test_a_cover_that_says_too_little_is_refused(cover, message, assistant):
    with pytest.raises(DomainError, match=message):
        make_file(assistant, **cover)
    assert not File.objects.exists()


def test_who_has_not_the_power_opens_none(diarist, stranger, assistant):
    with pytest.raises(NotPermitted, match="may not open files"):
        make_file(diarist)
    with pytest.raises(NotPermitted, match="not with one of your posts"):
        open_file(
            cover=Cover(subject="A matter", head="A-11011"), post=post("REV-HQ-REV2/SA1"), actor=stranger
        )


def test_who_may_see_it(assistant, clerk, superintendent, under_secretary, secretary, stranger):
    file = make_file(assistant)
    for reader in (assistant, clerk, superintendent, secretary):
        assert visible_file(reader, file.pk) == file
    with pytest.raises(NotFound):
        visible_file(stranger, file.pk)


def test_a_graded_file_is_for_the_cleared_alone(assistant, superintendent, secretary):
    file = make_file(assistant, grading=Grading.SECRET)
    for reader in (superintendent, secretary, assistant):
        with pytest.raises(NotFound):
            visible_file(reader, file.pk)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE eoffice_file SET number = 'X'",
        "UPDATE eoffice_file SET branch = 'X'",
        "DELETE FROM eoffice_file",
    ],
)
def test_the_store_keeps_what_a_file_is_called(statement, assistant):
    make_file(assistant)
    with (
        pytest.raises(IntegrityError, match="number is never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
