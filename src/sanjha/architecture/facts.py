"""The facts of which the architecture is the one owner."""

from sanjha.kernel.facts import Fact, Secrecy, declare
from sanjha.kernel.text import Text

_BUSINESS = "Rules of Business of the State Government, Constitution of India, article 166"

declare(
    Fact(
        name="application.inventory",
        title=Text("Applications that departments run", "ਵਿਭਾਗਾਂ ਦੀਆਂ ਐਪਲੀਕੇਸ਼ਨਾਂ", "विभागों के अनुप्रयोग"),
        owner="architecture",
        key="application code",
        legal_basis="Information Technology Act 2000, section 6A, and the state's orders on e-governance",
        secrecy=Secrecy.OFFICIAL,
        retention="permanent: retired applications stay in the inventory",
    ),
    Fact(
        name="policy.comment",
        title=Text("What departments say of the policy", "ਨੀਤੀ ਬਾਰੇ ਵਿਭਾਗਾਂ ਦੀ ਰਾਇ", "नीति पर विभागों की राय"),
        owner="architecture",
        key="rule and time",
        legal_basis=_BUSINESS,
        secrecy=Secrecy.OFFICIAL,
        retention="permanent",
    ),
    Fact(
        name="policy.exception",
        title=Text("Exceptions from the policy", "ਨੀਤੀ ਤੋਂ ਛੋਟਾਂ", "नीति से छूट"),
        owner="architecture",
        key="rule and application",
        legal_basis=_BUSINESS,
        secrecy=Secrecy.OFFICIAL,
        retention="permanent; those that ran out too",
    ),
)  # fmt: skip
