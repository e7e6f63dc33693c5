"""Only this service's API: its tests need no page."""

from django.urls import path
from ninja import NinjaAPI

from sanjha.eoffice.http.endpoints import router
from sanjha.kernel.http import install_problem_details

api = NinjaAPI(title="Offices", version="1", urls_namespace="eoffice-api-tests")
install_problem_details(api)
api.add_router("/eoffice", router)

urlpatterns = [path("api/v1/", api.urls)]
