"""Addresses of the house's own pages."""

from django.urls import path

from sanjha.ui import views

app_name = "ui"

urlpatterns = [
    path("language/", views.language, name="language"),
    path("help/", views.help_and_contact, name="help"),
    path("help/keyboard/", views.keyboard, name="keyboard"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("terms/", views.terms, name="terms"),
    path("copyright/", views.copyright_and_sources, name="copyright"),
    path("sitemap/", views.sitemap, name="sitemap"),
    path("ui/components/", views.components, name="components"),
]
