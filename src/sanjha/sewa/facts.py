"""The facts of which the service counter is the one owner."""

from datetime import timedelta

from sanjha.kernel.facts import Fact, Secrecy, declare, replica_of
from sanjha.kernel.text import Text

_SERVICES_ACT = "Punjab Transparency and Accountability in Delivery of Public Services Act 2018"


def _of_an_application(name: str, title: Text, secrecy: Secrecy = Secrecy.PERSONAL) -> Fact:
    return Fact(
        name=f"application.{name}",
        title=title,
        owner="sewa",
        key="application number",
        legal_basis=_SERVICES_ACT,
        secrecy=secrecy,
        retention="as the record schedule of the department that decides",
        page="sewa:my-applications",
    )


declare(
    _of_an_application("statement", Text("What an applicant stated", "ਬਿਨੈਕਾਰ ਨੇ ਕੀ ਦੱਸਿਆ", "आवेदक ने क्या बताया")),
    _of_an_application(
        "papers", Text("Papers of an application", "ਅਰਜ਼ੀ ਦੇ ਕਾਗ਼ਜ਼", "आवेदन के काग़ज़"), Secrecy.SENSITIVE
    ),
    _of_an_application("state", Text("Where an application stands", "ਅਰਜ਼ੀ ਕਿੱਥੇ ਹੈ", "आवेदन कहाँ है")),
    _of_an_application("decision", Text("Decision on an application", "ਅਰਜ਼ੀ ਦਾ ਫ਼ੈਸਲਾ", "आवेदन पर निर्णय")),
    _of_an_application("fee", Text("Fee of an application", "ਅਰਜ਼ੀ ਦੀ ਫ਼ੀਸ", "आवेदन का शुल्क")),
    Fact(
        name="service.definition",
        title=Text("What a service asks, costs and takes", "ਸੇਵਾ ਕੀ ਮੰਗਦੀ ਅਤੇ ਕਿੰਨੀ ਫ਼ੀਸ ਹੈ", "सेवा क्या माँगती है और कितना शुल्क है"),
        owner="sewa",
        key="service code and version",
        legal_basis=_SERVICES_ACT,
        secrecy=Secrecy.PUBLIC,
        retention="permanent: an application keeps the version it began with",
    ),
)  # fmt: skip

for _fact in ("name", "relative", "birth_date", "gender", "mobile", "address"):
    replica_of(f"resident.{_fact}", by="sewa", event="people.FactCorrected", greatest_age=timedelta(hours=1))
"""An application keeps what the register gave; the officer sees within the hour that it was corrected since."""
