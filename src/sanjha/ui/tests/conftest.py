"""What tests of pages share: the addresses of page_urls, plain static files, and a browser for those that need one."""

import threading
from collections.abc import Iterator

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.test import Client
from playwright.sync_api import Browser

from sanjha.kernel.actors import ANONYMOUS, Actor
from sanjha.kernel.testing_browser import running_chromium

PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

MIDDLEWARE = [
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "sanjha.ui.tests.conftest.ActorOfTheTest",
    "sanjha.ui.errors.RefusalPages",
]


class ActorOfTheTest:
    """Middleware: whoever the test named acts."""

    actor: Actor = ANONYMOUS

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.actor = self.actor
        return self.get_response(request)


@pytest.fixture
def pages(settings, monkeypatch):
    """A client on the pages of page_urls, without services and without a database."""
    settings.ROOT_URLCONF = "sanjha.ui.tests.page_urls"
    settings.MIDDLEWARE = MIDDLEWARE
    settings.MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
    settings.STORAGES = {**settings.STORAGES, **PLAIN_FILES}
    settings.DEBUG = False

    def client(language="en", actor=ANONYMOUS, **options):
        monkeypatch.setattr(ActorOfTheTest, "actor", actor)
        visitor = Client(raise_request_exception=False, **options)
        visitor.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        return visitor

    return client


class QuietHandler(WSGIRequestHandler):
    """Requests of a test are not logged."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def served(pages) -> Iterator[str]:
    """The same pages for a browser: the address of a server that needs no database."""
    pages()
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler)
    server.set_app(StaticFilesHandler(get_wsgi_application()))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's chromium. For one module: while it runs, this thread counts as asynchronous and has no database."""
    with running_chromium() as started:
        yield started
