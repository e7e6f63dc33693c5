"""What the tests of the register's pages ask again and again."""

from sanjha.offices.models import PostJurisdiction
from sanjha.offices.operations.load_demo_offices import demo_id

NEW_POST = "/offices/office/BNL-TEH-TAP/posts/new/"
NT_TAPA = "BNL-TEH-TAP/NT"


def text_of(response):
    return response.content.decode()


def address(code, page=""):
    return f"/offices/posts/{demo_id('post', code)}/{page}"


def places_of(code):
    rows = PostJurisdiction.objects.filter(post__code=code, ended_at__isnull=True)
    return sorted(rows.values_list("place", flat=True))


def office_given(**values):
    return {
        "code": "bnl-ste-new",
        "kind": "SUB_TEHSIL",
        "department": "REV",
        "parent": str(demo_id("office", "BNL-TEH-TAP")),
        "name_en": "Sub-Tehsil Office, Bhadaur",
        "name_pa": "ਉਪ ਤਹਿਸੀਲ ਦਫ਼ਤਰ, ਭਦੌੜ",
        "name_hi": "उप-तहसील कार्यालय, भदौड़",
        "place": "U248377",
        "address_en": "Bhadaur 148102",
        "address_pa": "ਭਦੌੜ 148102",
    } | values
