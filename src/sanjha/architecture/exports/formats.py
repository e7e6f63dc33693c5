"""The forms in which the architecture can be taken along."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanjha.architecture.exports.archimate import archimate
from sanjha.architecture.exports.asyncapi import asyncapi
from sanjha.architecture.exports.backstage import backstage
from sanjha.architecture.exports.dcat import dcat
from sanjha.architecture.exports.inventory_list import inventory_list
from sanjha.architecture.exports.openapi import openapi
from sanjha.architecture.exports.whole import Whole


@dataclass(frozen=True)
class Format:
    """One form: what it is, the name and kind of its file, and who writes it."""

    label: Promise
    file_name: str
    content_type: str
    write: Callable[[Whole], bytes]


FORMATS: dict[str, Format] = {
    "archimate": Format(
        _("ArchiMate model, for architecture tools"), "sanjha-archimate.xml", "application/xml", archimate
    ),
    "backstage": Format(
        _("Backstage catalogue, for developers' portals"), "catalog-info.yaml", "application/yaml", backstage
    ),
    "openapi": Format(_("OpenAPI, the HTTP interface"), "sanjha-openapi.json", "application/json", openapi),
    "asyncapi": Format(_("AsyncAPI, the events"), "sanjha-asyncapi.json", "application/json", asyncapi),
    "dcat": Format(
        _("DCAT-AP, the registers as a data catalogue"), "sanjha-dcat.jsonld", "application/ld+json", dcat
    ),
    "csv": Format(
        _("CSV, the inventory as a list"), "sanjha-inventory.csv", "text/csv; charset=utf-8", inventory_list
    ),
}
