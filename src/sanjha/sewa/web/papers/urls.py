"""Addresses of papers."""

from django.urls import path

from sanjha.sewa.web.papers import views

urlpatterns = [
    path("papers/<uuid:attachment_id>/", views.paper, name="paper"),
    path("acknowledgements/<uuid:application_id>/", views.acknowledgement, name="acknowledgement"),
    path(
        "acknowledgements/<uuid:application_id>/code.svg",
        views.acknowledgement_code,
        name="acknowledgement-code",
    ),
    path(
        "acknowledgements/<uuid:application_id>/a4.pdf", views.acknowledgement_a4, name="acknowledgement-a4"
    ),
    path(
        "acknowledgements/<uuid:application_id>/80mm.pdf",
        views.acknowledgement_80mm,
        name="acknowledgement-80mm",
    ),
]
