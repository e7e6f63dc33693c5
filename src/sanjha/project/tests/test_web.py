"""The web server's processes: static files, a killed process, a killed server."""

import contextlib
import signal
import urllib.request
from http.client import HTTPException
from pathlib import Path

import pytest

from sanjha.project.ports import free_port
from sanjha.project.tests.watching import kill, left_below, running_below, wait_until

# A site of one page, so that the server is tested without the house around it.
SITE = """
import os, sys
from pathlib import Path
from django.conf import settings
from django.http import HttpResponse
from django.templatetags.static import static
from django.urls import path

home, port = Path(sys.argv[1]), int(sys.argv[2])
settings.configure(
    ROOT_URLCONF="__main__",
    ALLOWED_HOSTS=["127.0.0.1"],
    INSTALLED_APPS=["django.contrib.staticfiles", "django_htmx"],
    STATIC_URL="/static/",
    STATIC_ROOT=home / "static",
    STATICFILES_DIRS=[home / "sources"],
    STORAGES={"staticfiles": {"BACKEND": "sanjha.project.static.HashedFiles"}},
)
urlpatterns = [path("", lambda request: HttpResponse(f"{os.getpid()} {static('page.js')}"))]
from sanjha.project import web
import django
django.setup()
os.chdir(home)
web.serve(host="127.0.0.1", port=port, workers=2, threads=2)
"""


def fetch(port: int, path: str = "/") -> tuple[str, dict[str, str]]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"http://127.0.0.1:{port}{path}", timeout=5) as response:
        return response.read().decode(), dict(response.headers)


def answers(port: int) -> bool:
    try:
        return bool(fetch(port))
    except OSError:
        return False


@pytest.fixture
def site(empty_home, python):
    """A running server: its process, and its port."""
    sources = empty_home / "sources"
    sources.mkdir()
    (sources / "page.js").write_text('import { word } from "./words.js";\nexport const page = word;\n')
    (sources / "words.js").write_text("export const word = 'ਸਾਂਝਾ';\n")
    port = free_port()
    process = python(SITE, port)
    wait_until(lambda: answers(port) or process.poll() is not None)
    assert process.poll() is None, process.stderr.read()
    return process, port


def test_pages_and_static_files_are_served_under_names_that_change_with_their_content(site, empty_home):
    _process, port = site
    address = fetch(port)[0].split()[1]
    script, headers = fetch(port, address)
    assert address != "/static/page.js"
    assert headers["content-type"].startswith("text/javascript")
    assert headers["cache-control"] == "max-age=2592000"
    imported = script.split('"')[1]
    assert imported != "./words.js"
    assert "ਸਾਂਝਾ" in fetch(port, f"/static/{Path(imported).name}")[0]
    assert (empty_home / "static" / ".collected").exists()


def test_a_killed_web_process_is_replaced(site):
    _process, port = site
    first = int(fetch(port)[0].split()[0])
    kill(first)
    seen: set[int] = set()

    def two_others_serve() -> bool:
        # What was under way in the killed process may still fail.
        with contextlib.suppress(OSError, HTTPException):
            seen.add(int(fetch(port)[0].split()[0]))
        return len(seen - {first}) == 2

    wait_until(two_others_serve, seconds=20)


def test_nothing_stays_when_the_server_is_killed(site, empty_home):
    process, _port = site
    assert len(running_below(empty_home)) >= 3
    process.kill()
    assert left_below(empty_home) == {}


def test_a_request_to_stop_ends_it_in_order(site, empty_home):
    process, _port = site
    process.send_signal(signal.SIGTERM)
    assert process.wait(15) == 0
    assert left_below(empty_home) == {}
