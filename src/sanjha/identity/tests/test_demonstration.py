"""One-click sign-in exists in a demonstration only."""

from dataclasses import replace

import pytest
from django.test import Client

from sanjha.identity import queries
from sanjha.identity.models import SignIn
from sanjha.identity.operations.sign_in_for_demonstration import sign_in_for_demonstration
from sanjha.identity.tests.factories import HERE, CitizenAccountFactory, OfficerAccountFactory
from sanjha.kernel.conf import conf
from sanjha.kernel.errors import NotFound

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning", "family")]


@pytest.fixture(params=[{"demo": False}, {"production": True}])
def real(request, monkeypatch) -> None:
    """An installation that is no demonstration, or one in production that says it is."""
    monkeypatch.setattr(queries, "conf", replace(conf, **request.param))


def test_one_click_signs_in_as_each_role(client, tehsildar, administrator):
    citizen = CitizenAccountFactory()
    OfficerAccountFactory(username="without.post")
    OfficerAccountFactory(username="locked.one", locked=True)
    page = client.get("/demo/?next=/account/").content.decode()
    assert "Tehsil Office Tapa" in page
    assert citizen.username in page
    assert "without.post" not in page
    assert "locked.one" not in page

    for account in (tehsildar, administrator, citizen):
        browser = Client()
        response = browser.post("/demo/sign-in/", {"account": str(account.id), "next": "/account/"})
        assert response["Location"] == "/account/"
        assert browser.get("/account/").status_code == 200
        assert SignIn.objects.filter(account=account, method="DEMO").count() == 1


@pytest.mark.parametrize("account", ["", "nonsense", "01a20c74-c742-73b9-8070-8c57ce64d9ec"])
def test_there_is_nobody_else_to_be(client, account):
    assert client.post("/demo/sign-in/", {"account": account}).status_code == 404


def test_a_barred_account_cannot_be_tried_on(client):
    account = OfficerAccountFactory(locked=True)
    assert client.post("/demo/sign-in/", {"account": str(account.id)}).status_code == 404


def test_signing_in_needs_a_post_request(client, tehsildar):
    assert client.get(f"/demo/sign-in/?account={tehsildar.id}").status_code == 405


@pytest.mark.usefixtures("real")
def test_elsewhere_none_of_it_exists(client, tehsildar):
    assert client.get("/demo/").status_code == 404
    assert client.get("/demo/phone/").status_code == 404
    assert client.get("/demo/phone/?mobile=9876543210").status_code == 404
    assert client.post("/demo/sign-in/", {"account": str(tehsildar.id)}).status_code == 404
    with pytest.raises(NotFound):
        sign_in_for_demonstration(account_id=tehsildar.id, origin=HERE)
    assert not SignIn.objects.exists()
