"""Closing posts and offices."""

import pytest

from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.errors import DomainError, NotFound, NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import AuditEntry, OutboxEvent
from sanjha.offices.models import Office, Tenure
from sanjha.offices.operations.close_office import close_office
from sanjha.offices.operations.load_demo_offices import demo_id
from sanjha.offices.tests.factories import make_admin, make_office, make_post
from sanjha.offices.tests.register_pages import NT_TAPA, address, text_of

pytestmark = pytest.mark.django_db


def test_a_post_is_closed_when_nobody_holds_it(admin):
    path = address(NT_TAPA, "close/")
    page = text_of(admin.get(path))
    for words in (
        "Jaspreet Kaur Grewal has charge of this post.",
        "refused until that officer is relieved",
        "New work of its places",
        "Yes, close it",
    ):
        assert words in page
    held = admin.post(path, {"order_number": "DC/EST/9"})
    assert held.status_code == 422
    assert "Relieve the officers of this post first." in text_of(held)
    assert "DC/EST/9" in text_of(held)
    assert admin.post(path, {"order_number": ""}).status_code == 422

    Tenure.objects.filter(post__code=NT_TAPA).update(to_date="2026-11-01")
    assert admin.post(path, {"order_number": "DC/EST/9"})["Location"] == address(NT_TAPA)

    page = text_of(admin.get(address(NT_TAPA)))
    assert "Closed" in page
    assert "/close/" not in page
    assert AuditEntry.objects.get(action="POST_CLOSED").stream == str(demo_id("post", NT_TAPA))
    for again in ("close/", "places/"):
        assert admin.get(address(NT_TAPA, again)).status_code == 422


def test_an_office_is_closed_after_its_posts_and_the_offices_below(admin):
    top = make_office("BNL-X", parent_id=demo_id("office", "BNL-DC"))
    below = make_office("BNL-X-Y", parent=top)
    post = make_post(office=below)
    order = {"order_number": "DC/EST/10"}
    page = text_of(admin.get("/offices/office/BNL-X-Y/close/"))
    assert "This office has open posts." in page
    assert str(post.title) in page
    refused = admin.post("/offices/office/BNL-X-Y/close/", order)
    assert refused.status_code == 422
    assert "Close the posts of this office first." in text_of(refused)
    assert "There are open offices below this one." in text_of(admin.get("/offices/office/BNL-X/close/"))
    assert "Close the offices below this one first." in text_of(
        admin.post("/offices/office/BNL-X/close/", order)
    )

    assert admin.post(address_of(post, "close/"), order).status_code == 302
    assert admin.post("/offices/office/BNL-X-Y/close/", order)["Location"] == "/offices/office/BNL-X-Y/"
    assert admin.post("/offices/office/BNL-X/close/", order).status_code == 302

    assert not Office.objects.filter(id__in=[top.id, below.id], is_active=True).exists()
    assert AuditEntry.objects.filter(action="OFFICE_CLOSED").count() == 2
    assert admin.get("/offices/office/BNL-X/close/").status_code == 422
    assert admin.get("/offices/office/BNL-X/posts/new/").status_code == 422
    assert "/posts/new/" not in text_of(admin.get("/offices/office/BNL-X/"))


def address_of(post, page=""):
    return f"/offices/posts/{post.id}/{page}"


def test_an_office_is_closed_by_its_administrators_only(demo):
    office, foreign = make_office("BNL-Y"), make_office("LDH-DC")
    with pytest.raises(NotPermitted):
        close_office(office_id=office.id, order_number="1", actor=make_admin(foreign))
    with pytest.raises(NotFound):
        close_office(office_id=new_id(), order_number="1", actor=SYSTEM)
    with pytest.raises(DomainError) as missing:
        close_office(office_id=office.id, order_number=" ", actor=SYSTEM)
    assert missing.value.field == "order_number"
    assert OutboxEvent.objects.filter(kind="offices.OfficeClosed").count() == 0
    close_office(office_id=office.id, order_number="1", actor=SYSTEM)
    with pytest.raises(DomainError, match="closed already"):
        close_office(office_id=office.id, order_number="1", actor=SYSTEM)
    assert OutboxEvent.objects.filter(kind="offices.OfficeClosed").count() == 1
