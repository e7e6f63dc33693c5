"""Addresses for tests of what is released when: pages that read facts, beside all others of the house."""

import os
import signal
from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, StreamingHttpResponse
from django.urls import path

from sanjha.exchange.tests.declared import declare_person
from sanjha.kernel import clock
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import NotPermitted
from sanjha.kernel.ids import new_id
from sanjha.kernel.models import UsedNonce
from sanjha.project import urls

PURPOSE = Purpose("REV-INCOME", case="PB/BNL/1")
SECRET = "born 1984-03-12"

meanwhile: list[Callable[[], None]] = []
"""What happens between the call and the response."""
_declared: list[Callable[..., Any]] = []


def declare() -> None:
    _declared[:] = [declare_person()]


def read() -> str:
    """Facts of somebody, and whatever happens meanwhile."""
    _declared[0](ids=[new_id()], purpose=PURPOSE)
    for deed in meanwhile:
        deed()
    return SECRET


def page(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"<p>{read()}</p>")


def program(_request: HttpRequest) -> HttpResponse:
    return JsonResponse({"found": read()})


def elsewhere(_request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(f"/found/?{read().replace(' ', '+')}")


def fails(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError(read())


def keeps(_request: HttpRequest) -> HttpResponse:
    UsedNonce.objects.create(id=read(), until=clock.now())
    return HttpResponse("kept")


def passes_over(_request: HttpRequest) -> HttpResponse:
    found = read()
    try:
        UsedNonce.objects.create(id=found, until=clock.now())
    except NotPermitted:
        return HttpResponse(f"<p>not kept, but {found}</p>")
    return HttpResponse("kept")


def session(request: HttpRequest) -> HttpResponse:
    request.session["found"] = read()
    return HttpResponse("<p>remembered</p>")


def stream(_request: HttpRequest) -> StreamingHttpResponse:
    first = read()

    def parts() -> Iterator[str]:
        yield first
        yield read()

    return StreamingHttpResponse(parts(), content_type="text/plain")


def dies(_request: HttpRequest) -> HttpResponse:
    found = read()
    os.kill(os.getpid(), signal.SIGKILL)
    return HttpResponse(found)


urlpatterns = [
    *(
        path(f"reading/{name}/", view)
        for name, view in {
            "page": page,
            "program": program,
            "elsewhere": elsewhere,
            "fails": fails,
            "keeps": keeps,
            "passes-over": passes_over,
            "session": session,
            "stream": stream,
            "dies": dies,
        }.items()
    ),
    *urls.urlpatterns,
]
handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)
