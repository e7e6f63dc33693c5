"""Offices, posts and officers for tests."""

from datetime import date

from sanjha.kernel.actors import Actor, Kind
from sanjha.kernel.ids import new_id
from sanjha.offices.holdings import holdings_of
from sanjha.offices.models import Department, Office, Officer, Post, PostJurisdiction, Tenure

_numbers = iter(range(1, 10**9))


def make_department(code="REV"):
    department, _made = Department.objects.get_or_create(
        code=code, defaults={"name_en": "Revenue", "name_pa": "ਮਾਲ", "name_hi": "राजस्व"}
    )
    return department


def make_office(code=None, **values):
    number = next(_numbers)
    return Office.objects.create(
        **{
            "code": code or f"OFF-{number}",
            "kind": "TEHSIL",
            "department": make_department(),
            "name_en": f"Office {number}",
            "name_pa": "ਦਫ਼ਤਰ",
            "name_hi": "कार्यालय",
            "place": "T276",
        }
        | values
    )


def make_post(designation="tehsildar", *, places=(), **values):
    number = next(_numbers)
    office = values.pop("office", None) or make_office()
    post = Post.objects.create(
        **{
            "code": f"P-{number}",
            "office": office,
            "designation": designation,
            "title_en": f"{designation.replace('_', ' ').title()} {number}",
            "title_pa": "ਅਹੁਦਾ",
            "title_hi": "पद",
        }
        | values
    )
    PostJurisdiction.objects.bulk_create(PostJurisdiction(post=post, place=place) for place in places)
    return post


def make_officer(**values):
    number = next(_numbers)
    return Officer.objects.create(
        **{"employee_no": f"PB{number:05d}", "name_en": f"Officer {number}", "name_pa": "ਅਫ਼ਸਰ"} | values
    )


def make_tenure(post=None, officer=None, capacity="SUBSTANTIVE", **values):
    return Tenure.objects.create(
        **{
            "post": post or make_post(),
            "officer": officer or make_officer(),
            "capacity": capacity,
            "from_date": date(2026, 1, 5),
            "order_number": "ORD/1",
        }
        | values
    )


def acting(officer):
    """The officer as an actor with the posts held today."""
    return Actor(
        Kind.OFFICER,
        account=new_id(),
        person=officer.id,
        name=officer.name_en,
        name_pa=officer.name_pa,
        posts={held.post: held for held in holdings_of(officer.id)},
    )


def make_admin(office):
    """An actor who holds the administrator's post of the office."""
    return acting(make_tenure(make_post("office_admin", office=office)).officer)
