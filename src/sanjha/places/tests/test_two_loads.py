"""Two administrators load the same list at the same moment. Real connections."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from sanjha.places.models import Place, PlaceWord
from sanjha.places.operations.load_places import DATA, load_places


@pytest.mark.django_db(transaction=True)
def test_both_loads_end_and_every_place_stands_once():
    for name in ("districts", "tehsils"):
        load_places(path=DATA / f"{name}.csv")
    gate = Barrier(3)

    def load(_number):
        gate.wait()
        try:
            return load_places(path=DATA / "villages.csv")
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        reports = list(pool.map(load, range(3)))

    assert {report.created + report.unchanged for report in reports} == {170}
    villages = Place.objects.filter(kind="VILLAGE")
    assert villages.count() == 170
    assert PlaceWord.objects.filter(place__code="V039985", word="khudi").count() == 1
