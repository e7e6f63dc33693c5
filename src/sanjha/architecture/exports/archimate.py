"""The model in the ArchiMate Model Exchange File Format 3.0 of The Open Group.

Department = BusinessActor, capability = Capability, service or application = ApplicationComponent, operation =
ApplicationService, fact = DataObject, event = ApplicationEvent, where it runs = Node. Owner = Access (Write),
permission = Access (Read), a call = Serving, an event on its way = Flow.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from sanjha.architecture.capabilities import CAPABILITIES
from sanjha.architecture.exports.relations import check_relation
from sanjha.architecture.exports.whole import Whole
from sanjha.architecture.inventory import Service
from sanjha.architecture.ownership import Role
from sanjha.kernel.text import LANGUAGES, Text

NAMESPACE = "http://www.opengroup.org/xsd/archimate/3.0/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# The stubs of lxml know no default namespace.
_PREFIXES: Any = {None: NAMESPACE, "xsi": XSI}
_STRANGE = re.compile(r"[^A-Za-z0-9._-]")
PROPERTIES = ("code", "lifecycle", "criticality", "rto-hours", "rpo-hours", "source")


class Model:
    """Elements and relations as they are added; `written` gives the file."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._elements: dict[str, tuple[str, etree._Element]] = {}
        self._relations: dict[str, etree._Element] = {}

    def element(
        self, kind: str, key: str, name: Text, words: str = "", facts: Mapping[str, object] | None = None
    ) -> str:
        """Add an element once; gives its identifier."""
        identifier = identifier_of(kind, key)
        if identifier in self._elements:
            return identifier
        element = etree.Element(_tag("element"), {"identifier": identifier, f"{{{XSI}}}type": kind})
        for language in LANGUAGES:
            if text := getattr(name, language):
                _text(element, "name", text, language)
        if words:
            _text(element, "documentation", words, "en")
        _properties(element, facts or {})
        self._elements[identifier] = kind, element
        return identifier

    def relation(self, kind: str, source: str, target: str, *, access: str = "", name: str = "") -> None:
        """Add a relation once. Raises IllegalRelation for one that is not legal, KeyError for elements that are not there."""
        check_relation(kind, self._elements[source][0], self._elements[target][0])
        identifier = f"{kind}-{source}-{target}{f'-{access}' if access else ''}"
        if identifier in self._relations:
            return
        attributes = {
            "identifier": identifier,
            "source": source,
            "target": target,
            f"{{{XSI}}}type": kind,
            **({"accessDirection": access} if access else {}),
        }
        self._relations[identifier] = etree.Element(_tag("relationship"), attributes)
        if name:
            _text(self._relations[identifier], "name", name, "en")

    def written(self) -> bytes:
        """The file, elements before relations."""
        root = etree.Element(_tag("model"), {"identifier": "sanjha"}, nsmap=_PREFIXES)
        _text(root, "name", self._name, "en")
        for tag, children in (
            ("elements", [element for _kind, element in self._elements.values()]),
            ("relationships", list(self._relations.values())),
        ):
            if children:
                etree.SubElement(root, _tag(tag)).extend(children)
        definitions = etree.SubElement(root, _tag("propertyDefinitions"))
        for name in PROPERTIES:
            attributes = {"identifier": f"property-{name}", "type": "string"}
            definition = etree.SubElement(definitions, _tag("propertyDefinition"), attributes)
            _text(definition, "name", name, "en")
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def identifier_of(kind: str, key: str) -> str:
    """A name that XML takes, another one for every key: a strange sign becomes its number, "a/b" a_2f_b."""
    return f"{kind}-{_STRANGE.sub(lambda sign: f'_{ord(sign[0]):x}_', key)}"


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _text(parent: etree._Element, tag: str, text: str, language: str) -> None:
    etree.SubElement(parent, _tag(tag), {LANG: language}).text = text


def _properties(element: etree._Element, facts: Mapping[str, object]) -> None:
    told = {name: str(value) for name, value in facts.items() if value not in (None, "")}
    if told:
        holder = etree.SubElement(element, _tag("properties"))
        for name, value in told.items():
            attributes = {"propertyDefinitionRef": f"property-{name}"}
            _text(etree.SubElement(holder, _tag("property"), attributes), "value", value, "en")


def archimate(told: Whole) -> bytes:
    """The whole as an exchange file."""
    model = Model("Sanjha: the architecture of the state")
    components = _components(model, told)
    _facts(model, told, components)
    _operations(model, told, components)
    _events(model, told, components)
    for each in CAPABILITIES:
        capability = model.element("Capability", each.code, each.title)
        for code in each.running:
            model.relation("Realization", components[code], capability)
    return model.written()


def _components(model: Model, told: Whole) -> dict[str, str]:
    """Services and applications, their departments, and where they run; code -> identifier."""
    program = model.element("Artifact", "sanjha", Text("Sanjha"))
    found: dict[str, str] = {}
    for each in told.applications:
        facts = {
            "code": each.code,
            "lifecycle": each.life_cycle,
            "criticality": each.criticality,
            "rto-hours": each.rto_hours,
            "rpo-hours": each.rpo_hours,
            "source": each.source or "DRAFT",
        }
        component = model.element("ApplicationComponent", each.code, each.name, facts=facts)
        department = model.element("BusinessActor", each.department.en, each.department)
        model.relation("Association", department, component)
        found[each.code] = component
        is_ours = isinstance(each, Service)
        artifact = program if is_ours else model.element("Artifact", each.code, each.name)
        model.relation("Realization", artifact, component)
        model.relation("Assignment", _node(model, each.hosting), artifact)
    return found


def _node(model: Model, hosting: str) -> str:
    return model.element("Node", hosting, Text(hosting.replace("_", " ").capitalize()))


def _facts(model: Model, told: Whole, components: Mapping[str, str]) -> None:
    for row in told.facts:
        data = model.element("DataObject", row.name, row.title, row.name)
        for owner in row.owners:
            model.relation("Access", components[owner], data, access="Write")
        for code in row.codes(Role.READER, Role.COPY):
            model.relation("Access", components.get(code) or _member(model, code), data, access="Read")


def _member(model: Model, identifier: str) -> str:
    """A department's system that calls through the exchange."""
    return model.element("ApplicationComponent", identifier, Text(identifier), facts={"code": identifier})


def _operations(model: Model, told: Whole, components: Mapping[str, str]) -> None:
    for line in told.operations:
        service = model.element("ApplicationService", line.name, Text(line.name), line.words)
        model.relation("Realization", components[line.service], service)
        for fact in line.facts:
            model.relation("Access", service, identifier_of("DataObject", fact), access="Read")
        for consumer in _known(line.consumers, components):
            model.relation("Serving", service, components[consumer])
        for member in line.members:
            model.relation("Serving", service, _member(model, member))


def _events(model: Model, told: Whole, components: Mapping[str, str]) -> None:
    for line in told.events:
        event = model.element("ApplicationEvent", line.kind, Text(line.kind), line.words)
        model.relation("Association", components[line.service], event)
    for following in told.followings:
        kinds = ", ".join(following.kinds)
        model.relation("Flow", components[following.owner], components[following.consumer], name=kinds)


def _known(codes: Iterable[str], components: Mapping[str, str]) -> list[str]:
    return [code for code in codes if code in components]
