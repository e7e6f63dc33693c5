"""The counter's form: begun, filled in, kept, sent on; everything wrong is told and nothing typed is lost."""

import pytest

from sanjha.sewa.models import Draft
from sanjha.sewa.tests.factories import income_data, make_draft
from sanjha.sewa.tests.web.visitor import Visitor
from sanjha.sewa.tests.world import citizen

SCRIPT = "<script>alert(1)</script>"


def address(draft):
    return f"/counter/drafts/{draft.pk}/"


def test_a_service_is_begun_and_its_form_opens(counter, operator):
    page = counter.press(counter.get("/counter/?q=income"), "/counter/new/REV-INCOME/", channel="COUNTER")
    draft = Draft.objects.get()
    assert page.path == address(draft)
    assert (draft.channel, draft.owner_post) == ("COUNTER", operator.post)
    assert "Income certificate" in page.main()
    assert page.find("//ol[contains(@class, 'steps')]/li[@aria-current='step']")
    assert "0 of 1" in page.main()
    assert "₹ 75.00" in page.main()


def test_a_doorstep_visit_costs_more(counter):
    page = counter.press(counter.get("/counter/"), "/counter/new/REV-INCOME/", channel="DOORSTEP")
    assert Draft.objects.get().channel == "DOORSTEP"
    assert "₹ 125.00" in page.main()


def test_a_form_without_error_leads_to_papers_and_fee(counter, operator, typed):
    draft = make_draft(operator, data={}, documents=())
    page = counter.send(counter.get(address(draft)), "application", typed())
    assert page.path == f"{address(draft)}papers/"
    draft.refresh_from_db()
    assert draft.data["applicant"]["relative_name_en"] == "Gurdev Singh"


def test_what_is_wrong_is_told_beside_the_field_and_stays_typed(counter, operator, typed):
    draft = make_draft(operator, data={}, documents=())
    wrong = {
        "applicant.born_on": "31-02-1994",
        "applicant.mobile": "12345",
        "applicant.address.pin": "1481",
        "family.0.salary": "much",
        "applicant.name_en": "Amarjit123",
    }
    page = counter.send(counter.get(address(draft)), "application", typed(wrong))
    assert page.status == 422
    assert len(page.problems()) == len(wrong)
    for name, value in wrong.items():
        assert page.value(name) == value
        assert page.beside("f-" + name.replace(".", "-"))
    assert "31 February" in page.beside("f-applicant-born_on")
    draft.refresh_from_db()
    assert draft.data["applicant"]["born_on"] == "31-02-1994"


@pytest.mark.parametrize("field", ["applicant.name_en", "applicant.address.street", "purpose", "copies"])
def test_markup_is_shown_as_words(counter, operator, typed, field):
    draft = make_draft(operator, data={}, documents=())
    page = counter.send(counter.get(address(draft)), "application", typed({field: SCRIPT}))
    assert page.status == 422 or field == "copies"
    assert not page.find("//script[contains(., 'alert')]")
    assert SCRIPT not in page.source


def test_a_full_aadhaar_number_is_never_shown_again(counter, operator, typed):
    draft = make_draft(operator, data={}, documents=())
    values = typed({"applicant.identity.type": "AADHAAR", "applicant.identity.number": "2345 6789 0124"})
    counter.send(counter.get(address(draft)), "application", values)
    source = counter.get(address(draft)).source.replace(" ", "")
    assert "23456789" not in source
    assert "XXXXXXXX0124" in source


def test_a_row_is_added_and_taken_out_without_losing_what_was_typed(counter, operator, typed):
    draft = make_draft(operator, data={}, documents=())
    page = counter.send(
        counter.get(address(draft)), "application", typed({"applicant.email": "not yet"}), button="add:family"
    )
    assert page.status == 200
    assert not page.problems()
    assert page.find("//*[@name='family.1.name_en']")
    assert page.value("applicant.email") == "not yet"
    page = counter.send(page, "application", {"family.1.name_en": "Second"}, button="remove:family:0")
    assert page.value("family.0.name_en") == "Second"
    assert not page.find("//*[@name='family.1.name_en']")
    draft.refresh_from_db()
    assert draft.data == {}
    assert page.value("_revision") == str(draft.revision)


def test_an_answer_calls_up_the_questions_that_depend_on_it(counter, operator, typed):
    draft = make_draft(operator, data={}, documents=())
    values = typed({"same_as_applicant": "false"})
    page = counter.send(counter.get(address(draft)), "application", values, button="refresh")
    assert page.status == 200
    assert page.find("//*[@name='beneficiary.name_en']")


def test_a_form_is_kept_for_later(counter, operator, typed):
    draft = make_draft(operator, data={}, documents=())
    page = counter.send(
        counter.get(address(draft)), "application", typed({"applicant.born_on": "?"}), button="_save"
    )
    assert page.path == "/counter/"
    assert page.has_link(address(draft))
    draft.refresh_from_db()
    assert draft.data["applicant"]["born_on"] == "?"


def test_copies_and_language_travel_with_the_form(counter, operator, typed):
    draft = make_draft(operator, data={}, documents=(), language="pa")
    page = counter.send(
        counter.get(address(draft)), "application", typed({"_copies": "3", "_language": "hi"})
    )
    draft.refresh_from_db()
    assert (draft.copies, draft.language) == (3, "hi")
    assert "₹ 225.00" in page.main()


def test_too_many_copies_are_refused_and_the_form_stays(counter, operator, typed):
    draft = make_draft(operator, data={}, documents=())
    page = counter.send(counter.get(address(draft)), "application", typed({"_copies": "99"}))
    assert page.status == 422
    assert "Between 1 and 20" in page.beside("id_copies")
    assert page.value("applicant.relative_name_en") == "Gurdev Singh"


def test_far_too_much_text_is_refused_and_nothing_is_kept(counter, operator, typed):
    draft = make_draft(operator, data={}, documents=())
    page = counter.send(
        counter.get(address(draft)), "application", typed({"applicant.address.street": "x" * 400_001})
    )
    assert page.status == 422
    assert "too much text" in page.main()
    draft.refresh_from_db()
    assert draft.data == {}


def test_a_draft_is_thrown_away(counter, operator):
    draft = make_draft(operator)
    page = counter.send(counter.get(address(draft)), "discard")
    assert page.path == "/counter/"
    assert not Draft.objects.exists()


def test_a_draft_of_another_counter_is_not_found(other_operator, operator):
    draft = make_draft(operator)
    stranger = Visitor(other_operator)
    for place in ("", "papers/", "earlier/"):
        assert stranger.status(address(draft) + place) == 404
    for place in ("", "save/", "papers/", "submit/", "discard/", "reuse/"):
        assert stranger.status(address(draft) + place, "post") == 404
    assert Draft.objects.get() == draft


def test_only_an_operator_takes_applications(world, supervisor, dealing_hand):
    for person in (supervisor, dealing_hand):
        assert Visitor(person).status("/counter/") == 403
        assert Visitor(person).status("/counter/new/REV-INCOME/", "post") == 403
    assert Visitor(citizen()).status("/counter/") in (302, 403)
    assert Visitor().get("/counter/").path.startswith("/login/")
    assert not Draft.objects.exists()


def test_an_unknown_service_cannot_be_begun(counter):
    assert counter.status("/counter/new/no-such/", "post") == 404


def test_the_form_needs_few_queries(counter, operator, django_assert_max_num_queries):
    draft = make_draft(operator)
    for number in range(6):
        make_draft(operator, data=income_data(f"Other{'abcdef'[number]}"), documents=())
    with django_assert_max_num_queries(32):
        counter.get(address(draft))


def test_the_start_page_asks_the_same_however_many_drafts_wait(counter, operator, django_assert_num_queries):
    counter.get("/counter/")
    make_draft(operator, documents=())
    with django_assert_num_queries(9) as few:
        counter.get("/counter/")
    for _number in range(4):
        make_draft(operator, documents=())
    with django_assert_num_queries(len(few)):
        counter.get("/counter/")
