"""Addresses of the register of offices; all are under /offices/."""

from django.urls import path

from sanjha.offices.web import administration, closing, establishing, jurisdiction, pages, search

app_name = "offices"
urlpatterns = [
    path("", pages.directory, name="directory"),
    path("export.csv", search.export, name="export"),
    path("officers/search", search.officers, name="officer-search"),
    path("posts/search", search.posts, name="post-search"),
    path("search", search.offices, name="office-search"),
    path("office/<str:code>/", pages.office, name="office"),
    path("posts/<uuid:post_id>/", pages.post, name="post"),
    path("officers/<uuid:officer_id>/", pages.officer, name="officer"),
    path("officers/new/", administration.register, name="register"),
    path("transfer/", administration.transfer, name="transfer"),
    path("posts/<uuid:post_id>/charge/", administration.charge, name="charge"),
    path("posts/<uuid:post_id>/relieve/<uuid:officer_id>/", administration.relieve, name="relieve"),
    path("officers/<uuid:officer_id>/leave/", administration.leave, name="leave"),
    path("leaves/<uuid:leave_id>/end/", administration.back_from_leave, name="end-leave"),
    path("new/", establishing.new_office, name="office-new"),
    path("office/<str:code>/close/", closing.office, name="office-close"),
    path("office/<str:code>/posts/new/", establishing.new_post, name="post-new"),
    path("posts/<uuid:post_id>/places/", jurisdiction.change, name="jurisdiction"),
    path("posts/<uuid:post_id>/close/", closing.post, name="post-close"),
]
