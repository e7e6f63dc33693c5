"""Applications a second over HTTP, beside pgbench sending exactly the same statements at the same concurrency."""

import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from typing import Any

import httpx
from django.db import connection
from django.test import Client

from sanjha.kernel import clock
from sanjha.kernel.conf import conf
from sanjha.project.bench.drafts import operator, ready_drafts
from sanjha.project.bench.statements import Statement, captured, pgbench_script
from sanjha.project.demonstration import prepare
from sanjha.project.failure import Failure
from sanjha.project.postgres.programs import program
from sanjha.project.running import house
from sanjha.project.story import people
from sanjha.project.story.browser import Browser
from sanjha.project.story.server import own_server
from sanjha.sewa.models import Application, Draft

CLIENTS = 4
WARM = 8
FEE = "75"
"""Rupees, as the page shows them."""


def bench_submit(*, applications: int = 240) -> dict[str, Any]:
    """The ratio of both rates, and where a request's time goes: statements, the store's share, the rest."""
    with house():
        with redirect_stdout(sys.stderr):
            prepare()
        drafts = list(ready_drafts(applications + WARM + 4, actor=operator(), financial_year=_year()))
        template, warming, first, second, *rest = drafts
        with own_server(conf.home, "serve") as base:
            _submit_all(base, rest[:WARM])
            ours, slowest = _submit_all(base, rest[WARM:])
            _captured(warming)  # a process asks for each grant once
            one, other = _captured(first), _captured(second)
        script, ids = pgbench_script(one, other)
        limit = _pgbench(script, ids[first.pk], template, applications // CLIENTS)
        made = Application.objects.filter(pk__in=[draft.pk for draft in rest]).count()
        if made != len(rest):
            raise Failure(f"only {made} of {len(rest)} applications were made")
    return {
        "bench": "submit",
        "ours": round(ours, 1),
        "limit": round(limit, 1),
        "ratio": round(ours / limit, 3),
        "unit": "applications per second",
        "detail": {
            "clients": CLIENTS,
            "applications": applications,
            "statements_per_application": len(other),
            "store_milliseconds": round(sum(statement.seconds for statement in other) * 1000, 1),
            "slowest_milliseconds": round(slowest * 1000),
        },
    }


def _year() -> str:
    today = clock.today()
    start = today.year - (2 if today.month < 4 else 1)
    return f"{start}-{(start + 1) % 100:02d}"


def _captured(draft: Draft) -> list[Statement]:
    """Submit one draft inside this process and take down its statements."""
    client = Client(HTTP_HOST="127.0.0.1")
    page = client.get("/demo/").content.decode()
    account = _account(page)
    client.post("/demo/sign-in/", {"account": account})
    with captured() as found:
        answer = client.post(
            f"/counter/drafts/{draft.pk}/submit/", {"_revision": draft.revision, "_total": FEE}
        )
    if answer.status_code != 302:
        raise Failure(f"the form was not accepted: status {answer.status_code}")
    return found


def _account(page: str) -> str:
    rows = re.findall(r"<tr>.*?</tr>", page, re.DOTALL)
    row = next(row for row in rows if f">{people.OPERATOR.username}<" in row)
    return str(re.findall(r'name="account" value="([^"]+)"', row)[0])


def _submit_all(base: str, drafts: list[Draft]) -> tuple[float, float]:
    """Applications a second, and the seconds of the slowest request."""
    browser = Browser(base)
    page = browser.get("/demo/")
    account = page.tree.xpath(
        f"//tr[td[normalize-space()='{people.OPERATOR.username}']]//button[@name='account']/@value"
    )[0]
    page = browser.send(page.form("/demo/sign-in/"), {"account": account})
    token = str(page.one("//input[@name='csrfmiddlewaretoken']").get("value"))
    shares = [drafts[number::CLIENTS] for number in range(CLIENTS)]

    def work(share: list[Draft]) -> float:
        slowest = 0.0
        with httpx.Client(base_url=base, cookies=browser.client.cookies, timeout=60) as client:
            for draft in share:
                begun = time.perf_counter()
                body = {"_revision": str(draft.revision), "_total": FEE, "csrfmiddlewaretoken": token}
                answer = client.post(
                    f"/counter/drafts/{draft.pk}/submit/", data=body, headers={"Referer": base}
                )
                if answer.status_code != 302:
                    raise Failure(f"status {answer.status_code} instead of 302")
                slowest = max(slowest, time.perf_counter() - begun)
        return slowest

    begun = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        slowest = max(pool.map(work, shares))
    return len(drafts) / (time.perf_counter() - begun), slowest


def _pgbench(script: str, head: str, template: Draft, transactions: int) -> float:
    """Transactions a second; the drafts that the statements look for are made beforehand."""
    _clone(head, template, transactions)
    settings = connection.settings_dict
    with tempfile.NamedTemporaryFile("w", suffix=".sql", encoding="utf-8") as file:
        file.write(script)
        file.flush()
        command = [
            *(str(program("pgbench")), "--no-vacuum", "--protocol", "simple", "--define", "i=0"),
            *(
                "--client",
                str(CLIENTS),
                "--jobs",
                "2",
                "--transactions",
                str(transactions),
                "--file",
                file.name,
            ),
            *(
                "--host",
                settings["HOST"],
                "--port",
                str(settings["PORT"]),
                "--username",
                settings["USER"],
                settings["NAME"],
            ),
        ]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"tps = ([0-9.]+)", ran.stdout)
    if ran.returncode or not found:
        raise Failure(f"pgbench: {ran.stderr.strip()[-500:]}")
    return float(found[1])


def _clone(head: str, template: Draft, transactions: int) -> None:
    columns = [str(field.column) for field in Draft._meta.local_concrete_fields if field.column != "id"]
    numbers = "SELECT c * 1000000 + i AS n FROM generate_series(0, %s) c, generate_series(1, %s) i"
    listed = ", ".join(columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO sewa_draft (id, {listed}) SELECT (%s || lpad(n::text, 12, '0'))::uuid, {listed} "  # noqa: S608
            f"FROM sewa_draft, ({numbers}) AS numbers WHERE id = %s",
            [head, CLIENTS - 1, transactions, template.pk],
        )
