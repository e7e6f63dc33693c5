"""The list of papers: groups, what is there, what comes next."""

import pytest

from sanjha.sewa.operations.preview_draft import preview_draft
from sanjha.sewa.tests.factories import a_jpeg, attach, income_data, make_draft
from sanjha.sewa.web.checklist import checklist_of


def shown(operator, *documents, **data):
    draft = make_draft(operator, data=income_data(**data), documents=())
    for document in documents:
        attach(operator, draft.pk, document, a_jpeg() if document == "PHOTO" else None)
    return checklist_of(preview_draft(draft_id=draft.pk, actor=operator.actor).documents)


def summary(checklist):
    return checklist.received, checklist.wanted, checklist.next_code


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ((), (0, 2, "ID_RESIDENCE")),
        (("ID_RESIDENCE",), (1, 2, "SALARY_PROOF")),
        (("ITR",), (1, 2, "ID_RESIDENCE")),
        (("ID_RESIDENCE", "OTHER_INCOME_PROOF"), (2, 2, "")),
        (("ID_RESIDENCE", "OTHER_INCOME_PROOF", "ITR", "PHOTO"), (2, 2, "")),
    ],
)
def test_what_is_there_and_what_comes_next(operator, documents, expected):
    assert summary(shown(operator, *documents)) == expected


def test_a_paper_needed_for_itself_settles_its_group(operator):
    member = income_data()["family"][0] | {"occupation": "PRIVATE_SERVICE"}
    checklist = shown(operator, family=[member])
    assert summary(checklist) == (0, 2, "ID_RESIDENCE")
    needed = next(group for group in checklist.groups if not group.one_is_enough)
    assert [line.asked.code for line in needed.lines] == ["ID_RESIDENCE", "SALARY_PROOF"]
    rest = next(group for group in checklist.groups if group.one_is_enough)
    assert rest.is_met is None


def test_papers_of_the_office_are_not_taken(operator):
    office = shown(operator).groups[-1]
    assert {line.asked.code for line in office.lines} == {"SELF_DECLARATION", "VERIFICATION_REPORT"}
    assert not any(line.is_taken for line in office.lines)


def test_the_control_takes_what_the_definition_accepts(operator):
    lines = {line.asked.code: line for group in shown(operator).groups for line in group.lines}
    assert lines["ID_RESIDENCE"].accept == "application/pdf,image/jpeg,image/png"
    assert lines["PHOTO"].accept == "image/jpeg,image/png"


def test_a_problem_stands_at_its_paper(operator):
    draft = make_draft(operator, documents=())
    states = preview_draft(draft_id=draft.pk, actor=operator.actor).documents
    lines = {
        line.asked.code: line
        for group in checklist_of(states, {"PHOTO": "Too dark."}).groups
        for line in group.lines
    }
    assert lines["PHOTO"].problem == "Too dark."
    assert lines["ID_RESIDENCE"].problem == ""
