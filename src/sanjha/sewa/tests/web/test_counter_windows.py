"""The same form in two windows, and what the page keeps in the background: nothing typed is ever lost."""

import pytest

from sanjha.sewa.models import Application, Draft
from sanjha.sewa.operations.discard_draft import discard_draft
from sanjha.sewa.tests.factories import make_application, make_draft, submit
from sanjha.sewa.tests.web.visitor import Visitor


def address(draft):
    return f"/counter/drafts/{draft.pk}/"


@pytest.fixture
def draft(operator):
    return make_draft(operator)


def test_the_second_window_is_told_what_the_first_one_kept(counter, draft, typed):
    first, second = counter.get(address(draft)), counter.get(address(draft))
    counter.send(first, "application", {"applicant.address.house": "100"}, button="_save")
    page = counter.send(second, "application", {"applicant.address.house": "200"})
    assert page.status == 409
    assert "changed in another window" in page.main()
    cells = [cell.text_content() for cell in page.find("//*[contains(@class, 'error-summary')]//td")]
    assert cells == ["100", "200"]
    assert page.value("applicant.address.house") == "200"
    draft.refresh_from_db()
    assert draft.data["applicant"]["address"]["house"] == "100"

    counter.send(page, "application")
    draft.refresh_from_db()
    assert draft.data["applicant"]["address"]["house"] == "200"


def test_two_windows_with_the_same_content_do_not_quarrel(counter, draft):
    first, second = counter.get(address(draft)), counter.get(address(draft))
    counter.send(first, "application", button="_save")
    page = counter.send(second, "application")
    assert page.path == f"{address(draft)}papers/"


def test_places_are_compared_by_their_names(counter, draft):
    first, second = counter.get(address(draft)), counter.get(address(draft))
    counter.send(first, "application", {"applicant.address.village": "V040044"}, button="_save")
    page = counter.send(second, "application")
    cells = [cell.text_content() for cell in page.find("//*[contains(@class, 'error-summary')]//td")]
    assert cells == ["Badra", "Pakho"]


def test_a_form_thrown_away_elsewhere_comes_back_with_what_this_window_holds(counter, operator, draft):
    page = counter.get(address(draft))
    discard_draft(draft_id=draft.pk, actor=operator.actor)
    page = counter.send(page, "application", {"applicant.address.house": "200"})
    assert page.path == f"{address(draft)}papers/"
    again = Draft.objects.get()
    assert (again.pk, again.channel) == (draft.pk, "COUNTER")
    assert again.data["applicant"]["address"]["house"] == "200"


def test_a_form_submitted_elsewhere_leads_to_its_acknowledgement(counter, operator, draft):
    page = counter.get(address(draft))
    application = submit(operator, draft)
    page = counter.send(page, "application", {"applicant.address.house": "200"})
    assert page.path == f"/acknowledgements/{application.pk}/"
    assert "submitted already" in page.main()
    assert counter.get(address(draft)).path == f"/acknowledgements/{application.pk}/"
    assert counter.get(f"{address(draft)}papers/").path == f"/acknowledgements/{application.pk}/"


def autosave(visitor, page, values):
    fields = {}
    for field in page.find("//*[@form='application' or ancestor::form[@id='application']]"):
        visitor._take(field, fields)
    sent = {name: value[0] for name, value in fields.items()} | values
    return visitor.client.post(page.find("//@data-autosave")[0], sent, headers={"x-requested-with": "fetch"})


def test_what_is_typed_is_kept_in_the_background(counter, draft):
    page = counter.get(address(draft))
    answer = autosave(counter, page, {"applicant.address.house": "31", "_copies": "2"})
    said = answer.json()
    draft.refresh_from_db()
    assert answer.status_code == 200
    assert draft.data["applicant"]["address"]["house"] == "31"
    assert said["revision"] == draft.revision
    assert said["saved"] == "Saved 10:00:00"
    assert "150.00" in said["aside"]
    assert "Proof of income" in said["aside"]
    assert "ਆਮਦਨ ਸਰਟੀਫਿਕੇਟ" in said["receipt"]


def test_keeping_in_the_background_never_overwrites_another_window(counter, draft):
    first, second = counter.get(address(draft)), counter.get(address(draft))
    assert autosave(counter, first, {"applicant.address.house": "100"}).status_code == 200
    answer = autosave(counter, second, {"applicant.address.house": "200"})
    assert answer.status_code == 409
    assert "another window" in answer.json()["problem"]
    draft.refresh_from_db()
    assert draft.data["applicant"]["address"]["house"] == "100"


def test_keeping_in_the_background_tells_of_a_form_that_was_submitted(counter, operator, draft):
    page = counter.get(address(draft))
    submit(operator, draft)
    answer = autosave(counter, page, {"applicant.address.house": "200"})
    assert answer.status_code == 409
    assert answer.json()["submitted"] == f"/acknowledgements/{draft.pk}/"
    assert Application.objects.get().data["applicant"]["address"]["house"] == "12"


def test_too_much_in_the_background_is_refused_with_words(counter, draft):
    answer = autosave(counter, counter.get(address(draft)), {"applicant.address.street": "x" * 400_001})
    assert answer.status_code == 422
    assert "too much text" in answer.json()["problem"]


def test_people_known_by_the_mobile_number_are_offered(counter, operator, typed):
    earlier = make_application(operator)
    draft = make_draft(operator, data={}, documents=())
    page = counter.get(f"{address(draft)}earlier/?applicant.mobile=98765 01234")
    assert earlier.data["applicant"]["name_en"] in page.words
    assert page.find("//button[@name='_resident']/@data-key") == ["Alt+R"]
    assert "Nobody is known" in counter.get(f"{address(draft)}earlier/?applicant.mobile=9876509999").words
    assert "Type the mobile number" in counter.get(f"{address(draft)}earlier/?applicant.mobile=98").words


def test_an_earlier_applicant_is_used_again_and_the_rest_stays(counter, operator):
    earlier = make_application(operator)
    draft = make_draft(operator, data={}, documents=())
    page = counter.get(address(draft))
    fields = {"purpose": "LOAN", "_revision": page.value("_revision"), "_resident": str(earlier.applicant)}
    page = counter.post(f"{address(draft)}reuse/", fields)
    assert page.path == address(draft)
    assert page.value("applicant.name_en") == earlier.data["applicant"]["name_en"]
    born = earlier.data["applicant"]["born_on"]
    assert page.value("applicant.born_on") == born
    assert "-".join(reversed(born.split("-"))) in page.main()
    assert page.value("applicant.address.village") == "V040040"
    assert page.value("purpose") == "LOAN"


def test_an_earlier_applicant_must_be_chosen_from_the_list(counter, draft):
    assert counter.status(f"{address(draft)}reuse/", "post", {"_resident": "nobody"}) == 422


def test_reusing_somebody_does_not_overwrite_another_window(counter, operator, draft):
    earlier = make_application(operator)
    first, second = counter.get(address(draft)), counter.get(address(draft))
    counter.send(first, "application", {"applicant.address.house": "100"}, button="_save")
    fields = {"_revision": second.value("_revision"), "_resident": str(earlier.applicant)}
    page = counter.post(f"{address(draft)}reuse/", fields)
    assert page.status == 409
    draft.refresh_from_db()
    assert draft.data["applicant"]["address"]["house"] == "100"


def test_names_are_suggested_to_whoever_is_signed_in(counter, home):
    for visitor in (counter, home):
        answer = visitor.client.get("/names/suggest/?name=Gurdev Singh")
        assert answer.json()["suggestions"][0] == "ਗੁਰਦੇਵ ਸਿੰਘ"
    assert Visitor().status("/names/suggest/?name=Gurdev") == 302
