"""Addresses of the citizen's pages."""

from django.urls import path

from sanjha.sewa.web.portal import views_apply, views_finish, views_mine, views_persons

urlpatterns = [
    path("apply/<slug:code>/", views_apply.begin, name="apply"),
    path("my/drafts/<uuid:draft_id>/form/<slug:section>/", views_apply.fill_in, name="my-draft"),
    path("my/drafts/<uuid:draft_id>/papers/", views_finish.papers, name="my-papers"),
    path(
        "my/drafts/<uuid:draft_id>/papers/<uuid:attachment_id>/remove/",
        views_finish.remove_paper,
        name="my-remove-paper",
    ),
    path("my/drafts/<uuid:draft_id>/check/", views_finish.check, name="my-check"),
    path("my/drafts/<uuid:draft_id>/pay/", views_finish.pay, name="my-pay"),
    path("my/drafts/<uuid:draft_id>/wrong/", views_persons.dispute, name="my-dispute"),
    path("my/drafts/<uuid:draft_id>/seek/<str:part>/", views_persons.seek, name="my-seek"),
    path("my/drafts/<uuid:draft_id>/fill/<str:part>/", views_persons.fill, name="my-fill"),
    path("my/drafts/<uuid:draft_id>/release/<str:part>/", views_persons.release, name="my-release"),
    path("my/drafts/<uuid:draft_id>/register/", views_persons.ask_register, name="my-register"),
    path("my/drafts/<uuid:draft_id>/discard/", views_apply.discard, name="my-discard"),
    path("my/applications/", views_mine.applications, name="my-applications"),
    path("my/applications/<uuid:application_id>/", views_mine.application, name="my-application"),
    path("my/applications/<uuid:application_id>/days/", views_mine.days, name="my-days"),
    path("my/applications/<uuid:application_id>/withdraw/", views_mine.withdraw, name="my-withdraw"),
    path("my/objections/<uuid:objection_id>/", views_mine.answer, name="my-answer"),
]
