"""Addresses for tests of shells and errors: pages that fail in every way."""

from django import forms
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import RequestContext, Template
from django.urls import include, path

from sanjha.kernel import errors
from sanjha.ui.components import Field, Option

REFUSALS = {
    "refused": errors.DomainError,
    "not-mine": errors.NotPermitted,
    "gone": errors.NotFound,
    "late": errors.Conflict,
    "often": errors.TooMany,
    "down": errors.Unavailable,
}


def refuse(request: HttpRequest, how: str) -> HttpResponse:
    raise REFUSALS[how]("The application is with the patwari.")


def fail(request: HttpRequest, how: str) -> HttpResponse:
    raise {"denied": PermissionDenied, "bad": BadRequest, "crash": RuntimeError}[how]


def page(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, f"ui/{name}.html")


def places(request: HttpRequest) -> JsonResponse:
    names = {"V1": "Patti Deep Singh", "V2": "Patti Mohar Singh", "V3": "Dhilwan"}
    text = request.GET["q"].casefold()
    found = [
        {"value": code, "label": name, "detail": "Tapa"}
        for code, name in names.items()
        if text in name.casefold()
    ]
    return JsonResponse({"results": found})


CHOOSE = Template(
    """{% extends "ui/desk.html" %}{% load sanjha %}{% block content %}<h1>Choose</h1>
    <form class="panel body stack">{% field village %}{% field office %}</form>{% endblock %}"""
)


class Named(forms.Form):
    name = forms.CharField()


def form(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/desk.html", {"form": Named(request.GET or None)})


THERMAL = Template(
    """{% extends "ui/print.html" %}{% block paper %}thermal{% endblock %}
    {% block content %}<h1>Receipt</h1><p>One</p><p>Two</p>{% endblock %}"""
)


def thermal(request: HttpRequest) -> HttpResponse:
    return HttpResponse(THERMAL.render(RequestContext(request)))


def choose(request: HttpRequest) -> HttpResponse:
    offices = [
        Option("", ""),
        Option("T1", "Tehsil Barnala"),
        Option("T2", "Tehsil Tapa"),
        Option("T3", "Tehsil Dhuri"),
    ]
    fields = {
        "village": Field("village", "Village", "combobox", url="/places-to-choose/"),
        "office": Field("office", "Office", "select", options=offices, attrs={"data-searchable": True}),
    }
    return HttpResponse(CHOOSE.render(RequestContext(request, fields)))


urlpatterns = [
    path("choose/", choose),
    path("form/", form),
    path("thermal/", thermal),
    path("", include("sanjha.ui.urls")),
    path("refuse/<str:how>/", refuse),
    path("fail/<str:how>/", fail),
    path("page/<str:name>/", page),
    path("places-to-choose/", places),
]

handler400 = "sanjha.ui.views.bad_request"
handler403 = "sanjha.ui.views.permission_denied"
handler404 = "sanjha.ui.views.page_not_found"
handler500 = "sanjha.ui.views.server_error"
