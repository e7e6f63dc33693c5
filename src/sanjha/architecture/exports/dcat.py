"""DCAT-AP 3 as JSON-LD: the registers of the house as datasets, with the facts in them and the services that answer."""

import json
from typing import Any

from sanjha.architecture.exports.whole import Whole
from sanjha.architecture.inventory import Service
from sanjha.architecture.ownership import FactRow
from sanjha.kernel import facts
from sanjha.kernel.conf import conf
from sanjha.kernel.facts import Secrecy
from sanjha.kernel.text import LANGUAGES, Text

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}
_RIGHTS = "http://publications.europa.eu/resource/authority/access-right/"
_OPEN, _RESTRICTED, _CLOSED = (_RIGHTS + name for name in ("PUBLIC", "RESTRICTED", "NON_PUBLIC"))
_ACCESS = {
    Secrecy.PUBLIC: _OPEN,
    Secrecy.OFFICIAL: _RESTRICTED,
    Secrecy.PERSONAL: _CLOSED,
    Secrecy.SENSITIVE: _CLOSED,
}
_ORDER = list(Secrecy)


def _words(text: Text) -> list[dict[str, str]]:
    return [{"@language": code, "@value": value} for code in LANGUAGES if (value := getattr(text, code))]


def _agent(name: Text) -> dict[str, Any]:
    return {
        "@id": f"urn:sanjha:department:{name.en.replace(' ', '-').replace(',', '').lower()}",
        "@type": "foaf:Agent",
        "foaf:name": _words(name),
    }


def document(told: Whole) -> dict[str, Any]:
    """The catalogue as plain values."""
    registers = [(each, told.owned_by(each.code)) for each in told.services]
    datasets = [_dataset(each, rows) for each, rows in registers if rows]
    answering = {line.service for line in told.operations if line.facts}
    services = [_service(each) for each, _rows in registers if each.code in answering]
    catalogue = {
        "@id": "urn:sanjha:catalogue",
        "@type": "dcat:Catalog",
        "dct:title": _words(Text("Registers of the state", "ਰਾਜ ਦੇ ਰਜਿਸਟਰ", "राज्य के रजिस्टर")),
        "dct:description": _words(
            Text("Each fact with its one owner", "ਹਰ ਤੱਥ ਆਪਣੇ ਇੱਕੋ ਮਾਲਕ ਨਾਲ", "हर तथ्य अपने एकमात्र स्वामी के साथ")
        ),
        "dct:publisher": _agent(told.services[0].department),
        "foaf:homepage": {"@id": conf.public_url},
        "dcat:dataset": datasets,
        "dcat:service": services,
    }
    return {"@context": CONTEXT, **catalogue}


def _dataset(register: Service, rows: list[FactRow]) -> dict[str, Any]:
    declared = facts.declared_facts()
    known = [declared[row.name] for row in rows if row.name in declared]
    strictest = max((fact.secrecy for fact in known), key=_ORDER.index, default=Secrecy.SENSITIVE)
    laws = sorted({fact.legal_basis for fact in known})
    names = "; ".join(row.title.en for row in rows)
    return {
        "@id": f"urn:sanjha:register:{register.code}",
        "@type": "dcat:Dataset",
        "dct:identifier": register.code,
        "dct:title": _words(register.title),
        "dct:description": [{"@language": "en", "@value": names}],
        "dct:publisher": _agent(register.department),
        "dct:accessRights": {"@id": _ACCESS[strictest], "@type": "dct:RightsStatement"},
        "dct:rights": [{"@type": "dct:RightsStatement", "rdfs:label": law} for law in laws],
        "dcat:keyword": [row.name for row in rows],
    }


def _service(register: Service) -> dict[str, Any]:
    return {
        "@id": f"urn:sanjha:service:{register.code}",
        "@type": "dcat:DataService",
        "dct:title": _words(register.title),
        "dct:publisher": _agent(register.department),
        "dcat:endpointURL": {"@id": f"{conf.public_url}/r1/"},
        "dcat:servesDataset": {"@id": f"urn:sanjha:register:{register.code}"},
    }


def dcat(told: Whole) -> bytes:
    """The catalogue as a JSON-LD file."""
    return json.dumps(document(told), indent=2, ensure_ascii=False).encode() + b"\n"
