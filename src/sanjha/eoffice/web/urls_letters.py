"""Addresses of drafts, letters and dispatch."""

from django.urls import path

from sanjha.eoffice.web import views_dispatch, views_drafts, views_letters

urlpatterns = [
    path("files/<uuid:file_id>/drafts/new/", views_drafts.begin, name="draft-new"),
    path("drafts/<uuid:draft_id>/", views_drafts.draft, name="draft"),
    path("drafts/<uuid:draft_id>/keep/", views_drafts.keep, name="draft-keep"),
    path("drafts/<uuid:draft_id>/sign/", views_drafts.sign, name="draft-sign"),
    path("drafts/<uuid:draft_id>/withdraw/", views_drafts.withdraw, name="draft-withdraw"),
    path("drafts/<uuid:draft_id>/page.pdf", views_letters.preview, name="draft-pdf"),
    path("dispatch/", views_dispatch.register, name="dispatch"),
    path("dispatch/print/", views_dispatch.print_register, name="dispatch-print"),
    path("dispatch/register.csv", views_dispatch.register_csv, name="dispatch-csv"),
    path("dispatch/letters/<uuid:issue_id>/", views_dispatch.issue, name="issue"),
    path("dispatch/<uuid:dispatch_id>/", views_dispatch.happened, name="dispatch-happened"),
    path("dispatch/<uuid:dispatch_id>/envelope/", views_dispatch.envelope, name="envelope"),
    path("dispatch/<uuid:dispatch_id>/letter.pdf", views_letters.dispatched, name="dispatch-pdf"),
    path("inside/", views_dispatch.inside, name="inside"),
    path("inside/<uuid:letter_id>/accept/", views_dispatch.accept, name="inside-accept"),
    path("inside/<uuid:letter_id>/letter.pdf", views_letters.arrived, name="inside-pdf"),
]
