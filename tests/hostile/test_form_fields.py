"""Every field of the income certificate gets what it must not take: it is refused by name, and nothing typed is lost."""

import pytest

from sanjha.project.story.browser import Browser, Page
from tests.hostile.nasty import MARKUP, NASTY, as_shown
from tests.hostile.siege import Siege, couple_of

LAND = {
    "land.0.tehsil": "T276",
    "land.0.village": "V040044",
    "land.0.khewat": "12/14",
    "land.0.khasra": "7//12, 13",
    "land.0.kanal": "4",
    "land.0.marla": "3",
    "land.0.income_per_year": "10,000",
    "land.0.fard_reference": "F-2026-1",
}
WORDS = "address.house address.street address.post_office fard_reference".split()
"""Endings of fields that take any words in English letters, also those of a query."""

LEGITIMATE = {"wrong type": [*WORDS, "name_en"], "query": WORDS}
KEPT_CHOICES = ("select", "radio", "checkbox")
"""A person can only choose what is offered, so a foreign value need not come back."""

SEARCH = "_sought."
"""What is typed to look somebody up in the register is no answer: it takes any words and is not kept."""

COUPLE = couple_of(1)


@pytest.fixture(scope="module")
def operator(siege: Siege) -> Browser:
    return siege.officer()


@pytest.fixture(scope="module")
def draft(siege: Siege, operator: Browser) -> str:
    """The address of a form that is filled in rightly, with land."""
    address = siege.begun(operator, COUPLE)
    page = operator.send(operator.get(address).form("application"), LAND)
    assert page.path == f"{address}papers/", page.complaint()
    return address


@pytest.mark.parametrize("kind", NASTY)
def test_no_field_takes_what_it_must_not(siege: Siege, operator: Browser, draft: str, kind: str) -> None:
    right = operator.get(draft).form("application").values
    asked = [name for name in right if "." in name and not name.startswith(("family.0.", SEARCH))]
    fields = [*asked, "purpose", "financial_year"]
    assert len(fields) > 35
    problems = []
    page = operator.get(draft)
    for name in fields:
        form = (page if page.path == draft else operator.get(draft)).form("application")
        form.values = {**right, "_revision": form.values["_revision"]}
        page = operator.send(form, {name: NASTY[kind]}, expect=None)
        problems += wrong_with(page, name, kind, is_form=page.path == draft)
    form = operator.get(draft).form("application")
    operator.send(form, {name: value for name, value in right.items() if name in fields})
    assert problems == []
    assert siege.applications(operator, COUPLE) == []


def wrong_with(page: Page, name: str, kind: str, *, is_form: bool) -> list[str]:
    """What is wrong with the answer to a nasty value in the field of that name."""
    told = f"{name}, {kind}"
    if not is_form:
        allowed = any(name.endswith(ending) for ending in LEGITIMATE.get(kind, []))
        return [] if allowed else [f"{told}: taken"]
    problems = []
    if page.status != 422:
        problems.append(f"{told}: status {page.status}")
    places = [link.get("href") or "" for link in page.tree.xpath("//*[@role='alert']//a")]
    if not any(place.startswith("#f-" + part_of(name)) for place in places):
        problems.append(f"{told}: the message does not name the field: {places}")
    if MARKUP[:8].encode() in page.body.lower().replace(b'<script type="module"', b""):
        problems.append(f"{told}: not escaped")
    control = page.one(f"//*[@name='{name}']")
    is_chosen = (
        control.tag == "select" or control.get("type") in KEPT_CHOICES or control.get("type") == "hidden"
    )
    if not is_chosen and page.form("application").values[name] != [as_shown(NASTY[kind])]:
        problems.append(f"{told}: not kept")
    return problems


def part_of(name: str) -> str:
    """The beginning of the id; the kind and the number of an identity card are one field."""
    return name.removesuffix(".type").removesuffix(".number").replace(".", "-")


def test_a_form_with_faults_cannot_be_submitted(siege: Siege, operator: Browser, draft: str) -> None:
    """Not even by somebody who leaves the page out."""
    form = operator.get(draft).form("application")
    operator.send(form, {"applicant.mobile": "12"}, expect=422)
    revision = operator.get(draft).form("application").values["_revision"][0]
    answer = operator.post(f"{draft}submit/", {"_revision": revision, "_total": "75.00"}, expect=None)
    assert "/acknowledgements/" not in answer.path
    assert answer.path == draft  # back to the form, which says what is wrong
    assert siege.applications(operator, COUPLE) == []
