"""What a watchman asks: whether the house lives, whether it can work, how much it does."""

import re

import pytest

from tests.hostile.siege import Siege


@pytest.mark.parametrize("address", ["/health/live", "/health/ready"])
def test_the_house_says_that_it_is_well(siege: Siege, address: str) -> None:
    answer = siege.anybody().client.get(address)
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"


def test_the_figures_are_for_prometheus_and_name_no_person(siege: Siege) -> None:
    anybody = siege.anybody()
    anybody.get("/services/")
    answer = anybody.client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    assert "sanjha_http_request_seconds_count{" in answer.text
    assert 'route="services/"' in answer.text
    labels = re.findall(r'="([^"]*)"', answer.text)
    assert [label for label in labels if re.search(r"\d{10}", label)] == []
