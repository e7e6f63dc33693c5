"""Applying at home, page by page, without JavaScript: everything typed is kept, everything wrong is told."""

from sanjha.kernel import contracts
from sanjha.kernel.actors import Actor, Kind
from sanjha.kernel.errors import Unavailable
from sanjha.kernel.ids import new_id
from sanjha.people.models import Dispute
from sanjha.sewa.models import Application, Draft, FeeReceipt
from sanjha.sewa.tests.factories import a_jpeg, a_pdf, income_data, make_draft
from sanjha.sewa.tests.web.conftest import MOBILE
from sanjha.sewa.tests.web.visitor import Visitor
from sanjha.sewa.tests.world import Person, citizen

SCRIPT = "<script>alert(1)</script>"


IDENTITY = {"applicant.identity.type": "VOTER", "applicant.identity.number": "ABC1234567"}


MEMBER = {
    "family.0.name_en": "Amarjit Singh",
    "family.0.name_pa": "ਅਮਰਜੀਤ ਸਿੰਘ",
    "family.0.relation": "SELF",
    "family.0.age": "46",
    "family.0.occupation": "LABOUR",
    "family.0.is_earning": "true",
    "family.0.salary": "1,20,000",
}


def begun(home):
    page = home.get("/apply/rev-income/")
    return home.send(page, "begin")


def filled(amarjit, resident, **values):
    """A draft of the citizen with the whole form, as the register has the person."""
    data = income_data("Amarjit")
    data["applicant"] |= {
        "name_en": "Amarjit Singh",
        "name_pa": "ਅਮਰਜੀਤ ਸਿੰਘ",
        "born_on": "1980-01-31",
        "gender": "M",
        "mobile": MOBILE,
    }
    return make_draft(amarjit, data=data | values.pop("data", {}), channel="PORTAL", **values)


def test_the_whole_way_without_javascript(home, resident):
    page = begun(home)
    assert page.value("applicant.name_en") == "Amarjit Singh"
    assert page.value("applicant.born_on") == "1980-01-31"
    assert page.value("applicant.address.village") == "V040040"
    assert "register of residents" in page.main()
    page = home.send(page, "application", IDENTITY)
    assert page.path.endswith("/form/beneficiary/")
    page = home.send(page, "application", {"same_as_applicant": "true"})
    page = home.send(page, "application", {"purpose": "SCHOLARSHIP"})
    page = home.send(page, "application", MEMBER, button="add:land")
    assert page.find("//*[@name='land.0.khasra']")
    page = home.send(page, "application", button="remove:land:0")
    page = home.send(page, "application")
    page = home.send(page, "application", {"declaration": "true"})
    assert page.path.endswith("/papers/")
    picture = ("voter.jpg", a_jpeg(), "image/jpeg")
    page = home.send(page, "paper-ID_RESIDENCE", files={"file": picture})
    assert page.response.redirect_chain[0][0].endswith("#paper-of-ID_RESIDENCE")
    pdf = ("sarpanch.pdf", a_pdf("statement"), "application/pdf")
    page = home.send(page, "paper-OTHER_INCOME_PROOF", files={"file": pdf})
    page = home.send(page, "next", {"_next": "1"})
    assert page.path.endswith("/check/")
    assert "₹ 1,20,000" in page.main()
    assert "voter.jpg" in page.main()
    assert "Tehsil Office, Tapa" in page.main()
    page = home.send(page, "send")
    assert page.path.endswith("/pay/")
    page = home.send(page, "pay")
    application = Application.objects.get()
    assert page.path == f"/acknowledgements/{application.pk}/"
    assert (application.applicant, application.channel) == (resident.id, "PORTAL")
    assert FeeReceipt.objects.get().mode == "ONLINE"


def test_a_page_with_an_error_stays_and_keeps_what_was_typed(home):
    page = begun(home)
    identity = {"applicant.identity.type": "VOTER", "applicant.identity.number": "A"}
    page = home.send(page, "application", {**identity, "applicant.email": SCRIPT})
    assert page.status == 422
    assert page.value("applicant.email") == SCRIPT
    assert page.beside("f-applicant-email")
    assert not page.find("//script[contains(., 'alert')]")
    assert Draft.objects.get().data["applicant"]["identity"]["number"] == "A"


def test_errors_of_other_pages_do_not_disturb_this_one(home, amarjit, resident):
    draft = filled(amarjit, resident, data={"family": []})
    page = home.get(f"/my/drafts/{draft.pk}/form/purpose/")
    assert home.send(page, "application").path.endswith("/form/family/")


def test_a_table_can_be_emptied_and_a_declaration_taken_back(home, amarjit, resident):
    land = [{"tehsil": "T276", "village": "V040040", "khewat": "1", "khasra": "2", "kanal": "3"}]
    draft = filled(amarjit, resident, data={"land": land})
    page = home.get(f"/my/drafts/{draft.pk}/form/family/")
    page = home.send(page, "application", button="remove:land:0")
    home.send(page, "application")
    draft.refresh_from_db()
    assert not draft.data.get("land")
    page = home.get(f"/my/drafts/{draft.pk}/form/declaration/")
    page.find("//input[@name='declaration']")[0].attrib.pop("checked")
    page = home.send(page, "application")
    assert page.status == 422
    draft.refresh_from_db()
    assert not draft.data.get("declaration")


def test_other_pages_of_the_form_are_kept_when_one_is_sent(home, amarjit, resident):
    draft = filled(amarjit, resident)
    home.send(home.get(f"/my/drafts/{draft.pk}/form/purpose/"), "application", {"purpose": "LOAN"})
    draft.refresh_from_db()
    assert draft.data["purpose"] == "LOAN"
    assert draft.data["family"][0]["occupation"] == "LABOUR"


def test_a_question_calls_up_others_by_a_button(home, amarjit, resident):
    draft = filled(amarjit, resident)
    page = home.get(f"/my/drafts/{draft.pk}/form/beneficiary/")
    assert not page.find("//*[@name='beneficiary.name_en']")
    page = home.send(page, "application", {"same_as_applicant": "false"}, button="refresh")
    assert page.find("//*[@name='beneficiary.name_en']")


def test_the_pages_can_be_gone_back_to(home, amarjit, resident):
    draft = filled(amarjit, resident)
    page = home.get(f"/my/drafts/{draft.pk}/form/family/")
    assert "Page 4 of 7" in page.main()
    assert page.has_link(f"/my/drafts/{draft.pk}/form/applicant/")
    assert home.get(f"/my/drafts/{draft.pk}/form/no-such/").path.endswith("/form/applicant/")


def test_another_name_is_told_on_its_own_page(home, amarjit, resident):
    draft = filled(amarjit, resident)
    page = home.get(f"/my/drafts/{draft.pk}/form/applicant/")
    page = home.send(page, "application", {"applicant.name_en": "Somebody Else"})
    assert page.status == 422
    assert "register of residents says otherwise" in page.beside("f-applicant-name_en")
    assert page.value("applicant.name_en") == "Somebody Else"


def test_going_on_with_what_was_begun(home):
    begun(home)
    page = home.get("/apply/rev-income/")
    assert "You have begun already" in page.main()
    assert page.has_link("/my/drafts/")


def test_throwing_a_form_away_is_asked_first(home, amarjit, resident):
    draft = filled(amarjit, resident)
    page = home.get(f"/my/drafts/{draft.pk}/discard/")
    assert "Throw this form away?" in page.main()
    assert Draft.objects.exists()
    page = home.send(page, "discard")
    assert page.path == "/my/applications/"
    assert not Draft.objects.exists()


def test_whoever_is_not_in_the_register_is_told_what_to_do(world):
    stranger = Visitor(NOBODY, mobile="9876500077")
    page = stranger.get("/apply/rev-income/")
    assert "not in the register of residents yet" in page.main()
    assert stranger.get("/my/applications/").status == 200
    assert stranger.post("/apply/rev-income/").status == 200
    assert not Draft.objects.exists()


NOBODY = Person(Actor(Kind.CITIZEN, account=new_id(), name="Not registered"))


def test_drafts_are_nobody_elses(home, amarjit, resident, operator):
    draft = filled(amarjit, resident)
    stranger = Visitor(citizen())
    for place in ("form/applicant/", "papers/", "check/", "pay/", "discard/"):
        assert stranger.status(f"/my/drafts/{draft.pk}/{place}") == 404
        assert stranger.status(f"/my/drafts/{draft.pk}/{place}", "post") == 404
        assert Visitor(operator).status(f"/my/drafts/{draft.pk}/{place}") in (302, 403)
        assert Visitor().status(f"/my/drafts/{draft.pk}/{place}") == 302


def test_an_unknown_service_cannot_be_applied_for(home):
    assert home.status("/apply/no-such/") == 404


def test_a_page_of_the_form_needs_a_bounded_number_of_queries(
    home, amarjit, resident, django_assert_max_num_queries
):
    draft = filled(amarjit, resident)
    home.get(f"/my/drafts/{draft.pk}/form/applicant/")
    with django_assert_max_num_queries(22):
        home.get(f"/my/drafts/{draft.pk}/form/applicant/")


def test_a_registered_fact_is_shown_with_source_and_date_and_not_asked(home):
    page = begun(home)
    assert page.find("//*[@name='applicant.name_en']/@type") == ["hidden"]
    assert "Register of residents: Told in an application" in page.main()
    page = home.send(page, "application", {**IDENTITY, "applicant.name_en": "Somebody Else"})
    assert Draft.objects.get().data["applicant"]["name_en"] == "Amarjit Singh"


def test_one_press_calls_the_address_wrong_and_lets_it_be_typed(home, resident):
    page = begun(home)
    page = pressed(home, page, "ADDRESS")
    ticket = Dispute.objects.get()
    assert (ticket.resident_id, ticket.fact_name) == (resident.id, "ADDRESS")
    assert ticket.number in page.main()
    assert page.find("//*[@name='applicant.address.house']/@type") == ["text"]
    page = home.send(page, "application", {**IDENTITY, "applicant.address.house": "99"})
    assert Draft.objects.get().data["applicant"]["address"]["house"] == "99"


def test_at_home_nobody_renames_himself_after_a_dispute(home):
    page = pressed(home, begun(home), "NAME")
    assert page.find("//*[@name='applicant.name_en']/@type") == ["hidden"]
    assert "Called wrong: ticket" in page.main()


def test_the_form_says_that_the_register_does_not_answer(home, monkeypatch):
    operation = contracts.declared_operations()["people.v1/resident-with-sources"]
    answers = operation.implementation

    def fail(**_arguments):
        raise Unavailable("people does not answer")

    monkeypatch.setattr(operation, "implementation", fail)
    page = begun(home)
    assert "does not answer just now" in page.main()
    assert page.find("//*[@name='applicant.name_en']/@type") == ["text"]
    monkeypatch.setattr(operation, "implementation", answers)
    draft = Draft.objects.get()
    page = home.post(f"/my/drafts/{draft.pk}/register/", {"applicant.email": "a@example.org"})
    assert "does not answer" not in page.main()
    assert page.value("applicant.name_en") == "Amarjit Singh"
    assert page.value("applicant.email") == "a@example.org"


def test_somebody_elses_draft_is_not_touched(home, amarjit, resident, anybody):
    stranger = Visitor(citizen(), mobile="9876500000")
    draft = filled(amarjit, resident)
    for place in ("wrong", "register"):
        assert stranger.status(f"/my/drafts/{draft.pk}/{place}/", "post") == 404
        assert anybody.status(f"/my/drafts/{draft.pk}/{place}/", "post") == 302


def pressed(home, page, fact):
    """Press "This is wrong" beside a fact: the button sends the form to an address of its own."""
    fact = f"applicant.{fact}"
    (address,) = page.find(f"//button[@name='_fact'][@value='{fact}']/@formaction")
    fields = {
        field.get("name"): field.get("value") or "" for field in page.find("//form[@id='application']//input")
    }
    return home.post(address, {**fields, "_fact": fact})
