"""The income certificate as the law and the counter know it: who may apply, what is asked, where it goes."""

from datetime import date
from decimal import Decimal

import pytest

from sanjha.sewa.forms.documents import missing_documents, required_documents
from sanjha.sewa.forms.engine import validate
from sanjha.sewa.forms.fees import fee_lines, total
from sanjha.sewa.forms.flow import (
    next_step,
    offered_actions,
    place_of,
    responsible_for,
    step_context,
    uniqueness_key,
)
from sanjha.sewa.tests.forms.factories import (
    ADDRESS,
    CHILD,
    HOLDING,
    MEMBER,
    PERSON,
    REPORT,
    TODAY,
    application,
    context,
    for_a_child,
    income_certificate,
    kept,
    report_of,
)


def told(data):
    result = validate(income_certificate().form, data, context())
    return {error.path: error.code for error in result.errors}


def test_an_application_for_oneself_is_read_and_added_up():
    data = application(
        family=[MEMBER, {**MEMBER, "relation": "FATHER", "salary": "", "pension": "36000"}], land=[HOLDING]
    )
    cleaned = kept(data)
    assert cleaned["total_income"] == 120000 + 36000 + 40000
    assert cleaned["total_income_words_en"] == "one lakh ninety-six thousand"
    assert cleaned["total_income_words_pa"] == "ਇੱਕ ਲੱਖ ਛਿਆਨਵੇਂ ਹਜ਼ਾਰ"
    assert "beneficiary" not in cleaned
    assert "relation_to_applicant" not in cleaned


def test_an_application_for_a_child_needs_a_parent_or_guardian():
    assert told(for_a_child()) == {}
    assert told(for_a_child(relation_to_applicant="WARD")) == {}
    assert told(for_a_child(relation_to_applicant="WIFE")) == {"relation_to_applicant": "child-by-guardian"}
    assert told(for_a_child(relation_to_applicant="")) == {"relation_to_applicant": "required"}


def test_a_grown_beneficiary_may_be_anybody_but_a_ward():
    grown = {**CHILD, "born_on": "14-05-1990"}
    assert told(for_a_child(beneficiary=grown, relation_to_applicant="WIFE")) == {}
    assert told(for_a_child(beneficiary=grown, relation_to_applicant="WARD")) == {
        "relation_to_applicant": "ward-is-child"
    }


def test_a_child_cannot_apply():
    young = {**PERSON, "born_on": "25-11-2008", "address": ADDRESS}
    assert told(application(applicant=young)) == {"applicant.born_on": "applicant-of-age"}
    on_the_birthday = {**PERSON, "born_on": "24-11-2008", "address": ADDRESS}
    assert told(application(applicant=on_the_birthday)) == {}


def test_the_beneficiary_is_asked_only_if_it_is_somebody_else():
    assert "beneficiary.name_en" in told(for_a_child(beneficiary={}))
    assert kept(application(beneficiary=CHILD, relation_to_applicant="SON")).get("beneficiary") is None


def test_another_purpose_must_be_named():
    assert told(application(purpose="OTHER")) == {"purpose_text": "required"}
    assert told(application(purpose="OTHER", purpose_text="Passport")) == {}
    assert told(application(purpose="OTHER", purpose_text="p" * 151)) == {"purpose_text": "too-long"}


def test_the_year_is_the_last_completed_one():
    assert told(application(financial_year="2026-27")) == {"financial_year": "not-financial-year"}
    on_31_march = validate(
        income_certificate().form, application(financial_year="2024-25"), context(today=date(2026, 3, 31))
    )
    assert on_31_march.ok
    on_1_april = validate(
        income_certificate().form, application(financial_year="2025-26"), context(today=date(2026, 4, 1))
    )
    assert on_1_april.ok


@pytest.mark.parametrize(
    ("family", "errors"),
    [
        ([], {"family": "too-few-rows"}),
        ([{**MEMBER, "is_earning": "no"}], {"family.0.is_earning": "earns-nothing"}),
        ([{**MEMBER, "salary": "0"}], {"family.0.is_earning": "earns-something"}),
        ([{**MEMBER, "relation": "SON"}], {"family": "applicant-in-family"}),
        ([MEMBER, MEMBER], {"family": "applicant-in-family"}),
        ([{**MEMBER, "age": "121"}], {"family.0.age": "too-large"}),
        ([{**MEMBER, "salary": "-1"}], {"family.0.salary": "negative"}),
        ([MEMBER] + [{**MEMBER, "relation": "SON"}] * 15, {"family": "too-many-rows"}),
    ],
)  # fmt: skip
def test_the_family_table(family, errors):
    assert told(application(family=family)) == errors


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"khewat": "12a"}, {"land.0.khewat": "pattern"}),
        ({"marla": "20"}, {"land.0.marla": "too-large"}),
        ({"kanal": "0", "marla": "0"}, {"land.0.kanal": "no-area"}),
        ({"village": "V027399"}, {"land.0.village": "not-within"}),
        ({"village": "T255"}, {"land.0.village": "wrong-kind-of-place"}),
        ({"income_per_year": ""}, {"land.0.income_per_year": "required"}),
    ],
)
def test_the_land_table(change, errors):
    assert told(application(land=[{**HOLDING, **change}])) == errors


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"tehsil": "T256"}, {"applicant.address.village": "not-within"}),
        ({"district": "D041"}, {"applicant.address.tehsil": "not-within"}),
        (
            {"area_type": "URBAN"},
            {"applicant.address.town": "required", "applicant.address.ward": "required"},
        ),
        ({"area_type": "URBAN", "town": "U248355", "ward": "5"}, {}),
        ({"pin": "110001"}, {"applicant.address.pin": "not-pin"}),
        ({"since_year": "2027"}, {"applicant.address.since_year": "not-year"}),
    ],
)
def test_the_address(change, errors):
    assert told(application(applicant={**PERSON, "address": {**ADDRESS, **change}})) == errors


def test_nothing_goes_without_the_declaration():
    assert told(application(declaration=None)) == {"declaration": "required"}
    assert told(application(declaration="no")) == {"declaration": "declaration"}


def needed(data):
    return {
        paper.code
        for paper in required_documents(income_certificate(), kept(data), context())
        if paper.required
    }


def test_the_papers_follow_from_the_data():
    always = {"ID_RESIDENCE", "SELF_DECLARATION", "VERIFICATION_REPORT"}
    assert needed(application()) == {*always, "SALARY_PROOF"}
    assert needed(application(land=[HOLDING])) == {*always, "SALARY_PROOF", "FARD"}
    assert needed(application(land=[{**HOLDING, "fard_reference": "F/12"}])) == {*always, "SALARY_PROOF"}
    assert needed(application(family=[{**MEMBER, "salary": "10,00,001"}])) == {*always, "SALARY_PROOF", "ITR"}
    assert needed(application(family=[{**MEMBER, "salary": "10,00,000"}])) == {*always, "SALARY_PROOF"}
    labourer = {**MEMBER, "occupation": "LABOUR"}
    assert needed(application(family=[labourer])) == always
    assert needed(for_a_child()) == {*always, "SALARY_PROOF", "BIRTH_PROOF"}
    assert needed(for_a_child(relation_to_applicant="WARD")) == {
        *always,
        "SALARY_PROOF",
        "BIRTH_PROOF",
        "GUARDIAN_PROOF",
    }


def missing(data, *held):
    return [error.path for error in missing_documents(income_certificate(), kept(data), set(held), context())]


def test_what_is_missing_is_told_paper_by_paper():
    assert missing(application()) == ["documents.ID_RESIDENCE", "documents.SALARY_PROOF"]
    assert missing(application(), "ID_RESIDENCE", "SALARY_PROOF") == []


def test_some_proof_of_income_is_needed_where_none_is_needed_for_itself():
    labourer = application(family=[{**MEMBER, "occupation": "LABOUR"}])
    errors = missing_documents(income_certificate(), kept(labourer), {"ID_RESIDENCE"}, context())
    assert [error.code for error in errors] == ["document-one-of"]
    assert (
        errors[0]
        .message.in_language("en")
        .startswith("Proof of income: One of these documents is needed: Salary slip")
    )
    assert missing(labourer, "ID_RESIDENCE", "J_FORM") == []
    nothing = application(family=[{**MEMBER, "is_earning": "no", "salary": "", "occupation": "NONE"}])
    assert missing(nothing, "ID_RESIDENCE") == []


def test_a_paper_knows_what_may_be_uploaded():
    papers = {paper.code: paper for paper in required_documents(income_certificate(), kept(), context())}
    assert papers["ID_RESIDENCE"].accept == ("pdf", "jpg", "png")
    assert papers["ID_RESIDENCE"].max_bytes == 2048 * 1024
    assert papers["ID_RESIDENCE"].given_by == "APPLICANT"
    assert papers["SELF_DECLARATION"].given_by == "GENERATED"
    assert (papers["VERIFICATION_REPORT"].given_by, papers["VERIFICATION_REPORT"].step) == (
        "FIELD_REPORT",
        "verification",
    )


def fees(channel, copies, on=TODAY):
    return fee_lines(income_certificate(), kept(), channel=channel, copies=copies, on=on, context=context())


def test_the_fee_is_75_rupees_a_copy_and_50_at_the_door():
    assert [(line.code, line.amount) for line in fees("COUNTER", 1)] == [("FACILITATION", Decimal("75.00"))]
    assert [(line.code, line.amount) for line in fees("DOORSTEP", 3)] == [
        ("FACILITATION", Decimal("225.00")),
        ("DOORSTEP", Decimal("50.00")),
    ]
    assert total(fees("DOORSTEP", 3)) == Decimal("275.00")
    assert fees("COUNTER", 0) == []
    assert [line.code for line in fees("DOORSTEP", 1, date(2025, 4, 30))] == ["FACILITATION"]
    assert fees("COUNTER", 1)[0].status == "DRAFT"
    assert fees("COUNTER", 2)[0].quantity == 2


def test_who_is_responsible_follows_from_the_address():
    definition, rural = income_certificate(), kept()
    town = {**ADDRESS, "area_type": "URBAN", "town": "U248355", "ward": "5"}
    urban = kept(application(applicant={**PERSON, "address": town}))

    def posts(step, cleaned):
        found = responsible_for(definition, definition.step(step), cleaned, context())
        return [(entry.designation, entry.place, entry.office_kind) for entry in found]

    assert posts("scrutiny", rural) == [("dealing_hand", "V027374", "")]
    assert posts("verification", rural)[0] == ("patwari", "V027374", "")
    assert posts("verification", urban)[0] == ("ward_inspector", "U248355", "")
    assert posts("decision", rural) == [
        ("naib_tehsildar", "V027374", "SUB_TEHSIL"),
        ("tehsildar", "V027374", ""),
    ]


def test_the_place_of_an_address_is_its_most_exact_place():
    definition = income_certificate()
    assert place_of(definition, kept(), "applicant.address") == "V027374"
    assert place_of(definition, kept(), "applicant.address.tehsil") == "T255"
    assert place_of(definition, {"applicant": {"address": {"tehsil": "T255"}}}, "applicant.address") == "T255"
    assert place_of(definition, {}, "applicant.address") == ""
    assert place_of(definition, kept(), "applicant.name_en") == ""
    assert place_of(definition, kept(), "nothing.at.all") == ""


def step_after(**changes):
    definition = income_certificate()
    step = definition.step("verification")
    return next_step(definition, step, step.action("REPORT"), kept(), report_of(**changes), context())


def test_only_a_difference_of_more_than_a_fifth_goes_to_the_kanungo():
    reason = {"difference_reason": "ਜ਼ਮੀਨ ਠੇਕੇ ਉੱਤੇ ਦਿੱਤੀ ਹੈ"}
    assert step_after() == "decision"
    assert step_after(assessed_income="144000", **reason) == "decision"
    assert step_after(assessed_income="144001", **reason) == "kanungo_report"
    assert step_after(assessed_income="96000", **reason) == "decision"
    assert step_after(assessed_income="95999", **reason) == "kanungo_report"
    assert step_after(flagged="yes", flag_reason="Two houses in one name") == "kanungo_report"


def test_the_report_must_say_why_it_differs():
    definition = income_certificate()
    step = definition.step("verification")
    around = step_context(definition, kept(), {}, context())
    result = validate(step.form, {**REPORT, "assessed_income": "130000"}, around)
    assert {error.path: error.code for error in result.errors} == {"difference_reason": "required"}
    assert result.computed == {"differs": True}
    early = validate(step.form, {**REPORT, "enquiry_date": "01-09-2026"}, around)
    assert {error.path: error.code for error in early.errors} == {"enquiry_date": "too-early"}


def test_nothing_can_be_approved_before_the_verification():
    definition = income_certificate()
    decision = definition.step("decision")

    def offered(reports):
        return [action.code for action in offered_actions(definition, decision, kept(), reports, context())]

    assert offered({}) == ["REJECT", "OBJECT", "SEND_BACK"]
    assert offered(report_of()) == ["APPROVE", "REJECT", "OBJECT", "SEND_BACK"]


def test_an_action_that_leads_to_no_step_says_so():
    definition = income_certificate()
    decision = definition.step("decision")
    assert next_step(definition, decision, decision.action("APPROVE"), kept(), report_of(), context()) is None


def test_one_live_certificate_for_a_person_and_a_year():
    definition = income_certificate()

    def key(data):
        return uniqueness_key(definition, kept(data), context())

    spelt = {**PERSON, "name_en": "MANPREET  KAUR.", "mobile": "9999999999", "address": ADDRESS}
    assert key(application()) == key(application(applicant=spelt, purpose="LOAN"))
    assert key(application()) != key(
        application(applicant={**PERSON, "born_on": "06-11-1994", "address": ADDRESS})
    )
    assert key(application()) != key(for_a_child())
    assert key(for_a_child()) == key(for_a_child(purpose="PENSION"))
    assert len(key(application())) == 64
