"""The ArchiMate model: valid by the published schema, with legal relations only, and true to what runs."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from lxml import etree

from sanjha.architecture.exports.archimate import NAMESPACE, XSI, Model, archimate, identifier_of
from sanjha.architecture.exports.relations import LEGAL, IllegalRelation, check_relation
from sanjha.architecture.exports.whole import whole
from sanjha.architecture.ownership import Known
from sanjha.architecture.tests.factories import make_application
from sanjha.exchange.contract import GrantInForce
from sanjha.kernel.text import Text

pytestmark = pytest.mark.django_db
SCHEMA = Path(__file__).resolve().parents[4].parent / "shared" / "specs" / "archimate3_Model.xsd"
MEMBER = GrantInForce("PB/GOV/AGRI/FARMS", "people.v1/resident", "AGRI", ["resident.name"], None)
SEWA = GrantInForce("sewa", "people.v1/resident", "REV-INCOME", ["resident.name", "resident.mobile"], None)


def model(*outside, grants=(MEMBER, SEWA)):
    return etree.fromstring(archimate(whole(Known(grants=grants, outside=outside))))


def kinds(root):
    return {
        each.get("identifier"): each.get(f"{{{XSI}}}type") for each in root.iter(f"{{{NAMESPACE}}}element")
    }


def relations(root):
    return [
        (each.get(f"{{{XSI}}}type"), each.get("source"), each.get("target"), each.get("accessDirection"))
        for each in root.iter(f"{{{NAMESPACE}}}relationship")
    ]


@pytest.fixture
def ration():
    return make_application(
        name_en='Ration <"shops"> & cards',
        masters=("ration.card", "resident.name"),
        source="Letter of 01-11-2026",
    )


@pytest.mark.skipif(not SCHEMA.is_file(), reason="the schema of The Open Group is not here")
def test_the_file_is_valid_by_the_published_schema(ration):
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    schema.assertValid(model(ration).getroottree())
    broken = model(ration)
    broken.find(f".//{{{NAMESPACE}}}element").set(f"{{{XSI}}}type", "Nonsense")
    assert not schema.validate(broken.getroottree())


def test_the_file_stands_in_the_order_of_the_format_and_names_each_thing_once(ration):
    """What can be said without the schema: it is asked for wherever the schema is not."""
    root = model(ration)
    parts = [etree.QName(each).localname for each in root]
    assert parts == ["name", "elements", "relationships", "propertyDefinitions"]
    names = [each.get("identifier") for each in root.iter() if each.get("identifier")]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9._-]*", name) for name in names)
    defined = {each.get("identifier") for each in root.iter(f"{{{NAMESPACE}}}propertyDefinition")}
    used = {each.get("propertyDefinitionRef") for each in root.iter(f"{{{NAMESPACE}}}property")}
    assert used
    assert used <= defined
    for element in root.iter(f"{{{NAMESPACE}}}element"):
        order = [etree.QName(each).localname for each in element]
        assert order == sorted(order, key=["name", "documentation", "properties"].index)
        assert "name" in order


@pytest.mark.parametrize(("one", "other"), [("a/b", "a b"), ("ਖ਼ੁਰਾਕ", "ਸਿਹਤ"), ("A&B", "A-B")])
def test_two_keys_never_share_an_identifier(one, other):
    assert identifier_of("BusinessActor", one) != identifier_of("BusinessActor", other)


def test_every_relation_is_legal_and_joins_what_is_there(ration):
    root = model(ration)
    types = kinds(root)
    found = relations(root)
    assert {(kind, types[source], types[target]) for kind, source, target, _access in found} <= LEGAL
    assert len(found) == len(set(found))


def test_every_legal_relation_is_used(ration):
    root = model(ration)
    types = kinds(root)
    assert {(kind, types[source], types[target]) for kind, source, target, _ in relations(root)} == LEGAL


@pytest.mark.parametrize(
    ("kind", "source", "target"),
    [
        ("Assignment", "ApplicationComponent", "ApplicationInterface"),
        ("Access", "DataObject", "ApplicationComponent"),
        ("Serving", "ApplicationComponent", "DataObject"),
        ("Flow", "DataObject", "DataObject"),
        ("Friendship", "ApplicationComponent", "ApplicationComponent"),
    ],
)
def test_an_illegal_relation_is_refused(kind, source, target):
    with pytest.raises(IllegalRelation, match=f"{kind} from {source} to {target}"):
        check_relation(kind, source, target)
    made = Model("Test")
    one, other = made.element(source, "one", Text("One")), made.element(target, "other", Text("Other"))
    with pytest.raises(IllegalRelation):
        made.relation(kind, one, other)
    assert b"<relationship" not in made.written()


def test_a_relation_to_nothing_is_refused():
    made = Model("Test")
    with pytest.raises(KeyError):
        made.relation("Flow", made.element("ApplicationComponent", "one", Text("One")), "nothing")


def test_services_operations_facts_and_events_stand_in_the_model():
    counted = Counter(kinds(model()).values())
    assert counted["ApplicationComponent"] == len(settings.SERVICES) + 1
    told = whole(Known())
    assert counted["ApplicationService"] == len(told.operations)
    assert counted["DataObject"] == len(told.facts)
    assert counted["ApplicationEvent"] == len(told.events)


def test_an_owner_writes_and_a_permission_reads(ration):
    found = relations(model(ration))
    name = "DataObject-resident.name"
    assert ("Access", "ApplicationComponent-people", name, "Write") in found
    assert ("Access", "ApplicationComponent-EPOS-RATION", name, "Write") in found
    assert ("Access", "ApplicationComponent-sewa", name, "Read") in found
    assert ("Access", "ApplicationComponent-PB_2f_GOV_2f_AGRI_2f_FARMS", name, "Read") in found
    assert ("Access", "ApplicationComponent-sewa", "DataObject-resident.mobile", "Read") in found
    assert ("Access", "ApplicationComponent-sewa", "DataObject-resident.gender", "Read") not in found
    assert ("Serving", "ApplicationService-locker.v1_2f_issue", "ApplicationComponent-sewa", None) in found


def test_names_stand_in_their_languages_and_keep_their_signs(ration):
    root = model(ration)
    component = next(
        each
        for each in root.iter(f"{{{NAMESPACE}}}element")
        if each.get("identifier").endswith("EPOS-RATION") and "Component" in each.get("identifier")
    )
    names = [each.text for each in component.findall(f"{{{NAMESPACE}}}name")]
    assert names == ['Ration <"shops"> & cards', "ਰਾਸ਼ਨ ਦੀਆਂ ਦੁਕਾਨਾਂ"]
