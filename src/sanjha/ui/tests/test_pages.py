"""Shells, policies, errors and the language switch, as a browser without JavaScript gets them."""

import pytest
from django.urls import reverse
from lxml import html

from sanjha.kernel.actors import Actor, Kind
from sanjha.kernel.conf import Configuration
from sanjha.kernel.testing import officer_with
from sanjha.ui import context, views

OWN_PAGES = ["help", "keyboard", "accessibility", "privacy", "terms", "copyright", "sitemap", "components"]


def tree(response):
    return html.fromstring(response.content.decode())


def words(response):
    return " ".join(tree(response).text_content().split())


@pytest.mark.parametrize("language", ["en", "pa", "hi"])
@pytest.mark.parametrize("name", OWN_PAGES)
def test_every_page_of_the_house_opens_in_three_languages(pages, name, language):
    response = pages(language).get(reverse(f"ui:{name}", urlconf="sanjha.ui.tests.page_urls"))
    page = tree(response)
    assert response.status_code == 200
    assert page.get("lang") == language
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("//title/text()")[0].strip()
    assert page.xpath("//a[@class='skip-link']/@href") == ["#main"]
    assert page.xpath("//main[@id='main']")


@pytest.mark.parametrize("density", ["desk", "citizen"])
def test_ids_are_unique_and_labels_find_their_control(pages, density):
    page = tree(pages().get(f"/ui/components/?density={density}"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(page.xpath("//label/@for")) <= set(ids)
    described = {part for value in page.xpath("//@aria-describedby") for part in value.split()}
    assert described | set(page.xpath("//@aria-labelledby")) <= set(ids)


def test_the_sheet_of_components_is_only_shown_where_data_is_invented(pages, monkeypatch):
    monkeypatch.setattr(views, "conf", Configuration(demo=False))
    assert pages().get("/ui/components/").status_code == 404


@pytest.mark.parametrize(("demo", "shown"), [(True, True), (False, False)])
def test_demonstration_data_is_called_so(pages, monkeypatch, demo, shown):
    monkeypatch.setattr(context, "conf", Configuration(demo=demo))
    assert ("Demonstration data" in words(pages().get("/page/desk/"))) is shown
    assert ("Demonstration data" in words(pages().get("/page/print/"))) is shown


def test_the_government_is_named_on_every_page_and_no_emblem_is_shown(pages):
    page = tree(pages().get("/page/citizen/"))
    assert "Government of Punjab" in page.xpath("//header")[0].text_content()
    assert page.xpath("//div[@class='crest crest-empty']")
    assert not page.xpath("//header//img")


def test_a_crest_is_shown_where_one_is_set(pages, monkeypatch):
    monkeypatch.setattr(context, "conf", Configuration(crest="state/crest.svg"))
    assert tree(pages().get("/page/citizen/")).xpath("//div[@class='crest']/img/@src") == [
        "/static/state/crest.svg"
    ]


def test_a_visitor_is_offered_to_sign_in(pages):
    page = tree(pages().get("/page/desk/"))
    assert page.xpath("//header//a[@class='button']/text()") == ["Sign in"]
    assert not page.xpath("//div[@class='who']")


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Test Officer"), ("pa", "ਟੈਸਟ ਅਫ਼ਸਰ"), ("hi", "Test Officer")]
)
def test_the_header_names_the_officer_and_the_post(pages, settings, language, name):
    settings.LOGOUT_URL = "/logout/"
    page = tree(pages(language, officer_with("tehsildar")).get("/page/desk/"))
    who = page.xpath("//div[@class='who']")[0]
    assert who.xpath(".//b/text()") == [name]
    assert "Tehsildar, Test office" in who.text_content()
    assert who.xpath(".//form[@method='post']/@action") == ["/logout/"]
    assert who.xpath(".//input[@name='csrfmiddlewaretoken']")


def test_the_header_counts_further_posts(pages):
    one, two = officer_with("tehsildar"), officer_with("sdm")
    both = Actor(Kind.OFFICER, person=one.person, name="Test Officer", posts={**one.posts, **two.posts})
    assert "and 1 more post" in words(pages(actor=both).get("/page/desk/"))


def test_the_language_is_changed_without_javascript(pages):
    client = pages(enforce_csrf_checks=True)
    page = tree(client.get("/help/?a=1"))
    form = page.xpath("//form[@class='language-switch']")[0]
    sent = dict(form.form_values()) | {"language": "pa"}
    assert [button.get("value") for button in form.xpath(".//button")] == ["en", "pa", "hi"]
    assert form.xpath(".//button[@aria-current]/@value") == ["en"]

    response = client.post(form.action, sent)

    assert (response.status_code, response["Location"]) == (302, "/help/?a=1")
    assert tree(client.get("/help/")).get("lang") == "pa"


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"]
)
def test_the_language_switch_never_leads_to_another_site(pages, address):
    response = pages().post("/language/", {"language": "hi", "next": address})
    assert response["Location"] == "/"


def test_the_language_is_not_changed_by_a_link(pages):
    assert pages().get("/language/?language=pa").status_code == 405


def test_an_unknown_language_changes_nothing(pages):
    client = pages()
    client.post("/language/", {"language": "xx", "next": "/help/"})
    assert tree(client.get("/help/")).get("lang") == "en"


@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/nowhere/", 404, "There is no such page"),
        ("/fail/bad/", 400, "This request could not be read"),
        ("/fail/denied/", 403, "You may not open this page"),
        ("/fail/crash/", 500, "Something went wrong here"),
        ("/refuse/refused/", 422, "This could not be done"),
        ("/refuse/not-mine/", 403, "You may not open this page"),
        ("/refuse/gone/", 404, "There is no such page"),
        ("/refuse/late/", 409, "Somebody else was first"),
        ("/refuse/often/", 429, "Too many attempts"),
        ("/refuse/down/", 503, "A part of the service does not answer"),
    ],
)
def test_what_went_wrong_is_said_with_what_to_do(pages, address, status, heading):
    response = pages().get(address)
    page = tree(response)
    assert response.status_code == status
    assert page.xpath("//h1/text()") == [heading]
    assert page.xpath("//div[@class='prose']//li")
    assert ("with the patwari" in words(response)) is address.startswith("/refuse/")


@pytest.mark.parametrize("language", ["pa", "hi"])
@pytest.mark.parametrize("address", ["/nowhere/", "/fail/crash/", "/refuse/down/"])
def test_error_pages_speak_the_reader_s_language(pages, language, address):
    page = tree(pages(language).get(address))
    assert page.get("lang") == language
    assert not page.xpath("//h1/text()")[0].isascii()


def test_an_expired_form_is_explained(pages, settings):
    settings.CSRF_FAILURE_VIEW = "sanjha.ui.views.csrf_failure"
    response = pages(enforce_csrf_checks=True).post("/language/", {"language": "pa"})
    assert response.status_code == 403
    assert "The form had been open too long" in words(response)


def test_statuses_without_a_page_of_their_own_use_the_nearest(pages):
    request = pages().get("/help/").wsgi_request
    assert "This request could not be read" in views.error_page(request, 418).content.decode()
    assert "Something went wrong here" in views.error_page(request, 502).content.decode()


def test_the_title_says_when_a_form_has_errors(pages):
    titles = [tree(pages().get(address)).xpath("//title/text()")[0] for address in ("/form/", "/form/?name=")]
    assert titles[1] == f"Error: {titles[0]}"


def test_a_page_for_the_thermal_printer(pages):
    page = tree(pages().get("/page/print/"))
    assert page.xpath("//main[@id='main' and @class='sheet']")
    assert not page.xpath("//nav | //footer")
