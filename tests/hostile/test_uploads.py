"""Papers that are none: a clear message that names the paper, nothing kept, and the server stays small."""

import time

import pytest

from sanjha.project.story.browser import Browser, Page
from tests.hostile import papers
from tests.hostile.papers import MEGABYTE
from tests.hostile.siege import Siege, couple_of

DOCUMENT = "ID_RESIDENCE"
NAME = "Proof of identity and residence of the beneficiary"
BAD, RENAMED = papers.bad_papers(), papers.renamed_papers()


@pytest.fixture(scope="module")
def operator(siege: Siege) -> Browser:
    return siege.officer()


@pytest.fixture(scope="module")
def draft(siege: Siege, operator: Browser) -> str:
    return siege.begun(operator, couple_of(2))


def case_of(draft: str) -> str:
    return draft.rstrip("/").rpartition("/")[2]


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_paper_is_refused_by_name(siege: Siege, operator: Browser, draft: str, kind: str) -> None:
    form = operator.get(f"{draft}papers/").form(f"paper-{DOCUMENT}")
    page = operator.send(form, files={"file": BAD[kind]}, expect=None)
    assert page.status in (413, 422)
    assert NAME in page.complaint() or "file" in page.complaint().lower()
    assert page.tree.xpath(f"//input[@id='id_file-{DOCUMENT}'][@aria-invalid='true']")
    assert siege.attachments(operator, case_of(draft)) == []


def test_fifty_megabytes_are_refused_and_do_not_fill_the_memory(
    siege: Siege, operator: Browser, draft: str
) -> None:
    form = operator.get(f"{draft}papers/").form(f"paper-{DOCUMENT}")
    before = siege.largest_memory()
    for _again in range(3):
        page = operator.send(form, files={"file": papers.huge_paper()}, expect=None)
        assert page.status in (413, 422)
        assert "larger than" in page.complaint()
    assert siege.largest_memory() - before < 200 * MEGABYTE
    assert siege.attachments(operator, case_of(draft)) == []


@pytest.mark.parametrize("kind", RENAMED)
def test_a_good_paper_with_a_bad_name_is_kept_as_what_it_is(
    siege: Siege, operator: Browser, draft: str, kind: str
) -> None:
    form = operator.get(f"{draft}papers/").form(f"paper-{DOCUMENT}")
    page = operator.send(form, files={"file": RENAMED[kind]})
    assert b"<img src=x" not in page.body
    [kept] = page.tree.xpath("//a[contains(@href, '/papers/') and not(contains(@href, 'drafts'))]")
    answer = operator.client.get(kept.get("href"))
    assert answer.headers["content-type"] == "image/jpeg"
    assert "sandbox" in answer.headers["content-security-policy"]
    disposition = answer.headers["content-disposition"]
    assert "/" not in disposition.replace("UTF-8''", "")
    assert "\u202e" not in kept.text_content()
    page = operator.send(page.form("/remove/"))
    assert siege.attachments(operator, case_of(draft)) == []


def test_nobody_verifies_what_is_no_document(siege: Siege) -> None:
    """The page that is open to everybody takes the same files and gives an answer to each."""
    anybody = siege.anybody()
    before = siege.largest_memory()
    for kind, file in BAD.items():
        page = verified(anybody, file)
        outcome = page.tree.xpath("//@data-outcome")
        assert outcome != ["VALID"], kind
        assert page.status in (200, 413, 422), kind
        assert outcome or page.tree.xpath("//*[@role='alert']"), kind
    page = verified(anybody, papers.huge_paper())
    assert page.status in (413, 422)
    assert siege.largest_memory() - before < 200 * MEGABYTE


def verified(anybody: Browser, file: tuple[str, bytes, str]) -> Page:
    """The answer to a file. One address may ask only so often in a minute; whoever is told so waits."""
    for _second in range(70):
        page = anybody.send(anybody.get("/verify/").form("verify-form"), files={"file": file}, expect=None)
        if page.status != 429:
            break
        time.sleep(1)
    return page


def test_nobody_else_sees_or_takes_off_a_paper(siege: Siege, operator: Browser, draft: str) -> None:
    form = operator.get(f"{draft}papers/").form(f"paper-{DOCUMENT}")
    page = operator.send(form, files={"file": RENAMED["picture named PDF"]})
    address = str(page.one("//a[contains(@href, '/papers/') and not(contains(@href, 'drafts'))]").get("href"))
    for stranger in (siege.anybody(), siege.citizen(), siege.officer("pb0045"), siege.officer("pb0036")):
        answer = stranger.client.get(address)
        assert answer.status_code in (302, 403, 404) or "/login/" in str(answer.url)
        assert answer.headers["content-type"].startswith("text/html")
