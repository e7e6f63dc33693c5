"""Two people do the same thing at the same moment over real connections: one wins, the other is told, no number is lost."""

import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sanjha.project.story.browser import Browser, Page
from sanjha.project.story.papers import plain_pdf, scanned_page
from tests.hostile import office
from tests.hostile.siege import Siege, couple_of
from tests.journeys import cast
from tests.journeys.taking import take_application

NUMBER = re.compile(r"PB/[A-Z]+/[A-Z-]+/\d{4}/(\d{7})-[0-9A-Z]")
PATIENCE = 60


def at_once(*deeds: Callable[[], Page]) -> list[Page]:
    """All deeds in the same moment, each in a thread; their answers in the same order."""
    gate = Barrier(len(deeds))

    def do(deed: Callable[[], Page]) -> Page:
        gate.wait(timeout=10)
        return deed()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(do, deeds))


def ready_to_submit(operator: Browser, draft: str) -> Page:
    """The last page before the application is accepted, with its papers."""
    page = operator.get(f"{draft}papers/")
    for document, file in (
        ("ID_RESIDENCE", ("voter-card.jpg", scanned_page("Voter card"), "image/jpeg")),
        ("OTHER_INCOME_PROOF", ("sarpanch.pdf", plain_pdf(), "application/pdf")),
    ):
        page = operator.send(page.form(f"paper-{document}"), files={"file": file})
    return page


def submitting(operator: Browser, page: Page) -> Callable[[], Page]:
    form = page.form("submit")
    return lambda: operator.send(form, expect=None)


def running_number(number: str) -> int:
    found = NUMBER.fullmatch(number)
    assert found, number
    return int(found[1])


def number_on(page: Page) -> int:
    """The running number on an acknowledgement."""
    assert "/acknowledgements/" in page.path, page.complaint()
    found = NUMBER.search(page.text())
    assert found, page.path
    return int(found[1])


def test_the_same_draft_submitted_in_two_windows_is_one_application(siege: Siege) -> None:
    here, there = siege.officer(), siege.officer()
    draft = siege.begun(here, couple_of(10))
    page = ready_to_submit(here, draft)
    answers = at_once(submitting(here, page), submitting(there, there.get(f"{draft}papers/")))
    assert all("/acknowledgements/" in answer.path or answer.status == 409 for answer in answers)
    assert any("/acknowledgements/" in answer.path for answer in answers)
    assert len(siege.applications(here, couple_of(10))) == 1


def test_two_operators_submit_for_the_same_person(siege: Siege) -> None:
    """One is accepted, the other one is told of it; the refused one has used up no number."""
    operators = [siege.officer("pb0010"), siege.officer("pb0044")]
    first = take_application(siege.base, couple_of(11))[0]
    pages = [ready_to_submit(operator, siege.begun(operator, couple_of(12))) for operator in operators]
    answers = at_once(*map(submitting, operators, pages))
    [lost] = [answer for answer in answers if "/acknowledgements/" not in answer.path]
    [won] = [answer for answer in answers if answer is not lost]
    assert lost.status in (409, 422)
    assert "already applied" in lost.text()
    last = take_application(siege.base, couple_of(13))[0]
    assert number_on(won) == running_number(first) + 1
    assert running_number(last) == running_number(first) + 2


def test_many_submit_at_once_and_no_number_is_left_out(siege: Siege) -> None:
    operators = [siege.officer(name) for name in ("pb0010", "pb0044", "pb0045", "pb0047", "pb0048", "pb0010")]
    pages = [
        ready_to_submit(operator, siege.begun(operator, couple_of(14 + place)))
        for place, operator in enumerate(operators)
    ]
    answers = at_once(*map(submitting, operators, pages))
    taken = sorted(map(number_on, answers))
    assert taken == list(range(taken[0], taken[0] + 6))


def test_two_officers_decide_the_same_case_at_once(siege: Siege) -> None:
    """Of three cases each is decided in two windows at once: one decision counts, the other window is told by whom and when."""
    cases = [take_application(siege.base, couple_of(number))[1] for number in (20, 21, 22)]
    office.carried_to_the_tehsildar(siege, cases)
    here, there = siege.officer(cast.TEHSILDAR), siege.officer(cast.TEHSILDAR)
    for case in cases:
        one, other = office.opened(here, case).form("decide"), office.opened(there, case).form("decide")
        answers = at_once(
            lambda form=one: here.send(form, {"_action": "APPROVE"}, expect=None),
            lambda form=other: there.send(form, {"_action": "APPROVE"}, expect=None),
        )
        assert sorted(answer.status for answer in answers) == [200, 409]
        [told] = [answer.text() for answer in answers if answer.status == 409]
        assert "Paramjit Kaur Sandhu" in told
    certificates = [issued(here, case) for case in cases]
    numbers = sorted(map(running_number, certificates))
    assert numbers == list(range(numbers[0], numbers[0] + 3))


def issued(officer: Browser, case: str) -> str:
    """The number of the document that came of the case."""
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        links = office.opened(officer, case).tree.xpath("//main//a[contains(@href, '/locker/')]")
        for link in links:
            if found := NUMBER.search(link.text_content()):
                return found[0]
        time.sleep(0.2)
    raise AssertionError(f"no document after {PATIENCE} seconds")
