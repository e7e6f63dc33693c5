"""The facts of which signing-in is the one owner."""

from sanjha.kernel.facts import Fact, Secrecy, declare
from sanjha.kernel.text import Text

_IT_ACT = "Information Technology Act 2000, section 43A, and the directions of CERT-In of 28 April 2022"

declare(
    Fact(
        name="account.sign_in_name",
        title=Text("Name for signing in", "ਸਾਈਨ ਇਨ ਦਾ ਨਾਂ", "साइन इन का नाम"),
        owner="identity",
        key="account id",
        legal_basis=_IT_ACT,
        secrecy=Secrecy.PERSONAL,
        retention="as long as the account is open; of a closed one as long as the audit trail",
        page="identity:account",
    ),
    Fact(
        name="account.second_factor",
        title=Text("Second step of signing in", "ਸਾਈਨ ਇਨ ਦਾ ਦੂਜਾ ਕਦਮ", "साइन इन का दूसरा चरण"),
        owner="identity",
        key="account id",
        legal_basis=_IT_ACT,
        secrecy=Secrecy.SENSITIVE,
        retention="until it is replaced or the account is closed",
        page="identity:account",
    ),
    Fact(
        name="account.sign_ins",
        title=Text("When and where somebody signed in", "ਕਦੋਂ ਅਤੇ ਕਿੱਥੋਂ ਸਾਈਨ ਇਨ ਕੀਤਾ", "कब और कहाँ से साइन इन किया"),
        owner="identity",
        key="account id and time",
        legal_basis=_IT_ACT,
        secrecy=Secrecy.PERSONAL,
        retention="180 days at least",
        page="identity:account",
    ),
)  # fmt: skip
