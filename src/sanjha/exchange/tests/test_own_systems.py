"""A department's own side: its systems, what they may do, what it asks for; never another department's, never agreeing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client

from sanjha.exchange.models import (
    AccessRequest,
    EventSubscription,
    Grant,
    GrantDay,
    HandedKey,
    Member,
    MemberChange,
    Progress,
    Provider,
)
from sanjha.exchange.operations.agree_access import agree_access
from sanjha.exchange.operations.agree_events import agree_events
from sanjha.exchange.operations.agree_key import agree_key
from sanjha.exchange.operations.agree_provider import agree_provider
from sanjha.exchange.operations.ask_access import ask_access
from sanjha.exchange.operations.change_contact import change_contact
from sanjha.exchange.operations.end_grant import end_grant
from sanjha.exchange.operations.forget_spent import forget_spent
from sanjha.exchange.operations.hand_in_key import hand_in_key
from sanjha.exchange.operations.load_demo_member import IDENTIFIER, load_demo_member
from sanjha.exchange.operations.refuse_key import refuse_key
from sanjha.exchange.operations.set_head_office import set_head_office
from sanjha.exchange.tests.calling import System, base64_of
from sanjha.exchange.tests.telling import KIND
from sanjha.exchange.tests.test_access_requests import wish
from sanjha.exchange.tests.test_member_pages import asked_for, text_of
from sanjha.identity.testing import sign_in_citizen, sign_in_officer
from sanjha.kernel import actors, clock
from sanjha.kernel.actors import SYSTEM, Actor
from sanjha.kernel.audit_verify import verify
from sanjha.kernel.errors import Conflict, DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditEntry
from sanjha.kernel.testing import officer_with
from sanjha.offices.operations.load_demo_offices import load_demo_offices
from sanjha.places.operations.load_demo_places import load_demo_places

pytestmark = pytest.mark.django_db
OURS, MEMBERS = "/exchange/ours/", "/exchange/members/"


@pytest.fixture
def keeper() -> Actor:
    """Keeps the systems of agriculture."""
    return officer_with("system_keeper", office_code="AGRI-HQ")


@pytest.fixture
def stranger() -> Actor:
    """Keeps the systems of food."""
    return officer_with("system_keeper", office_code="FOOD-HQ")


@pytest.fixture
def both(keeper, office_admin) -> Actor:
    """Keeps the systems of agriculture, and administers."""
    return replace(office_admin, posts={**office_admin.posts, **keeper.posts})


@pytest.fixture
def ours(farms, food) -> System:
    """The farmers' register, of agriculture; the ration cards are food's."""
    set_head_office(member_id=farms.member.pk, head_office="AGRI-HQ", actor=SYSTEM)
    set_head_office(member_id=food.pk, head_office="FOOD-HQ", actor=SYSTEM)
    farms.member.refresh_from_db()
    return farms


@pytest.fixture
def desk(monkeypatch, keeper, stranger, tehsildar, office_admin, both):
    """Signs one of them in."""
    known = {each.person: each for each in (keeper, stranger, tehsildar, both)}
    monkeypatch.setattr(
        actors,
        "_sources",
        [lambda *, officer_id: list(known[officer_id].posts.values()) if officer_id in known else []],
    )

    def signed_in(actor: Actor) -> Client:
        client = Client()
        sign_in_officer(client, officer_id=actor.person)
        return client

    return signed_in


def new_key() -> str:
    return base64_of(Ed25519PrivateKey.generate())


def own_wish(ours, **changed):
    typed = asked_for(ours, **changed)
    del typed["consumer"]
    return typed


def test_the_keeper_sees_the_department_s_systems_and_no_other(desk, keeper, stranger, ours):
    shown = text_of(desk(keeper).get(OURS))
    for words in ("PB/GOV/AGRI/FARMS", ours.member.fingerprint, "engineer@example.org", "Active"):
        assert words in shown
    assert "PB/GOV/FOOD" not in shown
    others = text_of(desk(stranger).get(OURS))
    assert "PB/GOV/FOOD/FARMS" in others
    assert "PB/GOV/AGRI" not in others


def test_a_member_without_a_head_office_is_nobody_s(desk, farms):
    client = desk(officer_with("system_keeper", office_code=""))
    assert client.get(OURS).status_code == 403
    nameless = officer_with("system_keeper", office_code="")
    with pytest.raises(NotPermitted):
        change_contact(
            member_id=farms.member.id, contact_name="A", contact_email="a@example.org", actor=nameless
        )


def test_a_system_s_page_shows_calls_against_the_limit(desk, keeper, ours):
    grant = ours.granted(per_minute=2)
    assert [ours.call().status_code for _call in range(3)] == [200, 200, 429]
    today = clock.today()
    GrantDay.objects.create(grant=grant, day=today - timedelta(days=29), calls=40, too_many=0)
    GrantDay.objects.create(grant=grant, day=today - timedelta(days=30), calls=500, too_many=0)
    System(ours.client, code="OTHER").granted(purpose="OTHER-PURPOSE")
    shown = text_of(desk(keeper).get(f"{OURS}{ours.member.id}/"))
    assert '"Calls today">2<' in shown
    assert '"Calls in 30 days">42<' in shown
    assert '"Refused above the limit">1<' in shown
    assert '"Calls in a minute, at most">2<' in shown
    assert "OTHER-PURPOSE" not in shown


def test_calls_without_a_limit_are_counted_and_forgotten_in_time(ours):
    grant = ours.granted(per_minute=None)
    ours.call()
    GrantDay.objects.create(grant=grant, day=clock.today() - timedelta(days=61), calls=1, too_many=0)
    forget_spent()
    assert list(GrantDay.objects.values_list("day", "calls", "too_many")) == [(clock.today(), 1, 0)]


def test_access_is_asked_for_on_a_page_and_an_administrator_agrees(desk, keeper, office_admin, ours):
    page = f"{OURS}{ours.member.id}/access/"
    client = desk(keeper)
    assert 'name="consumer"' not in text_of(client.get(page))
    shown = text_of(client.post(page, own_wish(ours), follow=True))
    assert "The request waits for the owner" in shown
    assert "AGRI-SUBSIDY" in shown
    asked = AccessRequest.objects.get()
    assert (asked.consumer, asked.asked_by, asked.state) == (ours.identifier, keeper.label, "ASKED")
    assert not Grant.objects.exists()
    agree_access(request_id=asked.id, actor=office_admin)
    assert "In force" in text_of(client.get(f"{OURS}{ours.member.id}/"))
    assert verify().findings == []


def test_over_asking_is_explained(desk, keeper, ours):
    response = desk(keeper).post(
        f"{OURS}{ours.member.id}/access/", own_wish(ours, facts=["resident.address"])
    )
    assert response.status_code == 422
    assert "does not yield resident.address" in text_of(response)
    assert not AccessRequest.objects.exists()


def test_this_side_never_agrees(desk, keeper, both, ours):
    with pytest.raises(NotPermitted):
        agree_access(request_id=ask_access(**wish(ours, actor=keeper)).id, actor=keeper)
    asked = AccessRequest.objects.get()
    with pytest.raises(NotPermitted, match="You keep the systems"):
        agree_access(request_id=asked.id, actor=both)
    own = ask_access(**wish(ours, actor=both, purpose="AGRI-OWN"))
    with pytest.raises(NotPermitted, match="Somebody else"):
        agree_access(request_id=own.id, actor=both)
    assert not Grant.objects.exists()


def test_events_are_asked_for_on_a_page(desk, keeper, both, office_admin, ours, card_changed):
    client, page = desk(keeper), f"{OURS}{ours.member.id}/events/"
    kind = KIND
    assert kind in text_of(client.get(page))
    typed = {
        "fields_told": ["card"],
        "purpose": "AGRI-SUBSIDY",
        "legal_basis": "Test Act, section 2",
        "from_date": "01-11-2026",
        "until_date": "31-10-2027",
    }
    assert client.post(f"{page}?kind={kind}", typed).status_code == 302
    asked = EventSubscription.objects.get()
    assert (asked.member, asked.asked_by, asked.state) == (ours.member, keeper.label, "ASKED")
    for nobody in (keeper, both):
        with pytest.raises(NotPermitted):
            agree_events(subscription_id=asked.id, actor=nobody)
    agree_events(subscription_id=asked.id, actor=office_admin)
    Progress.objects.update(kept=7, had=4, last_error="The system answered 500.")
    shown = text_of(client.get(f"{OURS}{ours.member.id}/"))
    for words in ('"Position">4<', '"Waiting">3<', "The system answered 500."):
        assert words in shown


def test_an_offer_is_made_on_a_page(desk, keeper, both, office_admin, ours, get_record, system):
    client, page = desk(keeper), f"{OURS}{ours.member.id}/offer/"
    typed = {
        "operation": "exchangetest.v1/record",
        "keeps": "farm-cards",
        "title_en": "Farm cards",
        "title_pa": "ਫ਼ਾਰਮ ਕਾਰਡ",
        "address": system.address,
        "seconds": "5",
        "purposes": "AGRI-SUBSIDY",
        "legal_basis": "Test Act, section 2",
    }
    response = client.post(page, typed, follow=True)
    assert "Farm cards" in text_of(response)
    made = Provider.objects.get()
    assert (made.member, made.proposed_by, made.state) == (ours.member, keeper.label, "PROPOSED")
    for nobody in (keeper, both):
        with pytest.raises(NotPermitted):
            agree_provider(provider_id=made.id, actor=nobody)
    assert agree_provider(provider_id=made.id, actor=office_admin).state == "ACTIVE"


def test_a_permission_of_one_s_own_is_ended(desk, keeper, stranger, ours):
    grant, client = ours.granted(), desk(keeper)
    page = f"{OURS}{ours.member.id}/grants/{grant.id}/end/"
    with pytest.raises(NotPermitted):
        end_grant(grant_id=grant.id, actor=stranger)
    assert "End a permission" in text_of(client.get(page))
    assert ours.call().status_code == 200
    assert "The permission is ended." in text_of(client.post(page, follow=True))
    assert ours.call().status_code == 403
    grant.refresh_from_db()
    assert grant.ended_by == keeper.label


def test_a_new_key_counts_only_after_an_administrator_agrees(desk, keeper, both, office_admin, ours):
    client, key, old = desk(keeper), new_key(), ours.member.public_key
    typed = {"public_key": key, "reason": "Yearly"}
    shown = text_of(client.post(f"{OURS}{ours.member.id}/key/", typed, follow=True))
    handed = HandedKey.objects.get()
    assert f"<code>{handed.fingerprint}</code>" in shown
    assert Member.objects.get(pk=ours.member.pk).public_key == old
    for nobody in (keeper, both):
        with pytest.raises(NotPermitted):
            agree_key(key_id=handed.id, actor=nobody)
    assert agree_key(key_id=handed.id, actor=office_admin).public_key == key
    assert not HandedKey.objects.exists()
    with pytest.raises(Conflict):
        agree_key(key_id=handed.id, actor=office_admin)
    done = list(ours.member.changes.order_by("id").values_list("what", "fingerprint"))
    assert done[2:] == [("KEY_HANDED", handed.fingerprint), ("KEY_CHANGED", handed.fingerprint)]
    assert verify().findings == []


def test_an_administrator_answers_a_key_on_the_member_s_page(as_admin, office_admin, keeper, ours):
    first = hand_in_key(member_id=ours.member.id, public_key=new_key(), reason="Yearly", actor=keeper)
    second = hand_in_key(member_id=ours.member.id, public_key=new_key(), reason="Again", actor=keeper)
    page = f"{MEMBERS}{ours.member.id}/"
    assert "New key waits" in text_of(as_admin.get(MEMBERS))
    assert second.fingerprint in text_of(as_admin.get(page))
    assert "answered or replaced" in text_of(as_admin.post(f"{page}keys/{first.id}/agree/", follow=True))
    assert Member.objects.get(pk=ours.member.pk).public_key == ours.member.public_key
    assert as_admin.post(f"{page}keys/{second.id}/refuse/", {"reason": " "}).status_code == 422
    as_admin.post(f"{page}keys/{second.id}/refuse/", {"reason": "Not known by telephone"})
    assert not HandedKey.objects.exists()
    third = hand_in_key(member_id=ours.member.id, public_key=new_key(), reason="Third", actor=keeper)
    as_admin.post(f"{page}keys/{third.id}/agree/")
    assert Member.objects.get(pk=ours.member.pk).public_key == third.public_key


def test_the_contact_is_changed_and_the_former_one_stands_in_the_history(desk, keeper, ours):
    typed = {"contact_name": "New Engineer", "contact_email": "new@example.org"}
    shown = text_of(desk(keeper).post(f"{OURS}{ours.member.id}/contact/", typed, follow=True))
    assert "new@example.org" in shown
    assert "Contact changed" in shown
    assert "Test Engineer, engineer@example.org" in shown
    assert AuditEntry.objects.filter(action="MEMBER_CONTACT").count() == 1


def test_a_contact_that_is_the_same_is_no_change(desk, keeper, ours):
    typed = {"contact_name": ours.member.contact_name, "contact_email": ours.member.contact_email}
    response = desk(keeper).post(f"{OURS}{ours.member.id}/contact/", typed)
    assert response.status_code == 422
    assert "this is the engineer in charge already" in text_of(response)
    assert not MemberChange.objects.filter(what=MemberChange.What.CONTACT).exists()


def test_operations_refuse_who_does_not_keep_the_system(keeper, stranger, tehsildar, resident, ours):
    contact = {"contact_name": "A", "contact_email": "a@example.org"}
    deeds = [
        lambda actor: change_contact(member_id=ours.member.id, actor=actor, **contact),
        lambda actor: hand_in_key(
            member_id=ours.member.id, public_key=new_key(), reason="Yearly", actor=actor
        ),
        lambda actor: ask_access(**wish(ours, actor=actor)),
    ]
    for deed in deeds:
        for actor in (stranger, tehsildar, resident):
            with pytest.raises((NotFound, NotPermitted)):
                deed(actor)
    with pytest.raises(DomainError):
        change_contact(member_id=ours.member.id, contact_name=" ", contact_email="a@b.example", actor=keeper)
    with pytest.raises(NotPermitted):
        set_head_office(member_id=ours.member.id, head_office="FOOD-HQ", actor=keeper)
    with pytest.raises(NotPermitted):
        refuse_key(key_id=new_id(), reason="No", actor=keeper)
    assert MemberChange.objects.exclude(what__in=["REGISTERED", "OFFICE"]).count() == 0
    assert not AccessRequest.objects.exists()


def test_nobody_else_comes_in(desk, keeper, stranger, tehsildar, ours):
    grant, page = ours.granted(), f"{OURS}{ours.member.id}/"
    own = [page, *(f"{page}{deed}/" for deed in ("access", "events", "offer", "key", "contact"))]
    own.append(f"{page}grants/{grant.id}/end/")
    visitor, resident = Client(), Client()
    sign_in_citizen(resident, resident_id=new_id())
    right, other, plain = desk(keeper), desk(stranger), desk(tehsildar)
    for address in own:
        assert right.get(address).status_code == 200
        assert other.get(address).status_code == 404
        assert plain.get(address).status_code == 403
        assert resident.get(address).status_code == 403
        assert visitor.get(address).status_code == 302
    typed = own_wish(ours) | {"public_key": new_key(), "reason": "x", "contact_name": "A"}
    for address in own[1:]:
        assert other.post(address, typed).status_code == 404
        assert plain.post(address, typed).status_code == 403
    assert plain.get(OURS).status_code == 403
    grant.refresh_from_db()
    assert grant.ended_at is None
    assert right.get(f"{MEMBERS}{ours.member.id}/").status_code == 403


def test_a_grant_of_another_system_is_not_ended_through_one_s_own(desk, keeper, ours):
    other = System(ours.client, code="OTHER").granted()
    page = f"{OURS}{ours.member.id}/grants/{other.id}/end/"
    assert desk(keeper).post(page).status_code == 404


def test_the_page_takes_few_statements(desk, keeper, ours, django_assert_max_num_queries):
    for number in range(8):
        ours.granted(purpose=f"AGRI-G{number}")
        ask_access(**wish(ours, purpose=f"AGRI-P{number}"))
    client = desk(keeper)
    client.get(f"{OURS}{ours.member.id}/")
    with django_assert_max_num_queries(12):
        client.get(f"{OURS}{ours.member.id}/")


def test_the_administrator_names_the_head_office(as_admin, farms):
    load_demo_places()
    load_demo_offices()
    page = f"{MEMBERS}{farms.member.id}/office/"
    assert "GGIT-HQ" in text_of(as_admin.get(page))
    assert as_admin.post(page, {"head_office": "NOWHERE"}).status_code == 422
    assert as_admin.post(page, {"head_office": "GGIT-HQ"}).status_code == 302
    assert Member.objects.get().head_office == "GGIT-HQ"


def test_the_demonstration_has_one_system_that_asks(desk):
    load_demo_member()
    load_demo_member()
    member = Member.objects.get()
    assert (member.identifier, member.head_office) == (IDENTIFIER, "GGIT-HQ")
    assert AccessRequest.objects.get().consumer == IDENTIFIER
