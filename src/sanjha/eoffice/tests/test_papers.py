"""The correspondence side: continuous pages, flags, papers that are added, and one page of very many at once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanjha.eoffice.models import CorrespondenceItem, Flag
from sanjha.eoffice.operations.add_paper import NewPaper, add_paper
from sanjha.eoffice.operations.flag_paper import flag_paper, take_flag
from sanjha.eoffice.operations.put_in_file import put_in_file
from sanjha.eoffice.queries.papers import leaf_of, paper_of, papers_of, sheets
from sanjha.eoffice.scans import Upload
from sanjha.eoffice.tests.dak import a_png, diarise, scan
from sanjha.eoffice.tests.factories import forward, make_file, own_post
from sanjha.kernel.errors import Conflict, DomainError, NotFound


@pytest.fixture
def file(assistant):
    return make_file(assistant)


def add(file, actor, pages=1, title="Standing Order 16", **paper):
    return add_paper(
        file_id=file.pk,
        post=own_post(actor),
        paper=NewPaper(title=title, upload=scan(pages), **paper),
        actor=actor,
    )


def flag(file, actor, serial, label, deed=flag_paper):
    return deed(file_id=file.pk, serial=serial, label=label, post=own_post(actor), actor=actor)


def standing(file):
    return [
        (flag.item.serial, flag.label)
        for flag in Flag.objects.filter(taken_at__isnull=True).order_by("set_at")
    ]


def test_papers_are_added_by_the_desk_that_has_the_file(file, assistant, superintendent):
    first = add(file, assistant, 3, paper_date=date(2026, 1, 5))
    second = add(file, assistant, kind="EXTRACT")
    assert [(one.serial, one.kind, one.page_from, one.page_to) for one in (first, second)] == [
        (1, "REFERENCE", 1, 3),
        (2, "EXTRACT", 4, 4),
    ]
    with pytest.raises(Conflict):
        add(file, superintendent)
    forward(file, assistant, superintendent)
    assert add(file, superintendent).serial == 3


@pytest.mark.parametrize(
    ("paper", "field"),
    [
        ({"title": "x"}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"kind": "RECEIPT"}, "kind"),
    ],
)
def test_a_paper_that_says_too_little_is_refused(paper, field, file, assistant):
    with pytest.raises(DomainError) as refused:
        add(file, assistant, **paper)
    assert refused.value.field == field
    assert not CorrespondenceItem.objects.exists()


def test_a_program_is_no_paper(file, assistant):
    paper = NewPaper(title="A sheet with macros", upload=Upload("x.xlsm", b"PK\x03\x04"))
    with pytest.raises(DomainError, match="by its content"):
        add_paper(file_id=file.pk, post=own_post(assistant), paper=paper, actor=assistant)


def test_there_is_one_puc_and_flags_are_taken(file, assistant, superintendent):
    for _paper in range(3):
        add(file, assistant)
    flag(file, assistant, 1, "PUC")
    flag(file, assistant, 2, "FR")
    flag(file, assistant, 2, "A")
    flag(file, assistant, 2, "A")
    assert standing(file) == [(1, "PUC"), (2, "FR"), (2, "A")]
    flag(file, assistant, 3, "PUC")
    assert (3, "PUC") in standing(file)
    assert (1, "PUC") not in standing(file)
    assert sheets(papers_of(file.pk)).paper.serial == 3
    flag(file, assistant, 2, "FR", take_flag)
    flag(file, assistant, 2, "FR", take_flag)
    assert standing(file) == [(2, "A"), (3, "PUC")]
    for label, serial, error in (("PRIVATE", 1, DomainError), ("PUC", 9, NotFound)):
        with pytest.raises(error):
            flag(file, assistant, serial, label)
    with pytest.raises(Conflict):
        flag(file, superintendent, 1, "PUC")


def test_a_page_of_the_file_is_found_in_its_paper(file, assistant, diarist):
    receipt = diarise(diarist, to=assistant, scans=[scan(2), Upload("photo.png", a_png())])
    put_in_file(receipt_id=receipt.pk, post=own_post(assistant), file_id=file.pk, actor=assistant)
    add(file, assistant, 4)
    papers = papers_of(file.pk)
    at = sheets(papers, page=5)
    assert (at.paper.serial, at.within, at.count, at.earlier, at.later, at.last) == (2, 2, 4, 4, 6, 7)
    assert (sheets(papers, page=1).earlier, sheets(papers, page=7).later) == (None, None)
    assert sheets(papers, page=99).paper.serial == 2
    assert sheets(papers, serial=1).page == 1
    first = paper_of(assistant, file.pk, 1)
    assert [(leaf_of(first, number).media_type, leaf_of(first, number).number) for number in (1, 2, 3)] == [
        ("application/pdf", 1),
        ("application/pdf", 2),
        ("image/png", 1),
    ]
    with pytest.raises(NotFound):
        leaf_of(first, 4)
    assert sheets(papers_of(make_file(assistant).pk)).paper is None


def test_a_stranger_sees_no_paper(file, assistant, stranger):
    add(file, assistant)
    with pytest.raises(NotFound):
        paper_of(stranger, file.pk, 1)
    with pytest.raises(NotFound):
        paper_of(assistant, file.pk, 2)


def test_the_list_of_papers_asks_a_fixed_number_of_questions(file, assistant, django_assert_num_queries):
    for _paper in range(4):
        add(file, assistant)
    flag(file, assistant, 1, "PUC")
    with django_assert_num_queries(2):
        assert len(papers_of(file.pk)) == 4


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lengths=st.lists(st.integers(1, 9), min_size=1, max_size=5))
def test_serials_and_pages_run_without_a_gap_whatever_comes(lengths, assistant):
    """Invariant: no page stands twice or nowhere; the papers tile the pages from 1 to the last."""
    file = make_file(assistant)
    for length in lengths:
        add(file, assistant, length)
    papers = papers_of(file.pk)
    assert [paper.serial for paper in papers] == list(range(1, len(lengths) + 1))
    covered = [page for paper in papers for page in range(paper.page_from, paper.page_to + 1)]
    assert covered == list(range(1, sum(lengths) + 1))


@pytest.mark.parametrize(("serial", "page_from"), [(3, 3), (2, 3), (3, 2), (1, 1)])
def test_the_store_refuses_a_gap(serial, page_from, file, assistant):
    first = add(file, assistant)
    with pytest.raises(IntegrityError), transaction.atomic():
        CorrespondenceItem.objects.create(
            file=file,
            serial=serial,
            kind="REFERENCE",
            title="Out of order",
            page_from=page_from,
            page_to=page_from,
            added_by=first.added_by,
            added_at=first.added_at,
        )
