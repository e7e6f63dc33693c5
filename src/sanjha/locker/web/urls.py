"""Addresses of the locker."""

from django.urls import path, re_path

from sanjha.locker.web import pages, verify

app_name = "locker"
urlpatterns = [
    path("locker/", pages.documents, name="documents"),
    path("locker/<uuid:document_id>/", pages.document, name="document"),
    path("locker/<uuid:document_id>/file/", pages.file, name="file"),
    path("locker/<uuid:document_id>/hand-over/", pages.hand_over, name="hand-over"),
    path("locker/<uuid:document_id>/revoke/", pages.revoke, name="revoke"),
    path("verify/", verify.verify, name="verify"),
    re_path(r"^v/(?P<doc_id>[0-9]{10})/?$", verify.by_id, name="by-id"),
    path(".well-known/sanjha-keys.json", verify.keys, name="keys"),
]
