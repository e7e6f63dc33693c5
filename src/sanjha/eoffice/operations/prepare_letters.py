"""Make letters ready for work: the grants under which addressed residents are looked up."""

from sanjha.eoffice.operations.create_draft import PURPOSE
from sanjha.exchange import contract as exchange
from sanjha.kernel.text import Text


def prepare_letters() -> None:
    """Do what is missing; say it as often as you like. Raises NotPermitted unless the system or an administrator asks."""
    exchange.ensure_grants(
        consumer="eoffice",
        operations=["people.v1/resident", "people.v1/find"],
        purpose=PURPOSE,
        purpose_name=Text(
            "A letter or an order of an office that is addressed to you",
            "ਦਫ਼ਤਰ ਦਾ ਪੱਤਰ ਜਾਂ ਹੁਕਮ ਜੋ ਤੁਹਾਨੂੰ ਸੰਬੋਧਿਤ ਹੈ",
            "कार्यालय का पत्र या आदेश जो आपको संबोधित है",
        ),
        legal_basis="Punjab Manual of Office Procedure 1994",
    )
