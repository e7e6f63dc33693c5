"""Addresses of the officer's desk."""

from django.urls import path

from sanjha.sewa.web.desk import views_case, views_inbox, views_more

urlpatterns = [
    path("", views_inbox.inbox, name="inbox"),
    path("done/", views_inbox.done, name="done"),
    path("cases/<uuid:application_id>/", views_case.case, name="case"),
    path("cases/<uuid:application_id>/print/", views_case.case_on_paper, name="case-print"),
    path("cases/<uuid:application_id>/clock/", views_case.clock_account, name="clock"),
    path("cases/<uuid:application_id>/permit-objection/", views_more.permit, name="permit-objection"),
    path("cases/<uuid:application_id>/make-again/", views_more.retry, name="retry-issue"),
    path("tasks/<uuid:task_id>/decide/", views_case.decide, name="decide"),
    path("tasks/<uuid:task_id>/preview/", views_case.preview, name="specimen"),
]
