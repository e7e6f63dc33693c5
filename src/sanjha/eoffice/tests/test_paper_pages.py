"""Pages of thick papers come one by one."""

import time
from io import BytesIO

import pikepdf
import pytest

from sanjha.eoffice import paper_pages
from sanjha.eoffice.tests.dak import a_pdf
from sanjha.kernel import blobs
from sanjha.kernel.errors import NotFound
from sanjha.kernel.ids import new_id


@pytest.fixture(scope="module")
def thick():
    """A blob of 2,000 pages."""
    return blobs.put(a_pdf(2000, f"of {new_id()}"))


def test_page_1500_of_2000_comes_at_once_and_alone(thick):
    begun = time.monotonic()
    page = paper_pages.page_of(thick, 1500)
    first = time.monotonic() - begun
    begun = time.monotonic()
    paper_pages.page_of(thick, 1501)
    again = time.monotonic() - begun
    with pikepdf.open(BytesIO(page)) as single:
        assert len(single.pages) == 1
        assert b"Page 1500 " in single.pages[0].Contents.read_bytes()
    assert len(page) < 10_000
    assert first < 5, "cut out of 2,000 pages"
    assert again < 0.2, "kept beside"
    for number in (0, 2001):
        with pytest.raises(NotFound):
            paper_pages.page_of(thick, number)


def test_pages_that_nobody_opens_are_forgotten(thick):
    paper_pages.page_of(thick, 3)
    assert paper_pages.forget_unused() == 0
    assert paper_pages.forget_unused(after=-10) >= 1
    with pikepdf.open(BytesIO(paper_pages.page_of(thick, 3))) as anew:
        assert b"Page 3 " in anew.pages[0].Contents.read_bytes()


@pytest.mark.skipif(not paper_pages.draws_pages(), reason="pdftoppm is not installed")
def test_a_page_is_drawn_where_that_can_be_done(thick):
    assert paper_pages.picture_of(thick, 1500).startswith(b"\xff\xd8\xff")


def test_without_the_program_that_draws_the_page_is_a_pdf(thick, monkeypatch):
    monkeypatch.setattr(paper_pages.shutil, "which", lambda _name: None)
    assert paper_pages.picture_of(thick, 1900) is None
