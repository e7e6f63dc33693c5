"""The page that enters a post with its places."""

import pytest

from sanjha.offices.models import Office, Post
from sanjha.offices.operations.load_demo_offices import demo_id
from sanjha.offices.tests.factories import make_post
from sanjha.offices.tests.register_pages import NEW_POST, NT_TAPA, places_of, text_of

pytestmark = pytest.mark.django_db


def post_given(**values):
    return {
        "designation": "naib_tehsildar",
        "code": "BNL-TEH-TAP/",
        "title_en": "Naib Tehsildar (Recovery), Tapa",
        "title_pa": "ਨਾਇਬ ਤਹਿਸੀਲਦਾਰ (ਵਸੂਲੀ), ਤਪਾ",
        "title_hi": "नायब तहसीलदार (वसूली), तपा",
        "superior": str(demo_id("post", "BNL-TEH-TAP/TEHSILDAR")),
        "places": ["T276"],
    } | values


def test_a_post_is_entered_with_its_places(admin, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = text_of(admin.get(NEW_POST))
    assert 'value="BNL-TEH-TAP/"' in page
    assert '<option value="naib_tehsildar">' in page

    done = admin.post(NEW_POST, post_given(places=["T276", "U248377"]))

    post = Post.objects.get(code="BNL-TEH-TAP/NAIB-TEHSILDAR")
    assert done["Location"] == f"/offices/posts/{post.id}/"
    assert post.superior.code == "BNL-TEH-TAP/TEHSILDAR"
    assert places_of(post.code) == ["T276", "U248377"]
    assert "Nobody has held this post yet." in text_of(admin.get(done["Location"]))
    admin.post(NEW_POST, post_given())
    assert Post.objects.filter(code="BNL-TEH-TAP/NAIB-TEHSILDAR-2").exists()


def test_places_are_added_and_taken_away_without_a_script(admin):
    typed = post_given(designation="", title_pa="")
    added = admin.post(
        NEW_POST, typed | {"place": "", "place_text": "V039985", "place_was": "", "add": "yes"}
    )
    page = text_of(added)
    assert added.status_code == 200
    assert 'name="places" value="T276"' in page
    assert 'name="places" value="V039985"' in page
    assert "Naib Tehsildar (Recovery), Tapa" in page
    assert "required" not in page.partition("error-summary")[2]
    taken = text_of(admin.post(NEW_POST, typed | {"places": ["T276", "V039985"], "take": "T276"}))
    assert 'name="places" value="T276"' not in taken
    assert 'name="places" value="V039985"' in taken
    assert "No place yet" in text_of(admin.post(NEW_POST, typed | {"take": "T276"}))
    assert not Post.objects.filter(title_en=typed["title_en"]).exists()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"place": "T276"}, "in the list already"),
        ({"place": ""}, "Fill in this field."),
        ({"place_text": "moonbase"}, "Nothing in the list fits"),
        ({"place_text": "barnala"}, "Several entries fit"),
    ],
)
def test_a_wrong_place_is_not_added(admin, typed, message):
    response = admin.post(NEW_POST, post_given(add="yes", **typed))
    assert response.status_code == 422
    assert message in text_of(response)


def test_a_place_left_in_the_search_box_counts(admin):
    assert admin.post(NEW_POST, post_given(place="V039985")).status_code == 302
    assert places_of("BNL-TEH-TAP/NAIB-TEHSILDAR") == ["T276", "V039985"]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"designation": "Naib Tehsildar"}, "word of small letters"),
        ({"designation": ""}, "required"),
        ({"code": NT_TAPA}, "is taken"),
        ({"code": "x y"}, "capital letters and digits"),
        ({"title_pa": "Naib"}, "Gurmukhi"),
        ({"title_hi": "Naib"}, "Devanagari"),
        ({"places": ["T999"]}, "no place with the code T999"),
        ({"superior": "nobody"}, "Nothing in the list fits"),
    ],
)
def test_a_wrong_post_comes_back_as_it_was_typed(admin, values, message):
    number = Post.objects.count()
    response = admin.post(NEW_POST, post_given(**values))
    assert response.status_code == 422
    assert message in text_of(response)
    assert "Naib Tehsildar (Recovery), Tapa" in text_of(response)
    assert Post.objects.count() == number


def test_a_closed_post_is_nobodys_superior(admin):
    closed = make_post(office=Office.objects.get(code="BNL-TEH-TAP"), is_active=False)
    refused = admin.post(NEW_POST, post_given(superior=str(closed.id)))
    assert refused.status_code == 422
    assert "This post is closed and takes no work." in text_of(refused)
