"""The JSON API: one OpenAPI document, each service brings its routes."""

from ninja import NinjaAPI

import sanjha
from sanjha.architecture.exports.openapi import register_document
from sanjha.eoffice.http.endpoints import router as eoffice
from sanjha.kernel.http import install_problem_details
from sanjha.locker.http.endpoints import router as locker
from sanjha.sewa.http.endpoints import router as sewa

api = NinjaAPI(
    title="Sanjha",
    version=sanjha.__version__,
    description="Services, applications and documents of the state. Refusals are problem details (RFC 9457).",
    urls_namespace="api",
)
install_problem_details(api)
api.add_router("/eoffice", eoffice)
api.add_router("/locker", locker)
api.add_router("/sewa", sewa)
register_document(api.get_openapi_schema)
