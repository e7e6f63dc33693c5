"""The demonstration's own places."""

import pytest

from sanjha.kernel.models import AuditEntry
from sanjha.places.models import Holiday, Place, PlaceWord
from sanjha.places.operations.load_demo_places import load_demo_places
from sanjha.places.operations.load_places import load_places
from sanjha.places.tests.factories import OFFICIAL

pytestmark = pytest.mark.django_db


def test_districts_tehsils_and_the_villages_of_barnala_and_tapa():
    reports = load_demo_places()

    assert [report.kind for report in reports] == ["DISTRICT", "TEHSIL", "BLOCK", "ULB", "VILLAGE"]
    assert [report.created for report in reports[:2]] == [23, 93]
    assert Place.objects.filter(tehsil="T275", kind="VILLAGE").count() == 78
    assert Place.objects.filter(tehsil="T276", kind="VILLAGE").count() == 50
    for kind in ("DISTRICT", "TEHSIL"):
        assert not Place.objects.filter(kind=kind, name_pa="").exists()
        assert not Place.objects.filter(kind=kind, name_hi="").exists()
    assert Place.objects.get(code="V039985").name.pa == "ਖੁੱਡੀ ਕਲਾਂ"


def test_a_second_run_changes_nothing():
    load_demo_places()
    before = [model.objects.count() for model in (Place, PlaceWord, Holiday, AuditEntry)]

    reports = load_demo_places()

    assert all(report.created == report.changed == 0 for report in reports)
    assert [model.objects.count() for model in (Place, PlaceWord, Holiday, AuditEntry)] == before


def test_punjabi_order_by_the_stored_key():
    load_demo_places()
    names = Place.objects.filter(kind="DISTRICT").order_by("sort_pa").values_list("name_pa", flat=True)
    # ਅ before ਸ before ਹ before ਕ: the vowel carriers, then ਸ and ਹ, come before the other letters.
    assert names[0] == "ਅੰਮ੍ਰਿਤਸਰ"
    assert list(names).index("ਹੁਸ਼ਿਆਰਪੁਰ") < list(names).index("ਕਪੂਰਥਲਾ") < list(names).index("ਬਰਨਾਲਾ")


@pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the official lists are not beside this repository")
def test_the_official_lists_keep_the_gurmukhi_names_that_were_typed():
    load_demo_places()
    for name in ("districts", "tehsils", "urban_local_bodies", "villages"):
        load_places(path=OFFICIAL / f"{name}.csv")
    assert Place.objects.get(code="V039985").name_pa == "ਖੁੱਡੀ ਕਲਾਂ"
    assert Place.objects.get(code="D605").name_hi == "बरनाला"
    assert Place.objects.filter(kind__in=["VILLAGE", "TOWN", "OUTGROWTH"]).count() == 12715
