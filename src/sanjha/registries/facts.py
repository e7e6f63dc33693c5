"""The facts of which these registries are the one owner: the records that departments keep here."""

from sanjha.kernel.facts import Fact, Secrecy, declare
from sanjha.kernel.text import Text

declare(
    Fact(
        name="registry.record",
        title=Text("Record of a register", "ਰਜਿਸਟਰ ਦਾ ਇੰਦਰਾਜ", "रजिस्टर की प्रविष्टि"),
        owner="registries",
        key="registry, version and primary key",
        legal_basis="the order by which the department keeps the register",
        secrecy=Secrecy.PERSONAL,
        retention="as the department orders for the register; a deleted record stays with its history",
    )
)
