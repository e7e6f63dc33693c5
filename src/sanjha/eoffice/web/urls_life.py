"""Addresses of the life of files: bonds, closing, records, secrecy, paper, releases."""

from django.urls import path

from sanjha.eoffice.web import (
    views_cut_over,
    views_life,
    views_paper,
    views_records,
    views_release,
    views_secrecy,
)

urlpatterns = [
    path("files/<uuid:file_id>/life/", views_life.life, name="life"),
    path("files/<uuid:file_id>/life/<slug:name>/", views_life.act, name="life-act"),
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
