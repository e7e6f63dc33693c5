"""The facts of which the register of offices is the one owner. Who holds an office is public."""

from sanjha.kernel.facts import Fact, Secrecy, declare
from sanjha.kernel.text import Text


def _of_an_office(name: str, key: str, title: Text, basis: str, secrecy: Secrecy = Secrecy.PUBLIC) -> Fact:
    return Fact(
        name=name,
        title=title,
        owner="offices",
        key=key,
        legal_basis=basis,
        secrecy=secrecy,
        retention="permanent: past decisions name the post that took them",
    )


_BUSINESS = "Rules of Business of the State Government, Constitution of India, article 166"
_PUBLISHED = "Right to Information Act 2005, section 4(1)(b): powers, duties and directory of officers"

declare(
    _of_an_office("department.name", "department code", Text("Department", "ਵਿਭਾਗ", "विभाग"), _BUSINESS),
    _of_an_office("office.name", "office code", Text("Office", "ਦਫ਼ਤਰ", "कार्यालय"), _BUSINESS),
    _of_an_office(
        "office.address", "office code", Text("Office address", "ਦਫ਼ਤਰ ਦਾ ਪਤਾ", "कार्यालय का पता"), _PUBLISHED
    ),
    _of_an_office("post.title", "post id", Text("Post", "ਅਹੁਦਾ", "पद"), _BUSINESS),
    _of_an_office(
        "post.jurisdiction", "post id", Text("Jurisdiction of a post", "ਅਹੁਦੇ ਦਾ ਅਧਿਕਾਰ ਖੇਤਰ", "पद का अधिकार क्षेत्र"), _BUSINESS
    ),
    _of_an_office("post.holder", "post id", Text("Who holds a post", "ਅਹੁਦੇ ਉੱਤੇ ਕੌਣ ਹੈ", "पद पर कौन है"), _PUBLISHED),
    _of_an_office(
        "officer.name", "employee number", Text("Name of an officer", "ਅਧਿਕਾਰੀ ਦਾ ਨਾਂ", "अधिकारी का नाम"), _PUBLISHED
    ),
    _of_an_office(
        "officer.leave",
        "employee number",
        Text("Leave of an officer", "ਅਧਿਕਾਰੀ ਦੀ ਛੁੱਟੀ", "अधिकारी की छुट्टी"),
        "Punjab Civil Services Rules, volume I, chapter on leave",
        Secrecy.OFFICIAL,
    ),
)  # fmt: skip
