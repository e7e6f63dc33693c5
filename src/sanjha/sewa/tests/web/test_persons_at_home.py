"""At home a citizen is offered whoever is registered with the own number, and nobody else; works without JavaScript."""

import pytest

from sanjha.exchange.models import Reading
from sanjha.kernel import contracts
from sanjha.kernel.errors import Unavailable
from sanjha.people.models import Dispute
from sanjha.sewa.models import Draft
from sanjha.sewa.tests.families import MOBILE, enter_family, reuse, with_mother
from sanjha.sewa.tests.web.visitor import Visitor
from sanjha.sewa.tests.world import citizen

SHOW = "Show who is registered with my number"


@pytest.fixture
def family(operator):
    return enter_family(operator)


@pytest.fixture
def mother(family):
    return citizen(family.mother, "Sukhwinder Kaur")


@pytest.fixture
def home(mother):
    return Visitor(mother, mobile=MOBILE)


@pytest.fixture
def draft(mother, family):
    return with_mother(mother, family, channel="PORTAL", documents=())


def opened(home, draft, section="beneficiary"):
    return home.get(f"/my/drafts/{draft.pk}/form/{section}/")


def offered(page, part):
    return [" ".join(each.text_content().split()) for each in page.find(f"//*[@id='f-{part}-known']//li")]


def test_nobody_is_looked_up_before_the_button_is_pressed(home, draft):
    page = opened(home, draft)
    assert not page.find("//*[@name='_sought.beneficiary']")
    assert not Reading.objects.filter(operation="people.v1/household").exists()
    page = home.push(page, SHOW)
    assert offered(page, "beneficiary") == ["Simran Kaur ਸਿਮਰਨ ਕੌਰ 30-08-2012"]
    assert Reading.objects.filter(operation="people.v1/household").count() == 2


def test_a_child_is_filled_in_and_kept(home, draft, family):
    page = home.push(home.push(opened(home, draft), SHOW), "Simran Kaur")
    assert page.path == f"/my/drafts/{draft.pk}/form/beneficiary/"
    assert page.find("//*[@name='beneficiary.name_en']/@type") == ["hidden"]
    assert "shown with its source and date; you need not type it" in page.main()
    assert "Register of residents: Told in an application" in page.main()
    page = home.send(page, "application", {"beneficiary.name_en": "Somebody Else"})
    assert page.path.endswith("/form/purpose/")
    assert Draft.objects.get().data["beneficiary"]["name_en"] == "Simran Kaur"


def test_a_fact_of_the_child_is_called_wrong_and_stated(home, mother, draft, family):
    draft = reuse(mother, draft, family.daughter, "beneficiary")
    page = opened(home, draft)
    (address,) = page.find("//button[@value='beneficiary.NAME']/@formaction")
    page = home.send(page, "application", {"_fact": "beneficiary.NAME"}, to=address)
    ticket = Dispute.objects.get()
    assert (ticket.resident_id, ticket.fact_name) == (family.daughter, "NAME")
    assert ticket.number in page.main()
    assert page.find("//*[@name='beneficiary.name_en']/@type") == ["text"]
    home.send(page, "application", {"beneficiary.name_en": "Simranjit Kaur"})
    assert Draft.objects.get().data["beneficiary"]["name_en"] == "Simranjit Kaur"


def test_somebody_with_another_number_is_never_filled_in(home, draft, family):
    sent = {"_resident": str(family.grandfather)}
    for part in ("beneficiary", "family"):
        assert home.status(f"/my/drafts/{draft.pk}/fill/{part}/", "post", sent) == 404
    assert "Gurdev" not in str(Draft.objects.get().data)


def test_members_are_put_into_rows_and_taken_out(home, draft, family):
    page = home.push(opened(home, draft, "family"), SHOW)
    assert len(offered(page, "family")) == 2
    page = home.push(page, "Sukhwinder Kaur")
    assert page.value("family.0.age") == "42"
    assert page.find("//*[@name='family.0.name_en']/@type") == ["hidden"]
    page = home.push(home.push(page, SHOW), "Simran Kaur")
    page = home.send(page, "application", button="remove:family:0")
    page = home.push(page, SHOW)
    assert offered(page, "family") == ["Sukhwinder Kaur ਸੁਖਵਿੰਦਰ ਕੌਰ 11-02-1984"]
    assert [row["name_en"] for row in Draft.objects.get().data["family"]] == ["Simran Kaur"]


def test_somebody_else_is_meant(home, mother, draft, family):
    draft = reuse(mother, draft, family.daughter, "beneficiary")
    page = home.push(opened(home, draft), "Somebody else is meant")
    assert page.find("//*[@name='beneficiary.name_en']/@type") == ["text"]
    assert not page.value("beneficiary.name_en")


def test_who_lives_alone_in_the_register_types(operator, mother, draft, home, family):
    draft = reuse(mother, draft, family.daughter, "beneficiary")
    draft = reuse(mother, draft, family.mother, "family")
    draft = reuse(mother, draft, family.daughter, "family")
    page = home.push(opened(home, draft, "family"), SHOW)
    assert "Nobody else is registered with your number" in page.main()


@pytest.mark.parametrize("name", ["people.v1/household", "people.v1/resident-with-sources"])
def test_the_form_says_that_the_register_does_not_answer(home, draft, monkeypatch, name):
    def fail(**_arguments):
        raise Unavailable("people does not answer")

    monkeypatch.setattr(contracts.declared_operations()[name], "implementation", fail)
    page = home.push(opened(home, draft, "family"), SHOW)
    if name.endswith("sources"):
        page = home.push(page, "Simran Kaur")
    assert "does not answer just now" in page.beside("f-family-sought")


def test_a_drafts_persons_are_nobody_elses(draft, family):
    stranger = Visitor(citizen(), mobile="9876500000")
    for place in ("seek/beneficiary", "fill/beneficiary", "release/beneficiary"):
        address = f"/my/drafts/{draft.pk}/{place}/"
        assert stranger.status(address, "post", {"_resident": str(family.daughter)}) == 404
        assert Visitor().status(address, "post") == 302
