"""Registries as tests need them."""

from sanjha.kernel.actors import SYSTEM
from sanjha.registries.operations.publish_registry import publish_registry

CITIZEN = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "primaryKey": True},
        "firstName": {"type": "string"},
        "lastName": {"type": "string"},
        "birthCertificateId": {"type": "string"},
        "children": {"type": "integer"},
    },
    "additionalProperties": False,
}
CLIENT = "eGovStack/GOV/90000009/digitalregistries"
ANNA = {"id": "EE1", "firstName": "Anna", "lastName": "Stock", "birthCertificateId": "RR-1", "children": 2}


def make_registry(name="citizens", schema=CITIZEN, version="1.0", **more):
    return publish_registry(name=name, schema=schema, version=version, actor=SYSTEM, **more)
