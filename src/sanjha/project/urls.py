"""All addresses of the house; each service brings its own."""

from django.urls import include, path

from sanjha.kernel import web as kernel_web
from sanjha.project.api import api
from sanjha.registries.http import access as registries_access
from sanjha.registries.http import urls as registries_urls

urlpatterns = [
    path("health/live", kernel_web.live, name="live"),
    path("health/ready", kernel_web.ready, name="ready"),
    path("metrics", kernel_web.metrics, name="metrics"),
    path("api/v1/", api.urls),
    path("", include("sanjha.ui.urls")),
    path("", include("sanjha.identity.web.urls")),
    path("places/", include("sanjha.places.web.urls")),
    path("offices/", include("sanjha.offices.web.urls")),
    path("", include("sanjha.people.web.urls")),
    path("", include("sanjha.exchange.web.urls")),
    path("", include("sanjha.exchange.http.urls")),
    path("govstack/", include(registries_urls.patterns(registries_access.keepers_only))),
    path("", include("sanjha.locker.web.urls")),
    path("eoffice/", include("sanjha.eoffice.web.urls")),
    path("", include("sanjha.sewa.web.urls")),
    path("architecture/", include("sanjha.architecture.web.urls")),
]

handler400 = "sanjha.ui.views.bad_request"
handler403 = "sanjha.ui.views.permission_denied"
handler404 = "sanjha.ui.views.page_not_found"
handler500 = "sanjha.ui.views.server_error"
