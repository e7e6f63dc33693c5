"""Changing the places of a post: what falls to whom is read before it is done."""

import pytest

from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.models import AuditEntry
from sanjha.offices import contract
from sanjha.offices.models import Post
from sanjha.offices.operations.assign_jurisdiction import assign_jurisdiction
from sanjha.offices.operations.load_demo_offices import demo_id
from sanjha.offices.tests.register_pages import address, places_of, text_of

pytestmark = pytest.mark.django_db


PATWARI = "BNL-PC-06/PATWARI"


def test_places_are_changed_after_reading_what_falls_to_whom(admin, django_assert_max_num_queries):
    before = places_of(PATWARI)
    other = Post.objects.filter(designation="patwari").exclude(code=PATWARI).first()
    gained = places_of(other.code)[0]
    wanted = [*before[1:], gained]
    with django_assert_max_num_queries(16):
        page = text_of(admin.get(address(PATWARI, "places/")))
    assert f'name="seen" value="{before[0]}"' in page

    with django_assert_max_num_queries(16):
        shown = text_of(
            admin.post(address(PATWARI, "places/"), {"seen": before, "places": wanted, "continue": "yes"})
        )

    for words in (
        "Confirm the places",
        "Comes to the post",
        "Goes from the post",
        str(other.title),
        "nobody",
        "Running work stays",
    ):
        assert words in shown
    assert places_of(PATWARI) == before

    done = admin.post(address(PATWARI, "places/"), {"seen": before, "places": wanted, "confirmed": "yes"})

    assert done["Location"] == address(PATWARI)
    assert places_of(PATWARI) == sorted(wanted)
    assert AuditEntry.objects.get(action="JURISDICTION_ASSIGNED").stream == str(demo_id("post", PATWARI))


def test_what_the_page_says_is_where_the_work_goes(admin):
    """A village taken from the naib tehsildar of Bhadaur falls to the one of the tehsil."""
    post = Post.objects.filter(designation="naib_tehsildar", jurisdiction__place__startswith="V").first()
    village = places_of(post.code)[0]
    rest = [code for code in places_of(post.code) if code != village]
    page = text_of(
        admin.post(
            address(post.code, "places/"), {"seen": places_of(post.code), "places": rest, "continue": "yes"}
        )
    )
    admin.post(
        address(post.code, "places/"), {"seen": places_of(post.code), "places": rest, "confirmed": "yes"}
    )
    assert str(contract.responsible_post(designation="naib_tehsildar", place=village).title) in page


def test_one_may_go_back_and_change_the_places(admin):
    before = places_of(PATWARI)
    page = text_of(
        admin.post(address(PATWARI, "places/"), {"seen": before, "places": before[1:], "back": "yes"})
    )
    assert "Place to add" in page
    assert f'name="places" value="{before[0]}"' not in page


def test_unchanged_unknown_and_overtaken_places_are_refused(admin):
    before = places_of(PATWARI)
    path = address(PATWARI, "places/")
    same = admin.post(path, {"seen": before, "places": before, "confirmed": "yes"})
    assert same.status_code == 422
    assert "Nothing is changed yet" in text_of(same)
    unknown = admin.post(path, {"seen": before, "places": ["T999"], "confirmed": "yes"})
    assert "no place with the code T999" in text_of(unknown)
    assert places_of(PATWARI) == before
    assign_jurisdiction(post_id=demo_id("post", PATWARI), places=("T276",), actor=SYSTEM)
    late = admin.post(path, {"seen": before, "places": before[1:], "confirmed": "yes"})
    assert late.status_code == 422
    assert "changed the places of this post meanwhile" in text_of(late)
    assert 'name="seen" value="T276"' in text_of(late)
    assert places_of(PATWARI) == ["T276"]
