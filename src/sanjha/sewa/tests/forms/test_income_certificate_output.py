"""What stands in the income certificate that is issued, and in its texts."""

from datetime import date

import pytest

from sanjha.kernel.text import Text
from sanjha.sewa.forms.output import output_of
from sanjha.sewa.forms.places import place_codes
from sanjha.sewa.tests.forms.factories import (
    ADDRESS,
    HOLDING,
    PERSON,
    TODAY,
    application,
    context,
    for_a_child,
    income_certificate,
    kept,
    report_of,
)

CASE = {
    "number": "PB/BNL/REV-INCOME/2026/0000001-K",
    "submitted_on": "2026-11-10",
    "decided_on": "2026-11-24",
}


def issued(data=None, reports=None, **case):
    return output_of(income_certificate(), kept(data), reports or report_of(), {**CASE, **case}, context())


def test_what_stands_in_the_certificate():
    output = issued(application(land=[HOLDING, HOLDING]))
    assert (output.doctype, output.template) == ("INCER", "revenue/income-certificate/document.typ")
    assert (output.valid_from, output.valid_to) == (date(2026, 11, 24), date(2027, 3, 31))
    assert output.period == "2025-26"
    assert output.qr_fields == {
        "name": "Manpreet Kaur", "name_pa": "ਮਨਪ੍ਰੀਤ ਕੌਰ", "relative": "Gurcharan Singh", "income": "120000", "year": "2025-26",
    }  # fmt: skip
    data = output.data
    assert data["application_number"] == CASE["number"]
    assert data["application_date"] == "2026-11-10"
    assert data["purpose"]["pa"] == "ਵਜ਼ੀਫ਼ਾ"
    assert data["beneficiary"] == {
        "name": {"en": "Manpreet Kaur", "pa": "ਮਨਪ੍ਰੀਤ ਕੌਰ"},
        "relation": {"en": "daughter of", "pa": "ਪੁੱਤਰੀ"},
        "relative_name": {"en": "Gurcharan Singh", "pa": "ਗੁਰਚਰਨ ਸਿੰਘ"},
        "born_on": "1994-11-05",
        "age": 32,
    }
    assert data["address"]["place"] == {"en": "Dhilwan", "pa": "ਢਿੱਲਵਾਂ"}
    assert data["address"]["place_kind"]["pa"] == "ਪਿੰਡ"
    assert data["address"]["area"] == ""
    assert data["family"] == [
        {
            "name": {"en": "Manpreet Kaur", "pa": "ਮਨਪ੍ਰੀਤ ਕੌਰ"},
            "relation": {"en": "Applicant", "pa": "ਬਿਨੈਕਾਰ ਖ਼ੁਦ", "hi": "आवेदक स्वयं"},
            "age": 32,
            "occupation": {"en": "Private service", "pa": "ਪ੍ਰਾਈਵੇਟ ਨੌਕਰੀ", "hi": "निजी नौकरी"},
            "income": 120000,
        }
    ]
    assert data["land"] == {"kanal": 17, "marla": 10, "income": 80000}
    assert data["report"] == {
        "number": "12/A",
        "date": "2026-11-20",
        "post": {"en": "Patwari", "pa": "ਪਟਵਾਰੀ"},
        "office": {"en": "Dhilwan", "pa": "ਢਿੱਲਵਾਂ"},
    }


def test_a_certificate_without_land_says_nothing_of_it():
    assert issued().data["land"] is None


def test_the_income_that_was_decided_is_certified_not_the_one_declared():
    reports = report_of(assessed_income="150000", difference_reason="ਜ਼ਮੀਨ ਠੇਕੇ ਉੱਤੇ ਦਿੱਤੀ ਹੈ")
    assert issued(reports=reports).data["total_income"] == 150000
    reports["kanungo_report"] = {"recommended_income": 140000}
    assert issued(reports=reports).data["total_income"] == 140000
    reports["decision"] = {"certified_income": 130000}
    certified = issued(reports=reports)
    assert certified.data["total_income"] == 130000
    assert certified.data["total_income_words"]["en"] == "one lakh thirty thousand"
    assert certified.qr_fields["income"] == "130000"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "daughter of"),
        ({"gender": "M"}, "son of"),
        ({"relation": "HUSBAND"}, "wife of"),
        ({"gender": "T"}, "child of"),
        ({"relation": "GUARDIAN"}, "ward of"),
    ],
)
def test_the_relation_is_written_out(change, words):
    data = application(applicant={**PERSON, **change, "address": ADDRESS})
    assert issued(data).data["beneficiary"]["relation"]["en"] == words


def test_the_certificate_for_a_child_names_the_child():
    output = issued(for_a_child(purpose="OTHER", purpose_text="Hostel"))
    assert output.data["beneficiary"]["name"]["en"] == "Jasleen Kaur"
    assert output.data["purpose"] == {"en": "Hostel", "pa": "Hostel"}


def test_the_sentence_of_the_certificate():
    wording = issued().wording
    assert wording.en == (
        "Certified that Manpreet Kaur, daughter of Gurcharan Singh, resident of Dhilwan, Tehsil Tapa, District Barnala, "
        "Punjab, and the family have a total annual income from all sources of Rs 1,20,000 (Rupees one lakh twenty "
        "thousand only) for the financial year 2025-26. This certificate is issued for the purpose of Scholarship on the "
        "basis of the applicant's declaration and local enquiry report no. 12/A dated 20-11-2026."
    )
    assert wording.pa.startswith("ਤਸਦੀਕ ਕੀਤਾ ਜਾਂਦਾ ਹੈ ਕਿ ਮਨਪ੍ਰੀਤ ਕੌਰ ਪੁੱਤਰੀ ਗੁਰਚਰਨ ਸਿੰਘ, ਵਾਸੀ ਢਿੱਲਵਾਂ, ਤਹਿਸੀਲ ਤਪਾ")
    assert "{" not in wording.en + wording.pa + wording.hi


def test_a_certificate_of_late_march_ends_with_its_year():
    assert issued(decided_on="2027-03-30").valid_to == date(2027, 3, 31)
    assert issued(decided_on="2027-04-01").valid_to == date(2028, 3, 31)


def test_a_case_that_is_not_decided_has_no_document():
    with pytest.raises(ValueError, match="no first day"):
        issued(decided_on=None)


def test_every_text_of_the_definition_speaks_three_languages():
    definition = income_certificate()
    assert definition.names == Text("Income certificate", "ਆਮਦਨ ਸਰਟੀਫਿਕੇਟ", "आय प्रमाण पत्र")
    assert definition.time_limit(TODAY).working_days == 15
    assert definition.time_limit(TODAY).status == "DRAFT"
    assert [step.working_days for step in definition.steps] == [1, 4, 2, 2]
    assert definition.limits.close_after_days == 15
    assert (definition.limits.objections, definition.limits.send_backs) == (1, 1)


def test_the_places_of_a_form_can_be_fetched_at_once():
    form = income_certificate().form
    assert place_codes(form, application(land=[HOLDING])) == {"D605", "T255", "V027374"}
    assert place_codes(form, kept(application(land=[HOLDING]))) == {"D605", "T255", "V027374"}
    assert (
        place_codes(
            form, {"applicant": {"address": {"village": "'; drop"}}, "land": [5, {"village": ["V1"]}]}
        )
        == set()
    )
    assert place_codes(form, None) == set()
    many = [{"village": f"V{number:06}"} for number in range(1000)]
    assert len(place_codes(form, {"land": many})) == 200
