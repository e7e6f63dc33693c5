"""The counter besides new applications: status, delivery, withdrawal, the day's figures."""

from datetime import timedelta

import pytest

from sanjha.kernel import clock
from sanjha.kernel.ids import new_id
from sanjha.kernel.text import Text
from sanjha.sewa.models import Application, IssuedCertificate
from sanjha.sewa.operations.note_delivery import note_delivery
from sanjha.sewa.tests.factories import make_application, objection_of
from sanjha.sewa.tests.web.visitor import Visitor
from sanjha.sewa.tests.world import officer_of

TOMORROW = timedelta(days=1)


def certificate_of(application, number="PB/BNL/INCER/2026/0000001-X"):
    """A document as the locker would report it, without a key."""
    Application.objects.filter(pk=application.pk).update(state="ISSUED", closed_at=clock.now())
    return IssuedCertificate.objects.create(
        application=application,
        document=new_id(),
        number=number,
        doc_id="0123456789",
        title=Text("Income Certificate", "ਆਮਦਨ ਸਰਟੀਫਿਕੇਟ"),
        issued_at=clock.now(),
    )


def test_an_application_is_found_by_number_name_and_mobile(counter, operator):
    application = make_application(operator)
    for text in (application.number, application.data["applicant"]["name_en"], "9876501234"):
        page = counter.get(f"/counter/status/?q={text}")
        assert page.has_link(f"/counter/cases/{application.pk}/")
    assert "Nothing fits" in counter.get("/counter/status/?q=nobody").main()
    assert "Whose application?" in counter.get("/counter/status/").main()


def test_another_kendra_does_not_find_it(operator, other_operator):
    application = make_application(operator)
    stranger = Visitor(other_operator)
    assert not stranger.get(f"/counter/status/?q={application.number}").has_link("/counter/cases/")
    assert stranger.status(f"/counter/cases/{application.pk}/") == 404
    assert stranger.status(f"/counter/cases/{application.pk}/withdraw/") == 404
    assert stranger.status(f"/acknowledgements/{application.pk}/") == 404


def test_how_it_stands_is_told(counter, operator):
    application = make_application(operator, at="verification")
    page = counter.get(f"/counter/cases/{application.pk}/")
    for words in ("Application received", "Scrutiny – Send for verification", "Here now", "75.00"):
        assert words in page.main()


def test_the_lists_of_the_counter_need_few_queries(counter, operator, django_assert_num_queries):
    counter.get("/counter/")
    make_application(operator)
    figures = {}
    for address in ("/counter/status/?q=kaur", "/counter/day/", "/counter/objections/", "/counter/delivery/"):
        with django_assert_num_queries(figures.get(address, QUERIES[address])):
            counter.get(address)
    for _number in range(3):
        make_application(operator, at="objected")
    for address, number in QUERIES.items():
        with django_assert_num_queries(number):
            counter.get(address)


QUERIES = {
    "/counter/status/?q=kaur": 9,
    "/counter/day/": 9,
    "/counter/objections/": 9,
    "/counter/delivery/": 9,
}


def test_a_ready_document_is_to_be_given_out(counter, operator):
    application = make_application(operator, at="approved")
    certificate = certificate_of(application)
    page = counter.get("/counter/delivery/")
    assert page.has_link(f"/locker/{certificate.document}/")
    assert "Not yet" in page.main()
    note_delivery(application_id=application.pk, office=new_id(), delivered_at=clock.now(), cause=new_id())
    assert "Given out 23-11-2026 10:00" in counter.get("/counter/delivery/").main()
    assert counter.get(f"/counter/delivery/?q={certificate.number}").has_link("/locker/")
    assert "Nothing fits" in counter.get("/counter/delivery/?q=nobody").main()


def test_what_nobody_has_fetched_comes_first(counter, operator):
    fetched = make_application(operator, at="approved")
    waiting = make_application(operator, at="approved")
    certificate_of(waiting, "PB/BNL/INCER/2026/0000001-X")
    with clock.advanced(TOMORROW):
        certificate_of(fetched, "PB/BNL/INCER/2026/0000002-X")
        note_delivery(application_id=fetched.pk, office=new_id(), delivered_at=clock.now(), cause=new_id())
    numbers = [cell.text.strip() for cell in counter.get("/counter/delivery/").find(LISTED)]
    assert numbers == ["PB/BNL/INCER/2026/0000001-X", "PB/BNL/INCER/2026/0000002-X"]


LISTED = "//table[contains(@class, 'lined')]//tbody//th"


def test_documents_of_another_kendra_are_not_listed(operator, other_operator):
    certificate_of(make_application(operator, at="approved"))
    assert "No document is ready" in Visitor(other_operator).get("/counter/delivery/").main()


def test_an_application_is_withdrawn_after_a_question(counter, operator):
    application = make_application(operator)
    address = f"/counter/cases/{application.pk}/withdraw/"
    assert counter.get(f"/counter/cases/{application.pk}/").has_link(address)
    page = counter.get(address)
    assert "cannot be taken up again" in page.main()
    page = counter.send(page, "withdraw", {"reasons": " "})
    assert page.status == 422
    assert "Write your remarks." in page.beside("id_reasons")
    page = counter.send(page, "withdraw", {"reasons": "Not needed any more."})
    assert page.path == f"/counter/cases/{application.pk}/"
    application.refresh_from_db()
    assert application.state == "WITHDRAWN"
    page = counter.post(address, {"reasons": "Once more."})
    assert page.status == 409


def test_the_day_adds_up(counter, operator):
    make_application(operator)
    make_application(operator)
    page = counter.get("/counter/day/")
    assert "₹ 150.00" in page.main()
    assert len(page.find("//table[contains(@class, 'lined')]/tbody/tr")) == 2


def test_a_supervisor_looks_but_does_not_act(operator):
    supervisor = Visitor(officer_of("PB-BNL-001/SUPERVISOR"))
    for address in ("status", "objections", "day", "delivery"):
        assert supervisor.status(f"/counter/{address}/") == 200
    application = make_application(operator, at="objected")
    assert supervisor.status(f"/counter/objections/{objection_of(application).pk}/") == 403
    assert supervisor.status(f"/counter/cases/{application.pk}/withdraw/", "post") == 403


@pytest.mark.parametrize("place", ["status", "objections", "day", "delivery"])
def test_officers_of_other_offices_have_no_counter(dealing_hand, place):
    assert Visitor(dealing_hand).status(f"/counter/{place}/") == 403
