"""The facts of which the paperless office is the one owner."""

from sanjha.kernel.facts import Fact, Secrecy, declare
from sanjha.kernel.text import Text

_MANUAL = "Punjab Manual of Office Procedure 1994"


def _of_a_file(name: str, title: Text) -> Fact:
    return Fact(
        name=f"file.{name}",
        title=title,
        owner="eoffice",
        key="computer number",
        legal_basis=_MANUAL,
        secrecy=Secrecy.OFFICIAL,
        retention="as the record schedule of the department",
    )


declare(
    _of_a_file("notes", Text("Notes of a file", "ਮਿਸਲ ਦੇ ਨੋਟ", "फ़ाइल की टिप्पणियाँ")),
    _of_a_file("correspondence", Text("Correspondence of a file", "ਮਿਸਲ ਦਾ ਪੱਤਰ-ਵਿਹਾਰ", "फ़ाइल का पत्र-व्यवहार")),
    _of_a_file("movement", Text("Where a file is and was", "ਮਿਸਲ ਕਿੱਥੇ ਹੈ ਅਤੇ ਸੀ", "फ़ाइल कहाँ है और थी")),
)
