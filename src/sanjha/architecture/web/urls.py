"""Addresses of the architecture."""

from django.urls import path

from sanjha.architecture.web import applications, exception_views, policy_views, views

app_name = "architecture"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("applications/", applications.applications, name="applications"),
    path("applications/new/", applications.enter, name="enter-application"),
    path("applications/import/", applications.take_over, name="import-applications"),
    path("applications/recovery/", applications.record_test, name="record-recovery-test"),
    path("applications/export.csv", applications.export, name="export-applications"),
    path("applications/<uuid:application_id>/", applications.application, name="application"),
    path("applications/<uuid:application_id>/change/", applications.change, name="change-application"),
    path("facts/", views.facts, name="facts"),
    path("catalogue/", views.catalogue_of_contracts, name="catalogue"),
    path("dependencies/", views.dependencies_of_services, name="dependencies"),
    path("standards/", views.standards_of_platform, name="standards"),
    path("policy/", policy_views.policy_page, name="policy"),
    path("policy/<str:number>/", policy_views.rule_page, name="rule"),
    path("exceptions/", exception_views.exceptions, name="exceptions"),
    path("exceptions/new/", exception_views.ask, name="ask-exception"),
    path("exceptions/<uuid:exception_id>/", exception_views.exception, name="exception"),
    path("exceptions/<uuid:exception_id>/grant/", exception_views.grant, name="grant-exception"),
    path("exceptions/<uuid:exception_id>/refuse/", exception_views.refuse, name="refuse-exception"),
    path("exceptions/<uuid:exception_id>/end/", exception_views.end, name="end-exception"),
    path("exports/<slug:form>/", views.export, name="export"),
    path("roadmap/", views.roadmap_of_state, name="roadmap"),
]
