"""Requests that no page of ours sends: without token, with foreign addresses, too large, with somebody else's session."""

import socket
from urllib.parse import quote

import pytest

from sanjha.project.story.browser import Browser
from tests.hostile.nasty import NASTY
from tests.hostile.siege import Siege
from tests.journeys import cast

FOREIGN = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "\t//evil.example",
)
CHANGING = (
    "/logout/",
    "/language/",
    "/demo/sign-in/",
    "/login/citizen/",
    "/verify/",
    "/apply/rev-income/",
    "/counter/new/REV-INCOME/",
    "/account/sign-ins/others/end/",
)
SEARCHES = (
    "/?q={}",
    "/services/?q={}",
    "/services/{}/",
    "/track/?number={}",
    "/desk/?q={}",
    "/desk/?sort={}&page={}&service={}",
    "/counter/?q={}",
    "/counter/status/?q={}",
    "/people/?q={}",
    "/people/suggest?name={}",
    "/places/?q={}",
    "/places/search?q={}&within={}",
    "/places/calendar/?year={}",
    "/offices/?q={}",
    "/offices/office/{}/",
    "/offices/posts/search?q={}",
    "/demo/phone/?mobile={}",
    "/v/{}",
)


@pytest.fixture(scope="module")
def operator(siege: Siege) -> Browser:
    return siege.officer()


@pytest.mark.parametrize("address", CHANGING)
def test_nothing_changes_without_the_token_of_the_page(siege: Siege, operator: Browser, address: str) -> None:
    for data in ({}, {"csrfmiddlewaretoken": "x" * 64}, {"csrfmiddlewaretoken": "\u202e"}):
        answer = operator.client.post(address, data=data, headers={"Referer": f"{siege.base}/"})
        assert answer.status_code == 403
    assert operator.get("/counter/").status == 200


def test_a_page_of_another_site_cannot_post(siege: Siege, operator: Browser) -> None:
    token = str(operator.get("/counter/").one("//input[@name='csrfmiddlewaretoken']/@value"))
    answer = operator.client.post(
        "/counter/new/REV-INCOME/",
        data={"csrfmiddlewaretoken": token},
        headers={"Origin": "https://evil.example"},
    )
    assert answer.status_code == 403


def test_signing_in_gives_a_new_session(siege: Siege) -> None:
    """A session that somebody else planted before signing in is worth nothing afterwards."""
    browser = siege.anybody()
    browser.client.cookies.set("sanjha", "planted0planted0planted0planted0")
    page = browser.get("/demo/")
    account = str(page.one(f"//tr[td[contains(., '{cast.OPERATOR}')]]//button[@name='account']/@value"))
    browser.client.cookies.delete("sanjha")
    browser.client.cookies.set("sanjha", "planted0planted0planted0planted0")
    browser.send(page.form("/demo/sign-in/"), {"account": account})
    sessions = [cookie.value for cookie in browser.client.cookies.jar if cookie.name == "sanjha"]
    assert sessions[-1] != "planted0planted0planted0planted0"
    thief = siege.anybody()
    thief.client.cookies.set("sanjha", "planted0planted0planted0planted0")
    assert "/login/" in thief.get("/counter/").path


def test_the_cookies_are_not_for_scripts_and_other_sites(siege: Siege) -> None:
    browser = siege.anybody()
    page = browser.get("/demo/")
    account = str(page.one(f"//tr[td[contains(., '{cast.OPERATOR}')]]//button[@name='account']/@value"))
    form = page.form("/demo/sign-in/")
    answer = browser.client.post(
        form.action,
        data={**form.values, "account": account},
        headers={"Referer": siege.base},
        follow_redirects=False,
    )
    [session] = [each for each in answer.headers.get_list("set-cookie") if each.startswith("sanjha=")]
    assert "HttpOnly" in session
    assert "SameSite=Lax" in session


@pytest.mark.parametrize("foreign", FOREIGN)
def test_no_address_of_another_site_is_followed(siege: Siege, foreign: str) -> None:
    """After signing in and after a change of the language, whatever `next` says."""
    browser = siege.anybody()
    page = browser.get("/demo/")
    account = str(page.one(f"//tr[td[contains(., '{cast.OPERATOR}')]]//button[@name='account']/@value"))
    browser.client.follow_redirects = False
    for form, values in (
        (page.form("/language/"), {"language": "pa", "next": foreign}),
        (page.form("/demo/sign-in/"), {"account": account, "next": foreign}),
    ):
        answer = browser.client.post(
            form.action, data={**form.values, **values}, headers={"Referer": siege.base}
        )
        assert answer.status_code in (302, 303, 400, 422)
        assert "evil" not in answer.headers.get("location", "")
        assert "javascript" not in answer.headers.get("location", "")
        assert "data:" not in answer.headers.get("location", "")


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:80@127.0.0.1", "", "a b"]
)
def test_another_host_is_not_served(siege: Siege, host: str) -> None:
    anybody = siege.anybody()
    answer = anybody.client.get("/", headers={"Host": host})
    assert answer.status_code == 400
    answer = anybody.client.get("/", headers={"X-Forwarded-Host": "evil.example"})
    assert "evil.example" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../../../etc/passwd",
        "/static/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/static/..%2f..%2f..%2fetc%2fpasswd",
        "/static/ui/..%5c..%5csecret",
        "/static/%00",
        "/static//etc/passwd",
        "/static/",
        "/secret_key",
        "/.sanjha/",
        "/.well-known/../secret",
    ],
)
def test_no_file_of_the_machine_is_served(siege: Siege, path: str) -> None:
    """Sent as it stands: a usual client would tidy the path up."""
    host, _colon, port = siege.base.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    status = int(answer.split(b" ", 2)[1])
    assert status in (301, 302, 400, 403, 404)
    assert b"root:" not in answer


def test_far_too_many_fields_and_far_too_long_ones_are_refused(siege: Siege, operator: Browser) -> None:
    page = operator.get("/counter/?q=income")
    page = operator.send(page.form("/counter/new/REV-INCOME/"), button="COUNTER")
    form = page.form("application")
    for data in (
        {f"family.{number}.name_en": "A" for number in range(3000)},
        {"applicant.name_en": "A" * (3 * 1024 * 1024)},
        {f"x{'.0' * depth}": "deep" for depth in range(1, 400)},
        {
            "applicant.name_en.deeper.0.still": "A",
            "family": "A",
            "family.x": "B",
            "applicant": "C",
            "__proto__.a": "D",
        },
    ):
        answer = operator.send(form, data, expect=None)
        assert answer.status in (200, 400, 409, 413, 422)
    assert operator.get(page.path).status == 200


@pytest.mark.parametrize("kind", NASTY)
def test_every_search_takes_everything(siege: Siege, operator: Browser, kind: str) -> None:
    typed = quote(NASTY[kind][:400])
    broken = []
    for browser in (siege.anybody(), operator, siege.officer(cast.TEHSILDAR), siege.citizen()):
        for pattern in SEARCHES:
            answer = browser.client.get(pattern.replace("{}", typed))
            if answer.status_code >= 500 or "<script>alert" in answer.text:
                broken.append(f"{pattern}: {answer.status_code}")
    assert broken == []


@pytest.mark.parametrize("kind", NASTY)
def test_no_sign_in_breaks(siege: Siege, kind: str) -> None:
    browser = siege.anybody()
    page = browser.get("/login/citizen/")
    page = browser.send(page.form_with("mobile"), {"mobile": NASTY[kind]}, expect=None)
    assert page.status == 422
    assert page.tree.xpath("//*[@role='alert']")
    page = browser.get("/login/")
    page = browser.send(
        page.form_with("username"), {"username": NASTY[kind], "password": NASTY[kind]}, expect=None
    )
    assert page.status in (422, 429)
    assert NASTY[kind] not in str(page.form_with("username").values.get("password", ""))
