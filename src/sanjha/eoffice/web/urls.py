"""Addresses of the paperless office."""

from django.urls import path

from sanjha.eoffice.web import (
    urls_dak,
    urls_letters,
    urls_life,
    views_charge,
    views_file,
    views_moves,
    views_open,
    views_proof,
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
    path("files/<uuid:file_id>/print/", views_proof.note_sheet, name="note-sheet"),
    path("charges/", views_charge.charges, name="charges"),
    path("charges/ahead/", views_charge.look_ahead, name="charge-ahead"),
    path("charges/<uuid:charge_id>/", views_charge.charge, name="charge"),
    path("charges/<uuid:charge_id>/sign/", views_charge.sign, name="charge-sign"),
    path("proof/<uuid:note_id>/<slug:token>/", views_proof.proof, name="proof"),
    path("proof/<uuid:note_id>/<slug:token>/note.json", views_proof.proof_document, name="proof-document"),
    *urls_dak.urlpatterns,
    *urls_letters.urlpatterns,
    *urls_life.urlpatterns,
]
