"""People who were here before are found, so that nobody types their facts again; every look is on record."""

import pytest

from sanjha.exchange.models import Reading
from sanjha.kernel import context
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.sewa.operations.find_earlier_applicants import find_earlier_applicants
from sanjha.sewa.operations.reuse_resident import reuse_resident
from sanjha.sewa.tests.factories import income_data, make_application, make_draft, submit


def find(person, **values):
    with context.request_scope(who=person.actor):
        return find_earlier_applicants(service="REV-INCOME", actor=person.actor, **values)


def reuse(person, draft, resident, revision=1):
    with context.request_scope(who=person.actor):
        return reuse_resident(draft_id=draft.id, resident_id=resident, revision=revision, actor=person.actor)


def test_an_applicant_is_found_by_mobile_and_by_name(operator, other_operator):
    application = make_application(operator, data=income_data("Sukhwinder"))
    for values in ({"mobile": "9876501234"}, {"text": "sukhwinder"}, {"mobile": " 9876501234 "}):
        assert [found.id for found in find(other_operator, **values)] == [application.applicant], values
    assert find(operator, mobile="9000000001") == []


def test_every_look_is_on_record_with_its_reader_and_purpose(operator):
    make_application(operator)
    before = Reading.objects.count()
    find(operator, mobile="9876501234")
    (reading,) = Reading.objects.order_by("-at", "-id")[: Reading.objects.count() - before]
    assert (reading.purpose, reading.case, reading.consumer) == ("REV-INCOME", "counter PB-BNL-002", "sewa")
    assert reading.reader == operator.actor.label


@pytest.mark.parametrize("values", [{}, {"text": "ab"}, {"mobile": "  "}, {"text": "   a  "}])
def test_something_has_to_be_asked_for(operator, values):
    with pytest.raises(DomainError, match="Type a mobile number"):
        find(operator, **values)


def test_only_a_counter_looks(operator, tehsildar):
    with pytest.raises(NotPermitted, match="Only the operator"):
        find(tehsildar, mobile="9876501234")


def test_known_facts_fill_the_form(operator):
    known = income_data("Sukhwinder")
    resident = make_application(operator, data=known, at="rejected").applicant
    draft = make_draft(operator, data={"applicant": {"email": "s@example.org"}, "purpose": "LOAN"})
    filled = reuse(operator, draft, resident)

    assert filled.revision == 2
    assert filled.data["purpose"] == "LOAN"
    applicant = filled.data["applicant"]
    assert applicant["email"] == "s@example.org"
    for name in ("name_en", "name_pa", "relation", "relative_name_en", "born_on", "gender", "mobile"):
        assert applicant[name] == known["applicant"][name], name
    assert applicant["address"]["village"] == known["applicant"]["address"]["village"]


def test_a_filled_form_can_be_submitted(operator):
    known = income_data("Sukhwinder")
    resident = make_application(operator, data=known, at="rejected").applicant
    data = income_data() | {"applicant": {"identity": known["applicant"]["identity"]}}
    draft = make_draft(operator, data=data)
    assert submit(operator, reuse(operator, draft, resident)).applicant == resident


def test_reusing_is_refused(operator, other_operator):
    resident = make_application(operator).applicant
    draft = make_draft(operator)
    with pytest.raises(NotFound):
        reuse(other_operator, draft, resident)
    with pytest.raises(NotFound):
        reuse(operator, draft, new_id())
    with pytest.raises(Conflict, match="another window"):
        reuse(operator, draft, resident, revision=7)
