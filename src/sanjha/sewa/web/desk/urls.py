"""Addresses of the officer's desk."""

from django.urls import path

from sanjha.sewa.web.desk import views_case, views_inbox

urlpatterns = [
    path("", views_inbox.inbox, name="inbox"),
    path("done/", views_inbox.done, name="done"),
    path("cases/<uuid:application_id>/", views_case.case, name="case"),
    path("cases/<uuid:application_id>/clock/", views_case.clock_account, name="clock"),
    path("cases/<uuid:application_id>/papers/", views_case.add_paper, name="case-paper"),
    path("tasks/<uuid:task_id>/decide/", views_case.decide, name="decide"),
]
