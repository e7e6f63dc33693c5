"""What was filled in, laid out for reading; and what differs between two windows."""

from hypothesis import given
from hypothesis import strategies as st

from sanjha.kernel.ids import new_id
from sanjha.sewa.tests.definitions import income_definition
from sanjha.sewa.tests.factories import income_data
from sanjha.sewa.web.answers import answers_of
from sanjha.sewa.web.differences import MOST, differences

FORM = income_definition().form


def read(sections):
    return {answer.path: answer.value for section in sections for answer in section.answers}


def test_values_are_read_as_people_write_them(world):
    sections = answers_of(FORM, income_data("Manpreet") | {"total_income": 120000})
    values = read(sections)
    assert values["applicant.gender"] == "Female"
    assert values["applicant.address.village"] == "Pakho"
    assert values["applicant.address.district"] == "Barnala"
    assert values["applicant.identity"].startswith("Voter card ")
    assert values["same_as_applicant"] == "Yes"
    assert values["total_income"] == "₹ 1,20,000"
    table = next(table for section in sections for table in section.tables)
    cells = {head.en: cell for head, cell in table.rows[0]}
    assert (cells["Occupation"], cells["Salary or wages"], cells["Earns"]) == ("Labour", "₹ 1,20,000", "Yes")


def test_an_aadhaar_number_shows_its_last_digits_only(world):
    data = income_data()
    data["applicant"]["identity"] = {"type": "AADHAAR", "last4": "0124"}
    assert read(answers_of(FORM, data))["applicant.identity"] == "Aadhaar XXXXXXXX0124"


def test_sections_without_answers_are_left_out(world):
    assert answers_of(FORM, {}) == []
    assert [section.code for section in answers_of(FORM, {"purpose": "LOAN"})] == ["purpose"]


def test_a_picture_leads_to_its_paper(world):
    form = next(step.form for step in income_definition().steps if step.code == "verification")
    paper = new_id()
    answers = [
        answer
        for section in answers_of(form, {"photo": "a" * 64}, {"a" * 64: paper})
        for answer in section.answers
    ]
    assert [answer.paper for answer in answers] == [paper]
    assert answers_of(form, {"photo": "a" * 64}, {}) == []


def test_what_differs_is_named_with_both_values(world):
    kept, here = income_data("Same"), income_data("Same")
    here["applicant"]["address"]["village"] = "V040044"
    here["purpose"], here["same_as_applicant"] = "LOAN", False
    told = {each.label.en: (each.kept, each.here) for each in differences(FORM, kept, here)}
    assert told == {
        "Village": ("Pakho", "Badra"),
        "Certificate needed for": ("Scholarship", "Loan"),
        "Is the certificate for the applicant?": ("Yes", "No"),
    }


def test_the_same_typed_and_kept_does_not_differ(world):
    kept = income_data("Same")
    assert differences(FORM, kept, kept) == []
    assert differences(FORM, {}, {"applicant": {"name_en": ""}}) == []


@given(
    st.dictionaries(
        st.sampled_from(["purpose", "purpose_text", "financial_year", "family", "nobody", "applicant"]),
        st.text(max_size=20)
        | st.lists(st.dictionaries(st.sampled_from(["age", "x"]), st.text()))
        | st.none(),
    )
)
def test_whatever_is_typed_can_be_compared(typed):
    assert len(differences(FORM, {}, typed)) <= MOST
    assert differences(FORM, typed, typed) == []
