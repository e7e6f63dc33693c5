"""Pages of the systems that answer and of the subscriptions to events."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction

from sanjha.exchange.models import EventSubscription, Progress, Provider
from sanjha.exchange.operations.agree_events import agree_events
from sanjha.exchange.operations.ask_events import ask_events
from sanjha.exchange.operations.call_as_member import actor_of
from sanjha.exchange.operations.propose_provider import propose_provider
from sanjha.exchange.outbound.asking import _note
from sanjha.exchange.outbound.registered import Offer
from sanjha.exchange.outgoing import addresses
from sanjha.exchange.outgoing.house_key import public_key
from sanjha.kernel import clock, contracts, events, relay
from sanjha.kernel.testing import officer_with
from sanjha.kernel.text import Text

pytestmark = pytest.mark.django_db
PROVIDERS, SUBSCRIPTIONS = "/exchange/providers/", "/exchange/subscriptions/"
OFFER = Offer(
    operation="registries.v1/record",
    keeps="ration-cards",
    title=Text("Ration cards", "ਰਾਸ਼ਨ ਕਾਰਡ", "राशन कार्ड"),
    address="http://127.0.0.1:9001/sanjha",
    seconds=5,
    purposes=("REV-INCOME",),
    legal_basis="Test Act, section 3",
)


@pytest.fixture(autouse=True)
def _demonstration(monkeypatch):
    monkeypatch.setattr(addresses, "conf", replace(addresses.conf, demo=True))


@pytest.fixture
def offered(food):
    return propose_provider(member_id=food.id, offer=OFFER, actor=actor_of(food), as_member=food)


@pytest.fixture
def asked(food):
    return ask_events(
        member_id=food.id,
        kind="places.PlaceNamed",
        fields=["code"],
        purpose="FOOD-PLACES",
        legal_basis="Test Act, section 4",
        from_date=clock.today(),
        until_date=clock.today() + timedelta(days=30),
        address="http://127.0.0.1:9001/events",
        actor=actor_of(food),
        as_member=food,
    )


def words(response, status=200):
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def typed(food, **changed):
    return {
        "member_id": food.id,
        "operation": OFFER.operation,
        "keeps": "ration-cards",
        "title_en": "Ration cards",
        "title_pa": "ਰਾਸ਼ਨ ਕਾਰਡ",
        "address": OFFER.address,
        "seconds": 5,
        "purposes": "REV-INCOME, FOOD-CARDS",
        "legal_basis": "Test Act, section 3",
    } | changed


def test_a_system_is_offered_on_a_page_and_agreed_by_somebody_else(as_admin, food):
    page = as_admin.post(f"{PROVIDERS}new/", typed(food), follow=True)
    assert "another administrator agrees" in words(page)
    made = Provider.objects.get()
    assert made.purposes == ["FOOD-CARDS", "REV-INCOME"]
    page = as_admin.post(f"{PROVIDERS}{made.id}/", follow=True)
    assert "Somebody else must answer" in words(page)
    made.refresh_from_db()
    assert made.state == "PROPOSED"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"address": "http://169.254.169.254/"}, "inside a protected network"),
        ({"address": "https://user@example.org/"}, "without user name"),
        ({"keeps": "Ration Cards"}, "small letters"),
        ({"purposes": "income"}, "capital letters"),
        ({"answer_key": "rubbish"}, "Ed25519"),
        ({"seconds": 99}, "20"),
    ],
)
def test_what_is_wrong_in_an_offer_is_said_at_its_field(as_admin, food, changed, told):
    assert told in words(as_admin.post(f"{PROVIDERS}new/", typed(food, **changed)), 422)
    assert not Provider.objects.exists()


def test_the_page_of_a_system_shows_what_to_agree_to_and_the_key_of_the_house(as_admin, offered):
    page = words(as_admin.get(f"{PROVIDERS}{offered.id}/"))
    for part in (
        "Ration cards",
        "ration-cards",
        OFFER.address,
        "REV-INCOME",
        public_key(),
        "PB/GOV/FOOD/FARMS",
    ):
        assert part in page
    assert "The system is asked from now on." in words(
        as_admin.post(f"{PROVIDERS}{offered.id}/", follow=True)
    )
    offered.refresh_from_db()
    assert offered.state == "ACTIVE"


@pytest.mark.parametrize(
    ("first", "step", "state"),
    [
        ("PROPOSED", "refuse", "REFUSED"),
        ("ACTIVE", "suspend", "SUSPENDED"),
        ("SUSPENDED", "resume", "ACTIVE"),
        ("ACTIVE", "end", "ENDED"),
    ],
)
def test_a_system_is_refused_suspended_resumed_and_ended_with_a_reason(as_admin, offered, first, step, state):
    Provider.objects.update(state=first, reason="Before")
    address = f"{PROVIDERS}{offered.id}/{step}/"
    assert f"/{step}/" in words(as_admin.get(f"{PROVIDERS}{offered.id}/"))
    words(as_admin.post(address, {"reason": ""}), 422)
    assert "New machine" in words(as_admin.post(address, {"reason": "New machine"}, follow=True))
    offered.refresh_from_db()
    assert offered.state == state
    assert "Somebody else was first" in words(as_admin.post(address, {"reason": "Again"}), 422)


def test_an_unknown_step_and_an_unknown_system_are_not_found(as_admin, offered):
    assert as_admin.get(f"{PROVIDERS}{offered.id}/explode/").status_code == 404
    assert as_admin.get(f"{PROVIDERS}0190f5f2-1234-7000-8000-123456789abc/").status_code == 404


def test_trouble_is_shown(as_admin, offered):
    declared = contracts.declared_operations()["registries.v1/record"]
    for _time in range(2):
        _note(offered, declared, ValueError("the answer was rubbish"))
    page = words(as_admin.get(f"{PROVIDERS}{offered.id}/"))
    assert "times so far: 2" in page
    assert "the answer was rubbish" in page


def test_lists_take_few_statements(as_admin, offered, asked, django_assert_max_num_queries):
    for address in (PROVIDERS, SUBSCRIPTIONS):
        with django_assert_max_num_queries(12):
            assert "Department of Agriculture" in words(as_admin.get(address))


def test_what_is_over_is_shown_on_demand(as_admin, offered, asked):
    Provider.objects.update(state="ENDED", reason="Over")
    EventSubscription.objects.update(state="ENDED", reason="Over")
    for address, part in ((PROVIDERS, "Ration cards"), (SUBSCRIPTIONS, "places.PlaceNamed")):
        assert part not in words(as_admin.get(address))
        assert part in words(as_admin.get(f"{address}?ended=1"))


def test_a_subscription_is_asked_for_on_a_page(as_admin, food):
    page = words(as_admin.get(f"{SUBSCRIPTIONS}new/"))
    assert "?kind=places.PlaceNamed" in page
    assert "?kind=identity.SmsQueued" not in page
    address = f"{SUBSCRIPTIONS}new/?kind=places.PlaceNamed"
    assert "kendra_code" not in words(as_admin.get(address))
    form = {
        "member_id": food.id,
        "fields_told": ["code", "name_pa"],
        "purpose": "FOOD-PLACES",
        "legal_basis": "Test Act, section 4",
        "from_date": "24-11-2026",
        "until_date": "24-11-2027",
        "address": "",
    }
    words(as_admin.post(address, form | {"fields_told": ["kendra_code"]}), 422)
    told = words(as_admin.post(address, form | {"address": "https://10.0.0.1/"}), 422)
    assert "inside a protected network" in told
    assert "another administrator answers" in words(as_admin.post(address, form, follow=True))
    made = EventSubscription.objects.get()
    assert (made.fields, made.address) == (["code", "name_pa"], "")
    assert "Somebody else must answer" in words(as_admin.post(f"{SUBSCRIPTIONS}{made.id}/", follow=True))


def test_a_subscription_is_agreed_shows_how_far_it_is_and_ends(as_admin, asked):
    page = words(as_admin.post(f"{SUBSCRIPTIONS}{asked.id}/", follow=True))
    assert "Events are kept for the member from now on." in page
    with transaction.atomic():
        events.publish(events.decode("places.PlaceNamed", {"code": "V1", "name_pa": "ਬ", "name_hi": ""}))
    relay.deliver_all()
    page = words(as_admin.get(f"{SUBSCRIPTIONS}{asked.id}/"))
    assert "0 of 1" in page
    assert public_key() in page
    words(as_admin.post(f"{SUBSCRIPTIONS}{asked.id}/end/", {"reason": ""}), 422)
    words(as_admin.post(f"{SUBSCRIPTIONS}{asked.id}/end/", {"reason": "No need"}, follow=True))
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == ("ENDED", "No need")


def test_pushing_that_was_given_up_is_shown_and_set_going(as_admin, asked):
    agree_events(subscription_id=asked.id, actor=officer_with("office_admin"))
    Progress.objects.update(kept=5, had=2, attempts=12, last_error="#3: status 500", stopped_at=clock.now())
    assert "Pushing has stopped" in words(as_admin.get("/exchange/members/"))
    page = words(as_admin.get(SUBSCRIPTIONS))
    assert "Pushing has stopped" in page
    assert "#3: status 500" in page
    assert "Mend the cause" in words(as_admin.get(f"{SUBSCRIPTIONS}{asked.id}/"))
    address = f"{SUBSCRIPTIONS}{asked.id}/position/"
    assert 'value="2"' in words(as_admin.get(address))
    assert "Choose a position" in words(as_admin.post(address, {"position": 9}), 422)
    Progress.objects.update(kept=2)
    words(as_admin.post(address, {"position": 2}, follow=True))
    assert Progress.objects.get().stopped_at is None


def test_others_see_none_of_these_pages(client, as_resident, offered, asked):
    for address in (PROVIDERS, SUBSCRIPTIONS, f"{PROVIDERS}{offered.id}/", f"{SUBSCRIPTIONS}{asked.id}/"):
        assert client.get(address).status_code in (302, 403, 404)
