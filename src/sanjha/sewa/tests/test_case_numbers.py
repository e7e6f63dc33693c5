"""The number of a case for whoever knows only its id, as the log of readings does."""

from sanjha.exchange import contract as exchange
from sanjha.kernel.ids import new_id
from sanjha.sewa import contract
from sanjha.sewa.tests.factories import make_application, make_draft


def test_a_draft_has_no_number_and_its_application_has(operator):
    draft, application = make_draft(operator), make_application(operator)
    found = contract.numbers_of_cases(case_ids=[draft.pk, application.pk, new_id()])
    assert [(row.id, row.number) for row in found] == [(application.pk, application.number)]
    cases = [str(draft.pk), str(application.pk), "counter PB-BNL-002", ""]
    assert exchange.numbers_of_cases(cases) == {str(application.pk): application.number}
