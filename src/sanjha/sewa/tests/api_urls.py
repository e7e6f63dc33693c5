"""Only this service's API: its tests need no page."""

from django.urls import path
from ninja import NinjaAPI

from sanjha.kernel.http import install_problem_details
from sanjha.sewa.http.endpoints import router

api = NinjaAPI(title="Sewa", version="1", urls_namespace="sewa-api-tests")
install_problem_details(api)
api.add_router("/sewa", router)

urlpatterns = [path("api/v1/", api.urls)]
