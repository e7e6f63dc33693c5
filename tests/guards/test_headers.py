"""Every page comes with headers that keep others out, and holds nothing that they would refuse."""

import pytest
from django.test import Client

from tests.guards import headers, routes, templates
from tests.guards.test_routes import PUBLIC
from tests.guards.tree import assert_nothing

pytestmark = pytest.mark.django_db
GOOD = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": "; ".join(f"{name} 'self'" for name in headers._STRICT),
    "X-Request-ID": "0190f5f2",
}


def public_pages():
    public = routes.read_list(PUBLIC)
    for route in routes.routes():
        if route.pattern in public and not route.pattern.startswith("/api/"):
            response = Client().get(route.address)
            if response.headers.get("Content-Type", "").startswith("text/html"):
                yield route.pattern, response


def test_the_guard_sees_loose_headers():
    assert list(headers.header_faults(GOOD)) == []
    for name in GOOD:
        assert (
            len(list(headers.header_faults({key: value for key, value in GOOD.items() if key != name}))) >= 1
        )
    loose = GOOD["Content-Security-Policy"].replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    assert len(list(headers.header_faults(GOOD | {"Content-Security-Policy": loose}))) == 2


def test_the_guard_sees_loose_cookies():
    cookies = {
        "a": {"samesite": "Lax", "httponly": True},
        "b": {"samesite": "", "httponly": True},
        "c": {"samesite": "Lax", "httponly": ""},
    }
    assert list(headers.cookie_faults(cookies)) == ["b: no SameSite", "c: scripts may read it"]


def test_every_public_page_has_strict_headers():
    pages = list(public_pages())
    assert len(pages) > 10
    assert_nothing(
        f"{pattern} {fault}" for pattern, page in pages for fault in headers.header_faults(page.headers)
    )
    assert_nothing(
        f"{pattern} {fault}" for pattern, page in pages for fault in headers.cookie_faults(page.cookies)
    )


def test_every_public_page_holds_what_its_headers_permit():
    pages = [(pattern, page.content.decode()) for pattern, page in public_pages()]
    assert_nothing(f"{pattern} {fault}" for pattern, text in pages for fault in templates.inline_code(text))
    assert_nothing(
        f"{pattern} {fault}" for pattern, text in pages for fault in templates.external_origins(text)
    )
