"""The operator looks for beneficiary and members in the register, fills them in, calls a fact wrong, takes a person back."""

import pytest

from sanjha.exchange.models import Reading
from sanjha.kernel import contracts
from sanjha.kernel.errors import Unavailable
from sanjha.people.models import Dispute, Resident
from sanjha.sewa.models import Application, Draft
from sanjha.sewa.tests.factories import a_pdf, attach, decide, objection_of, submit
from sanjha.sewa.tests.families import EARNING, MOBILE, answered, enter_family, reuse, with_mother
from sanjha.sewa.tests.web.visitor import Visitor
from sanjha.sewa.tests.world import holder_of

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def family(operator):
    return enter_family(operator)


@pytest.fixture
def draft(operator, family):
    return with_mother(operator, family)


@pytest.fixture
def page(counter, draft):
    return counter.get(f"/counter/drafts/{draft.pk}/")


def sought(counter, page, part, words):
    (button,) = page.find(f"//*[@id='f-{part}-known']//button[@name='_seek']")
    fields = {f"_sought.{part}": words, "_seek": "1"}
    return counter.send(page, "application", fields, to=button.get("formaction"))


def offered(page, part):
    return [" ".join(each.text_content().split()) for each in page.find(f"//*[@id='f-{part}-known']//li")]


def test_the_number_of_the_applicant_is_proposed_and_finds_the_household(counter, page):
    assert page.value("_sought.beneficiary") == MOBILE
    page = counter.push(page, "Search the register")
    assert page.status == 200
    (only,) = offered(page, "beneficiary")
    assert "Simran Kaur" in only
    assert "30-08-2012" in only


@pytest.mark.parametrize("words", ["9876509876", "98765 09876", "gurdev singh", "reference"])
def test_anybody_is_found_by_number_name_or_reference(counter, page, draft, family, words):
    if words == "reference":
        words = reference_of(family.grandfather)
    page = sought(counter, page, "beneficiary", words)
    assert "Gurdev Singh" in offered(page, "beneficiary")[0]
    assert Reading.objects.filter(operation="people.v1/find", subject=family.grandfather, case=str(draft.pk))


def reference_of(resident):
    return Resident.objects.get(pk=resident).reference


def test_what_cannot_be_looked_for_is_told_beside_it_and_what_was_typed_stays(counter, page):
    page.find("//*[@name='purpose_text' or @name='applicant.email']")[0].set("value", "s@example.org")
    page = sought(counter, page, "beneficiary", "ab")
    assert page.status == 422
    assert "at least three letters" in page.beside("f-beneficiary-sought")
    assert page.value("applicant.email") == "s@example.org"
    page = sought(counter, page, "beneficiary", "Nobody Such")
    assert "Nobody is found" in page.main()


def test_a_beneficiary_is_filled_in_and_not_asked(counter, page, draft, family):
    page = sought(counter, page, "beneficiary", "simran")
    page = counter.push(page, "Simran Kaur")
    assert page.path == f"/counter/drafts/{draft.pk}/"
    assert page.find("//*[@name='beneficiary.name_en']/@type") == ["hidden"]
    assert page.value("beneficiary.born_on") == "2012-08-30"
    assert page.find(
        "//*[@id='f-beneficiary']//*[contains(., 'Register of residents: Told in an application')]"
    )
    assert not page.find("//*[@id='f-beneficiary-known']")
    assert page.value("beneficiary.identity.type") == ""


def test_one_press_calls_a_fact_of_the_beneficiary_wrong(counter, operator, draft, family):
    draft = reuse(operator, draft, family.daughter, "beneficiary")
    page = counter.get(f"/counter/drafts/{draft.pk}/")
    (button,) = page.find("//button[@value='beneficiary.BIRTH_DATE']")
    sent = {"_fact": "beneficiary.BIRTH_DATE"}
    page = counter.send(page, "application", sent, to=button.get("formaction"))
    ticket = Dispute.objects.get()
    assert (ticket.resident_id, ticket.fact_name) == (family.daughter, "BIRTH_DATE")
    assert f"Date of birth (Simran Kaur): called wrong, ticket {ticket.number}" in page.main()
    assert page.find("//*[@name='beneficiary.born_on']/@type") == ["text"]


def test_somebody_else_is_meant(counter, operator, draft, family):
    draft = reuse(operator, draft, family.daughter, "beneficiary")
    page = counter.push(counter.get(f"/counter/drafts/{draft.pk}/"), "Somebody else is meant")
    assert page.find("//*[@name='beneficiary.name_en']/@type") == ["text"]
    assert not page.value("beneficiary.name_en")
    assert page.find("//*[@id='f-beneficiary-known']")


def test_a_member_is_put_into_a_row(counter, page, draft, family):
    page = counter.push(sought(counter, page, "family", "simran"), "Simran Kaur")
    assert page.find("//*[@name='family.0.name_en']/@type") == ["hidden"]
    assert page.value("family.0.age") == "14"
    assert page.find("//select[@name='family.0.relation']")
    assert page.find("//*[@id='f-family-known']")
    page = counter.push(sought(counter, page, "family", "gurdev"), "Gurdev Singh")
    page = counter.send(page, "application", button="remove:family:0")
    page = counter.send(page, "application", button="_save")
    (row,) = Draft.objects.get(pk=draft.pk).data["family"]
    assert row["name_en"] == "Gurdev Singh"
    assert list(Draft.objects.get(pk=draft.pk).registered["others"]) == [f"family:{row['of_register']}"]


def test_who_stands_in_the_table_is_not_offered_again(counter, page):
    page = counter.push(sought(counter, page, "family", "simran"), "Simran Kaur")
    assert "Nobody is found" in sought(counter, page, "family", "simran").main()


def test_the_form_says_that_the_register_does_not_answer(counter, page, draft, family, monkeypatch):
    def fail(**_arguments):
        raise Unavailable("people does not answer")

    operation = contracts.declared_operations()["people.v1/find"]
    answers = operation.implementation
    monkeypatch.setattr(operation, "implementation", fail)
    page = sought(counter, page, "family", "simran")
    assert "does not answer just now" in page.beside("f-family-sought")
    monkeypatch.setattr(operation, "implementation", answers)
    page = sought(counter, page, "family", "simran")
    with_sources = contracts.declared_operations()["people.v1/resident-with-sources"]
    monkeypatch.setattr(with_sources, "implementation", fail)
    page = counter.push(page, "Simran Kaur")
    assert "does not answer just now" in page.beside("f-family-sought")


def test_somebody_elses_draft_is_not_touched(operator, other_operator, supervisor, draft, family):
    assert Visitor(operator).status(f"/counter/drafts/{draft.pk}/seek/purpose/", "post") == 404
    for place in ("seek/beneficiary", "reuse/beneficiary", "release/beneficiary"):
        address = f"/counter/drafts/{draft.pk}/{place}/"
        sent = {"_resident": str(family.daughter)}
        assert Visitor(other_operator).status(address, "post", sent) == 404
        assert Visitor(supervisor).status(address, "post", sent) == 403
        assert Visitor().status(address, "post", sent) == 302


@pytest.fixture
def application(operator, draft, family):
    """The mother applied for her daughter, whose birth date she called wrong; her father stands in the table."""
    draft = reuse(operator, draft, family.daughter, "beneficiary")
    draft = reuse(operator, draft, family.grandfather, "family")
    draft = reuse(operator, draft, family.mother, "family")
    draft.data = answered(draft, 0, **EARNING | {"relation": "FATHER"})
    draft.data = answered(draft, 1, **EARNING)
    draft.data["family"][0]["age"] = "99"
    counter = Visitor(operator)
    page = counter.get(f"/counter/drafts/{draft.pk}/")
    sent = {"_fact": "beneficiary.BIRTH_DATE", **flat(draft.data["family"])}
    page = counter.send(page, "application", sent, to=f"/counter/drafts/{draft.pk}/wrong/")
    counter.send(page, "application", {"beneficiary.born_on": "31-08-2012"}, button="_save")
    attach(operator, draft.pk, "BIRTH_PROOF", a_pdf("birth"))
    return submit(operator, Draft.objects.get(pk=draft.pk))


def flat(rows):
    return {
        f"family.{number}.{name}": value for number, row in enumerate(rows) for name, value in row.items()
    }


def test_the_officer_sees_who_was_filled_in_and_what_is_stated_otherwise(application, family):
    officer = Visitor(holder_of(application.tasks.get().post))
    for address in (f"/desk/cases/{application.pk}/", f"/desk/cases/{application.pk}/print/"):
        page = officer.get(address)
        assert page.status == 200
        assert page.find("//th[@scope='rowgroup'][normalize-space()='Beneficiary']")
        assert page.find("//th[@scope='rowgroup'][normalize-space()='Member 1']")
        (born,) = page.find("//tr[th[normalize-space()='Date of birth']][contains(., 'stated: 31-08-2012')]")
        assert "30-08-2012" in born.text_content()
        assert Dispute.objects.get().number in born.text_content()
        assert "Told in an application" in page.main()


def test_the_application_is_the_known_persons(application, family):
    assert (application.applicant, application.beneficiary) == (family.mother, family.daughter)
    assert application.data["family"][0]["age"] == 71
    assert Application.objects.count() == 1


def test_a_row_taken_out_in_an_answer_takes_its_person_with_it(application, operator, dealing_hand):
    """What the register gave of the other member still stands at the other member."""
    decide(dealing_hand, application, "OBJECT", objections=["FAMILY_INCOMPLETE"], reasons="Who else?")
    counter = Visitor(operator)
    page = counter.get(f"/counter/objections/{objection_of(application).pk}/")
    page = counter.send(page, "answer", button="remove:family:0")
    counter.send(page, "answer", {"_answer": "He lives elsewhere.", "family.0.name_en": "Sukhwinder Singh"})
    application.refresh_from_db()
    (row,) = application.data["family"]
    assert row["name_en"] == "Sukhwinder Singh"
    page = Visitor(holder_of(application.tasks.latest("number").post)).get(f"/desk/cases/{application.pk}/")
    assert page.find("//th[@scope='rowgroup'][normalize-space()='Member 1']")
    assert not page.find("//th[@scope='rowgroup'][normalize-space()='Member 2']")
    assert "Sukhwinder Kaur stated: Sukhwinder Singh" in page.main()
    assert "Gurdev Singh" not in page.main()
