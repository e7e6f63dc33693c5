from dataclasses import replace

import pytest

from sanjha.kernel.conf import conf
from sanjha.locker import bench
from sanjha.locker.models import Document

pytestmark = pytest.mark.django_db


def test_the_bench_reports_our_rate_beside_the_limit(monkeypatch, tmp_path):
    elsewhere = replace(conf, home=tmp_path)
    monkeypatch.setattr(bench, "conf", elsewhere)
    monkeypatch.setattr("sanjha.locker.signing.keyring.conf", elsewhere)

    result = bench.bench_issue(documents=3)

    assert set(result) == {"bench", "ours", "limit", "ratio", "unit", "detail"}
    assert result["bench"] == "issue"
    assert 0 < result["ratio"] < 1.5
    assert result["ratio"] == pytest.approx(result["ours"] / result["limit"], rel=0.05)
    assert result["detail"]["documents"] == 3
    assert result["detail"]["memory_mb"] > 30
    assert Document.objects.filter(source="bench", state="ISSUED").count() == 3 + bench.WARM_UP
