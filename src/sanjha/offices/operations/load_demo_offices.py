"""The offices of the demonstration: district Barnala from the Deputy Commissioner to the patwar circles, two Sewa
Kendras, and invented officers. Read from the lists in `data`, written once."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID, uuid5

from django.db import transaction

from sanjha.kernel import audit
from sanjha.kernel.actors import SYSTEM
from sanjha.offices.models import Department, Office, Officer, Post, PostJurisdiction, Tenure
from sanjha.places import contract as places

DATA: Final = Path(__file__).resolve().parents[1] / "data"
NAMESPACE: Final = UUID("6f1c5a52-2f0e-5f7b-9a9d-53616e6a6861")
"""Ids of the demonstration's rows are made from their codes, so that tests and the sign-in page find them."""

Line = dict[str, str]


def demo_id(kind: str, code: str) -> UUID:
    """The id of a row of the demonstration: demo_id("officer", "PB0001"), demo_id("post", "BNL-DC/DC")."""
    return uuid5(NAMESPACE, f"{kind}:{code}")


def load_demo_offices() -> int:
    """Enter what is missing of departments, offices, posts, officers and tenures; returns the number of rows entered.

    What stands is left alone, so that transfers made in the demonstration last. The places of the demonstration must be
    loaded before: raises LookupError for a jurisdiction outside the register of places.
    """
    posts = list(_lines("posts"))
    _check_places(posts)
    with transaction.atomic(durable=True):
        departments = _enter_departments()
        offices = _enter_offices()
        made_posts, jurisdiction = _enter_posts(posts)
        officers = _enter_officers()
        tenures = _enter_tenures({post.code for post in made_posts})
        made = [*departments, *offices, *made_posts, *jurisdiction, *officers, *tenures]
        if made:
            audit.record(SYSTEM, "DEMO_OFFICES_LOADED", stream="offices", rows=made)
    return len(made)


def demo_officers() -> list[Line]:
    """The invented officers: employee_no, name_en, name_pa, mobile."""
    return list(_lines("officers"))


def _lines(name: str) -> Iterator[Line]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _check_places(posts: list[Line]) -> None:
    wanted = {place for post in posts for place in _places(post)}
    missing = wanted - {place.code for place in places.get_places(codes=sorted(wanted))}
    if missing:
        raise LookupError(f"not in the register of places: {', '.join(sorted(missing)[:5])}")


def _places(post: Line) -> list[str]:
    return post["places"].split(";") if post["places"] else []


def _enter_departments() -> list[Department]:
    known = set(Department.objects.values_list("code", flat=True))
    lines = [line for line in _lines("departments") if line["code"] not in known]
    return Department.objects.bulk_create(
        Department(id=demo_id("department", line["code"]), **line) for line in lines
    )


def _enter_offices() -> list[Office]:
    known = set(Office.objects.values_list("code", flat=True))
    departments = dict(Department.objects.values_list("code", "id"))
    made = []
    for line in _lines("offices"):
        if line["code"] in known:
            continue
        department, parent = line.pop("department"), line.pop("parent")
        parent_id = demo_id("office", parent) if parent else None
        made.append(
            Office(
                id=demo_id("office", line["code"]),
                department_id=departments[department],
                parent_id=parent_id,
                **line,
            )
        )
    return Office.objects.bulk_create(made)


def _enter_posts(lines: list[Line]) -> tuple[list[Post], list[PostJurisdiction]]:
    known = set(Post.objects.values_list("code", flat=True))
    posts = []
    jurisdiction = []
    for line in lines:
        code = line["code"]
        if code in known:
            continue
        post = Post(
            id=demo_id("post", code),
            code=code,
            office_id=demo_id("office", line["office"]),
            designation=line["designation"],
            title_en=line["title_en"],
            title_pa=line["title_pa"],
            title_hi=line["title_hi"],
            superior_id=demo_id("post", line["superior"]) if line["superior"] else None,
        )
        posts.append(post)
        jurisdiction += [PostJurisdiction(post=post, place=place) for place in _places(line)]
    return Post.objects.bulk_create(posts), PostJurisdiction.objects.bulk_create(jurisdiction)


def _enter_officers() -> list[Officer]:
    known = set(Officer.objects.values_list("employee_no", flat=True))
    lines = [line for line in _lines("officers") if line["employee_no"] not in known]
    return Officer.objects.bulk_create(
        Officer(id=demo_id("officer", line["employee_no"]), **line) for line in lines
    )


def _enter_tenures(new_posts: set[str]) -> list[Tenure]:
    """Only for posts that were made just now: whoever holds an older post holds it."""
    return Tenure.objects.bulk_create(
        Tenure(
            post_id=demo_id("post", line["post"]),
            officer_id=demo_id("officer", line["employee_no"]),
            capacity=line["capacity"],
            from_date=date.fromisoformat(line["from_date"]),
            order_number=line["order_number"],
        )
        for line in _lines("tenures")
        if line["post"] in new_posts
    )
