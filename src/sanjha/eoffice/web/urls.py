"""Addresses of the paperless office."""

from django.urls import path

from sanjha.eoffice.web import (
    views_cut_over,
    views_file,
    views_life,
    views_moves,
    views_open,
    views_paper,
    views_records,
    views_release,
    views_secrecy,
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
    path("files/<uuid:file_id>/life/", views_life.life, name="life"),
    path("files/<uuid:file_id>/life/<slug:name>/", views_life.act, name="life-act"),
    path("files/<uuid:file_id>/papers/<int:serial>/", views_paper.paper, name="paper-of-file"),
    path("files/<uuid:file_id>/readings/", views_secrecy.readings, name="readings"),
    path("files/<uuid:file_id>/archive.zip", views_records.archive, name="archive"),
    path("clearances/", views_secrecy.clearances, name="clearances"),
    path("clearances/<uuid:clearance_id>/end/", views_secrecy.end, name="clearance-end"),
    path("records/", views_records.room, name="records"),
    path("records/requisitions/new/", views_records.ask, name="requisition-new"),
    path("records/requisitions/<uuid:slip_id>/decide/", views_records.decide, name="requisition-decide"),
    path("records/requisitions/<uuid:slip_id>/return/", views_records.give_back, name="requisition-return"),
    path("records/weeding/new/", views_records.draw, name="weeding-new"),
    path("records/weeding/<uuid:list_id>/", views_records.weeding, name="weeding"),
    path("records/imported/new/", views_records.take_in, name="import-archive"),
    path("records/imported/<uuid:archive_id>/", views_records.imported, name="imported"),
    path("files/<uuid:file_id>/release/", views_release.release, name="release"),
    path("releases/<uuid:release_id>.pdf", views_release.printed, name="released"),
    path("cut-over/", views_cut_over.cut_over, name="cut-over"),
    path("closings/", views_paper.closings, name="closings"),
    path("paper/", views_paper.bundles, name="bundles"),
    path("paper/new/", views_paper.take_over, name="bundle-new"),
    path("paper/<uuid:bundle_id>/", views_paper.bundle, name="bundle"),
]
