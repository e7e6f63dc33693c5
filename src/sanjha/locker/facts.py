"""The facts of which the locker is the one owner."""

from sanjha.kernel.facts import Fact, Secrecy, declare
from sanjha.kernel.text import Text


def _of_a_document(name: str, title: Text, basis: str) -> Fact:
    return Fact(
        name=f"document.{name}",
        title=title,
        owner="locker",
        key="document number",
        legal_basis=basis,
        secrecy=Secrecy.PERSONAL,
        retention="permanent",
        page="locker:documents",
    )


_SIGNED = "Information Technology Act 2000, sections 5 and 6; Digital Locker Rules 2016"

declare(
    _of_a_document(
        "register",
        Text("Entries of the register of documents", "ਦਸਤਾਵੇਜ਼ ਰਜਿਸਟਰ ਦੇ ਇੰਦਰਾਜ", "दस्तावेज़ रजिस्टर की प्रविष्टियाँ"),
        _SIGNED,
    ),
    _of_a_document("file", Text("The document itself", "ਦਸਤਾਵੇਜ਼ ਆਪ", "दस्तावेज़ स्वयं"), _SIGNED),
    _of_a_document("revocation", Text("Whether a document was revoked", "ਕੀ ਦਸਤਾਵੇਜ਼ ਰੱਦ ਹੋਇਆ", "क्या दस्तावेज़ रद्द हुआ"), _SIGNED),
    _of_a_document(
        "delivery",
        Text("When a document was handed over", "ਦਸਤਾਵੇਜ਼ ਕਦੋਂ ਦਿੱਤਾ ਗਿਆ", "दस्तावेज़ कब सौंपा गया"),
        "Punjab Transparency and Accountability in Delivery of Public Services Act 2018",
    ),
)  # fmt: skip
