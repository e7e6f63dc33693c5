"""The facts of which the exchange is the one owner: who may read, and who has read."""

from sanjha.kernel.facts import Fact, Secrecy, declare
from sanjha.kernel.text import Text

_DATA_ACT = "Digital Personal Data Protection Act 2023, sections 8 and 11"

declare(
    Fact(
        name="access.grant",
        title=Text("Who may read which facts, and why", "ਕੌਣ ਕਿਹੜੇ ਵੇਰਵੇ ਕਿਉਂ ਦੇਖ ਸਕਦਾ ਹੈ", "कौन कौन-से विवरण क्यों देख सकता है"),
        owner="exchange",
        key="grant id",
        legal_basis=_DATA_ACT,
        secrecy=Secrecy.OFFICIAL,
        retention="permanent; ended grants too",
    ),
    Fact(
        name="access.reading",
        title=Text("Who read whose facts, and why", "ਕਿਸ ਦੇ ਵੇਰਵੇ ਕਿਸ ਨੇ ਕਿਉਂ ਦੇਖੇ", "किसके विवरण किसने क्यों देखे"),
        owner="exchange",
        key="person and time",
        legal_basis=_DATA_ACT,
        secrecy=Secrecy.PERSONAL,
        retention="as long as the facts that were read",
        page="exchange:my-readings",
    ),
)  # fmt: skip
