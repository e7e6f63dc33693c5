"""All addresses of the house in the profile `govstack`: GovStack's APIs stand at the root, before everything else."""

from sanjha.project import urls
from sanjha.registries.http.access import open_on_this_machine
from sanjha.registries.http.urls import patterns

urlpatterns = [*patterns(open_on_this_machine), *urls.urlpatterns]

handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)
