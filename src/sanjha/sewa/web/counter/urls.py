"""Addresses of the counter."""

from django.urls import path

from sanjha.sewa.web.counter import views_day, views_draft, views_finish, views_live, views_persons

urlpatterns = [
    path("", views_draft.start, name="counter"),
    path("new/<slug:code>/", views_draft.begin, name="counter-begin"),
    path("drafts/<uuid:draft_id>/", views_draft.fill_in, name="counter-draft"),
    path("drafts/<uuid:draft_id>/save/", views_live.autosave, name="counter-save"),
    path("drafts/<uuid:draft_id>/earlier/", views_live.earlier, name="counter-earlier"),
    path("drafts/<uuid:draft_id>/reuse/", views_persons.reuse, name="counter-reuse"),
    path("drafts/<uuid:draft_id>/seek/<str:part>/", views_persons.seek, name="counter-seek"),
    path("drafts/<uuid:draft_id>/reuse/<str:part>/", views_persons.reuse, name="counter-fill"),
    path("drafts/<uuid:draft_id>/release/<str:part>/", views_persons.release, name="counter-release"),
    path("drafts/<uuid:draft_id>/wrong/", views_persons.dispute, name="counter-dispute"),
    path("drafts/<uuid:draft_id>/discard/", views_draft.discard, name="counter-discard"),
    path("drafts/<uuid:draft_id>/papers/", views_finish.papers, name="counter-papers"),
    path(
        "drafts/<uuid:draft_id>/papers/<uuid:attachment_id>/remove/",
        views_finish.remove_paper,
        name="counter-remove-paper",
    ),
    path("drafts/<uuid:draft_id>/submit/", views_finish.submit, name="counter-submit"),
    path("status/", views_day.status, name="counter-status"),
    path("cases/<uuid:application_id>/", views_day.case, name="counter-case"),
    path("cases/<uuid:application_id>/withdraw/", views_day.withdraw, name="counter-withdraw"),
    path("delivery/", views_day.delivery, name="counter-delivery"),
    path("objections/", views_day.objections, name="counter-objections"),
    path("objections/<uuid:objection_id>/", views_day.answer, name="counter-answer"),
    path("day/", views_day.day, name="counter-day"),
]
