"""Addresses of the paperless office."""

from django.urls import path

from sanjha.eoffice.web import (
    views_dispatch,
    views_drafts,
    views_file,
    views_letters,
    views_moves,
    views_open,
    views_tray,
)

app_name = "eoffice"
urlpatterns = [
    path("", views_tray.tray, name="tray"),
    path("files/new/", views_open.open_new, name="open"),
    path("files/<uuid:file_id>/", views_file.file, name="file"),
    path("files/<uuid:file_id>/note/", views_file.keep, name="note"),
    path("files/<uuid:file_id>/note/discard/", views_file.discard, name="note-discard"),
    path("files/<uuid:file_id>/send/", views_moves.send, name="send"),
    path("files/<uuid:file_id>/return/", views_moves.give_back, name="return"),
    path("files/<uuid:file_id>/park/", views_moves.park, name="park"),
    path("files/<uuid:file_id>/take-up/", views_moves.wake, name="take-up"),
    path("files/<uuid:file_id>/pull-back/", views_moves.take_back, name="pull-back"),
    path("files/<uuid:file_id>/pull-up/", views_moves.take_from_below, name="pull-up"),
    path("files/<uuid:file_id>/print/", views_file.note_sheet, name="note-sheet"),
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
