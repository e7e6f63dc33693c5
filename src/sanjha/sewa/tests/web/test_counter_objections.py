"""Objections that are answered at the counter, for the applicant who has come."""

from sanjha.sewa.tests.factories import a_pdf, decide, make_application, objection_of, open_task
from sanjha.sewa.tests.web.visitor import Visitor

PDF = ("voter.pdf", a_pdf("new voter card"), "application/pdf")


def test_objections_wait_with_their_defects_and_are_answered(counter, operator):
    application = make_application(operator, at="objected")
    objection = objection_of(application)
    page = counter.get("/counter/objections/")
    assert "missing or cannot be read" in page.main()
    page = counter.get(page.link(f"/counter/objections/{objection.pk}/"))
    page = counter.send(page, "answer", {"_answer": "A new scan."}, files={"_paper-ID_RESIDENCE": PDF})
    assert page.path == "/counter/objections/"
    assert f"{application.number}: the answer is recorded." in page.main()
    objection.refresh_from_db()
    assert objection.answer == "A new scan."
    assert open_task(application).step == "scrutiny"


def test_an_answer_without_the_paper_says_which_one_is_missing(counter, operator):
    application = make_application(operator, at="objected")
    address = f"/counter/objections/{objection_of(application).pk}/"
    page = counter.send(counter.get(address), "answer", {"_answer": "It was there."})
    assert page.status == 422
    assert page.beside("id_paper-ID_RESIDENCE") == "Add this paper."
    assert page.value("_answer") == "It was there."


def test_a_refused_paper_is_told_beside_it_and_the_words_stay(counter, operator):
    application = make_application(operator, at="objected")
    address = f"/counter/objections/{objection_of(application).pk}/"
    bad = ("x.pdf", b"nonsense", "application/pdf")
    page = counter.send(
        counter.get(address), "answer", {"_answer": "Here."}, files={"_paper-ID_RESIDENCE": bad}
    )
    assert page.status == 422
    assert "by its content" in page.beside("id_paper-ID_RESIDENCE")
    assert page.value("_answer") == "Here."


def test_only_the_fields_that_were_objected_to_are_shown_and_mended(counter, operator, dealing_hand):
    application = make_application(operator)
    decide(dealing_hand, application, "OBJECT", objections=["ADDRESS_DIFFERS"], reasons="House number?")
    address = f"/counter/objections/{objection_of(application).pk}/"
    page = counter.get(address)
    assert page.value("applicant.address.house") == "12"
    assert not page.find("//*[@name='applicant.name_en']")
    counter.send(page, "answer", {"applicant.address.house": "14", "applicant.name_en": "Somebody Else"})
    application.refresh_from_db()
    assert application.state == "WITH_CITIZEN"
    page = counter.send(page, "answer", {"applicant.address.house": "14"})
    application.refresh_from_db()
    assert application.data["applicant"]["address"]["house"] == "14"
    assert application.state == "SUBMITTED"


def test_a_wrong_mended_field_is_told_and_stays(counter, operator, dealing_hand):
    application = make_application(operator)
    decide(dealing_hand, application, "OBJECT", objections=["ADDRESS_DIFFERS"], reasons="PIN?")
    address = f"/counter/objections/{objection_of(application).pk}/"
    page = counter.send(counter.get(address), "answer", {"applicant.address.pin": "12"})
    assert page.status == 422
    assert page.value("applicant.address.pin") == "12"
    assert page.beside("f-applicant-address-pin")


def test_a_row_is_added_to_an_objected_table(counter, operator, dealing_hand):
    application = make_application(operator)
    decide(dealing_hand, application, "OBJECT", objections=["FAMILY_INCOMPLETE"], reasons="The son?")
    address = f"/counter/objections/{objection_of(application).pk}/"
    page = counter.send(counter.get(address), "answer", {"_answer": "He was left out."}, button="add:family")
    assert page.status == 200
    assert page.find("//*[@name='family.1.name_en']")
    assert page.value("_answer") == "He was left out."


def test_an_answered_objection_is_gone(counter, operator):
    application = make_application(operator, at="objected")
    address = f"/counter/objections/{objection_of(application).pk}/"
    page = counter.get(address)
    counter.send(page, "answer", files={"_paper-ID_RESIDENCE": PDF})
    assert counter.send(page, "answer", {"_answer": "Again."}).status == 404


def test_an_objection_of_another_kendra_is_not_found(operator, other_operator):
    application = make_application(operator, at="objected")
    assert Visitor(other_operator).status(f"/counter/objections/{objection_of(application).pk}/") == 404
